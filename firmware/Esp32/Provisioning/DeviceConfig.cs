using Core.Bytes;

namespace Esp32.Provisioning;

/// <summary>Everything the device was told, as text by key. What is wrong with it is a sentence that names the
/// key.</summary>
public sealed class DeviceConfig
{
    private const int MaxDeviceName = 32;

    private readonly string[] _values = Texts.Empty(ConfigKey.Count);

    /// <summary>Value of a key; null if it was not told.</summary>
    public string this[int key] => _values[key];

    /// <summary>True if a flag was told to be true.</summary>
    public bool IsSet(int key) => _values[key] == "true";

    /// <summary>Value of a number, or <paramref name="otherwise"/> if it was not told.</summary>
    public int Number(int key, int otherwise) => _values[key] == null ? otherwise : int.Parse(_values[key]);

    /// <summary>The first of these keys that was not told, in words; null if all were.</summary>
    public string Missing(int[] keys)
    {
        for (int i = 0; i < keys.Length; i++)
        {
            if (_values[keys[i]] == null)
            {
                return ConfigKey.Name(keys[i]) + ": is missing";
            }
        }

        return null;
    }

    /// <summary>Takes a value in, or forgets the key if it is empty. Null, or else what is wrong.</summary>
    public string Set(string name, string value)
    {
        int key = ConfigKey.Find(name);
        if (key < 0)
        {
            return name + ": there is no such key";
        }

        if (value == null || value.Length == 0)
        {
            _values[key] = null;
            return null;
        }

        string wrong = Wrong(key, value);
        _values[key] = wrong == null ? value : _values[key];
        return wrong == null ? null : name + ": " + wrong;
    }

    private static string Wrong(int key, string value)
    {
        switch (ConfigKey.Kind(key))
        {
            case ConfigKey.Flag:
                return value == "true" || value == "false" ? null : "has to be true or false";
            case ConfigKey.Number:
                int most = ConfigKey.Maximum(key);
                return int.TryParse(value, out int number) && number >= 0 && number <= most
                    ? null : "has to be a number from 0 to " + most.ToString();
            default:
                return key != ConfigKey.Device || IsDeviceName(Utf8.Bytes(value))
                    ? null : "has to be 1 to 32 letters, digits, dots and dashes";
        }
    }

    private static bool IsDeviceName(byte[] name)
    {
        bool good = name.Length <= MaxDeviceName;
        for (int i = 0; i < name.Length && good; i++)
        {
            int letter = name[i] | 0x20;
            good = (letter >= 'a' && letter <= 'z') || (name[i] >= '0' && name[i] <= '9')
                || name[i] == '.' || name[i] == '-';
        }

        return good;
    }
}

using Core;
using Core.Agent;
using Core.Bytes;
using Core.Commands;

namespace Esp32.Provisioning;

/// <summary>Everything the device was told, as text by key. What is wrong with it is a sentence that names the
/// key.</summary>
public sealed class DeviceConfig
{
    private const string OwnPubSub = "pep";
    private const int MaxDeviceName = 32;

    private readonly string[] _values = new string[ConfigKey.Count];

    /// <summary>Value of a key; null if it was not told.</summary>
    public string this[int key] => _values[key];

    /// <summary>True if a flag was told to be true.</summary>
    public bool IsSet(int key) => _values[key] == "true";

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

    /// <summary>The first thing that keeps the device from connecting, in words; null if nothing does.</summary>
    public string Wanting()
    {
        int key = IsEmpty(ConfigKey.Device) ? ConfigKey.Device
            : IsEmpty(ConfigKey.WifiName) ? ConfigKey.WifiName
            : IsEmpty(ConfigKey.Domain) ? ConfigKey.Domain
            : IsEmpty(ConfigKey.User) ? ConfigKey.User
            : IsEmpty(ConfigKey.Password) && !IsSet(ConfigKey.OwnCertificate) ? ConfigKey.Password : -1;
        if (key >= 0)
        {
            return ConfigKey.Name(key) + ": is missing";
        }

        int peers = Peers(ConfigKey.AllowAdmin) + Peers(ConfigKey.AllowControl) + Peers(ConfigKey.AllowRead);
        return peers > Limits.Allowlist
            ? ConfigKey.Name(ConfigKey.AllowRead) + ": names too many, with the other two" : null;
    }

    /// <summary>What the agent has to know of it.</summary>
    public AgentConfig ToAgent()
    {
        string pubSub = _values[ConfigKey.PubSub];
        AgentConfig config = new()
        {
            DeviceId = _values[ConfigKey.Device],
            Domain = _values[ConfigKey.Domain],
            User = _values[ConfigKey.User],
            Password = _values[ConfigKey.Password],
            Host = _values[ConfigKey.Host],
            Port = Number(ConfigKey.Port, 0),
            DirectTls = IsSet(ConfigKey.DirectTls),
            AllowPlain = IsSet(ConfigKey.AllowPlain),
            UseClientCertificate = IsSet(ConfigKey.OwnCertificate),
            PubSubService = pubSub == OwnPubSub ? string.Empty : pubSub,
        };
        config.Resource = _values[ConfigKey.Resource] ?? config.Resource;
        config.ReportEveryMs = 1000 * Number(ConfigKey.ReportEvery, config.ReportEveryMs / 1000);
        Allow(config, ConfigKey.AllowAdmin, Role.Admin);
        Allow(config, ConfigKey.AllowControl, Role.Control);
        Allow(config, ConfigKey.AllowRead, Role.Read);
        return config;
    }

    private void Allow(AgentConfig config, int key, Role role)
    {
        if (IsEmpty(key))
        {
            return;
        }

        string[] peers = _values[key].Split(' ');
        for (int i = 0; i < peers.Length; i++)
        {
            config.Allow(peers[i], role);
        }
    }

    private int Peers(int key) => IsEmpty(key) ? 0 : _values[key].Split(' ').Length;

    private bool IsEmpty(int key) => _values[key] == null;

    private int Number(int key, int otherwise) => IsEmpty(key) ? otherwise : int.Parse(_values[key]);

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

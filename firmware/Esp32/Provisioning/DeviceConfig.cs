using Core.Agent;
using Core.Commands;

namespace Esp32.Provisioning;

/// <summary>Everything the device was told, as text by key. What is wrong with it is a sentence that names the
/// key.</summary>
public sealed class DeviceConfig
{
    private const string OwnPubSub = "pep";

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

    /// <summary>The first thing that is missing, in words; null if nothing is.</summary>
    public string Missing()
    {
        int key = IsEmpty(ConfigKey.Device) ? ConfigKey.Device
            : IsEmpty(ConfigKey.WifiName) ? ConfigKey.WifiName
            : IsEmpty(ConfigKey.Domain) ? ConfigKey.Domain
            : IsEmpty(ConfigKey.User) ? ConfigKey.User
            : IsEmpty(ConfigKey.Password) && !IsSet(ConfigKey.OwnCertificate) ? ConfigKey.Password : -1;
        return key < 0 ? null : ConfigKey.Name(key) + ": is missing";
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
            case ConfigKey.List:
                return value.Split(' ').Length <= Core.Limits.Allowlist ? null : "names too many";
            default:
                return null;
        }
    }
}

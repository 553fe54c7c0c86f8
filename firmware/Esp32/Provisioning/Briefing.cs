using Core;
using Core.Agent;
using Core.Commands;
using Core.Courier;
using Core.Imip;

namespace Esp32.Provisioning;

/// <summary>What the agent has to know of the configuration, and what it would miss.</summary>
internal static class Briefing
{
    private const string OwnPubSub = "pep";

    private static readonly string[] UsualLinks = { "xmpp" };

    private static readonly int[] Always = { ConfigKey.Device, ConfigKey.WifiName };
    private static readonly int[] ForXmpp = { ConfigKey.Domain, ConfigKey.User };
    private static readonly int[] ForCourier = { ConfigKey.CourierHost };
    private static readonly int[] ForImip = { ConfigKey.ImipHost, ConfigKey.ImipUser, ConfigKey.ImipPassword };

    /// <summary>The first thing that keeps the device from connecting, in words; null if nothing does.</summary>
    public static string Wanting(DeviceConfig config)
    {
        string[] links = Links(config);
        string wanting = Missing(config, Always);
        for (int i = 0; i < links.Length && wanting == null; i++)
        {
            wanting = WantingFor(config, links[i]);
        }

        int peers = Count(config, ConfigKey.AllowAdmin) + Count(config, ConfigKey.AllowControl)
            + Count(config, ConfigKey.AllowRead);
        return wanting == null && peers > Limits.Allowlist
            ? ConfigKey.Name(ConfigKey.AllowRead) + ": names too many, with the other two" : wanting;
    }

    /// <summary>What the agent is told.</summary>
    public static AgentConfig Of(DeviceConfig config)
    {
        string pubSub = config[ConfigKey.PubSub];
        AgentConfig agent = new()
        {
            DeviceId = config[ConfigKey.Device],
            Links = Links(config),
            Domain = config[ConfigKey.Domain],
            User = config[ConfigKey.User],
            Password = config[ConfigKey.Password],
            Host = config[ConfigKey.Host],
            Port = config.Number(ConfigKey.Port, 0),
            DirectTls = config.IsSet(ConfigKey.DirectTls),
            AllowPlain = config.IsSet(ConfigKey.AllowPlain),
            UseClientCertificate = config.IsSet(ConfigKey.OwnCertificate),
            PubSubService = pubSub == OwnPubSub ? string.Empty : pubSub,
            Courier = Courier(config),
            Imip = Imip(config),
        };
        agent.Resource = config[ConfigKey.Resource] ?? agent.Resource;
        agent.ReportEveryMs = 1000 * config.Number(ConfigKey.ReportEvery, agent.ReportEveryMs / 1000);
        Allow(agent, config[ConfigKey.AllowAdmin], Role.Admin);
        Allow(agent, config[ConfigKey.AllowControl], Role.Control);
        Allow(agent, config[ConfigKey.AllowRead], Role.Read);
        return agent;
    }

    private static string WantingFor(DeviceConfig config, string link)
    {
        switch (link)
        {
            case "xmpp":
                string missing = Missing(config, ForXmpp);
                return missing == null && config[ConfigKey.Password] == null && !config.IsSet(ConfigKey.OwnCertificate)
                    ? ConfigKey.Name(ConfigKey.Password) + ": is missing" : missing;
            case "courier":
                return Missing(config, ForCourier);
            case "imip":
                return Missing(config, ForImip);
            default:
                return ConfigKey.Name(ConfigKey.Links) + ": there is no link " + link;
        }
    }

    private static string Missing(DeviceConfig config, int[] keys)
    {
        for (int i = 0; i < keys.Length; i++)
        {
            if (config[keys[i]] == null)
            {
                return ConfigKey.Name(keys[i]) + ": is missing";
            }
        }

        return null;
    }

    private static CourierAccount Courier(DeviceConfig config)
    {
        if (config[ConfigKey.CourierHost] == null)
        {
            return null;
        }

        CourierAccount account = new()
        {
            Host = config[ConfigKey.CourierHost],
            TlsName = config[ConfigKey.CourierName],
        };
        account.Port = config.Number(ConfigKey.CourierPort, account.Port);
        account.Topic = config[ConfigKey.CourierTopic] ?? account.Topic;
        return account;
    }

    private static ImipAccount Imip(DeviceConfig config)
    {
        return config[ConfigKey.ImipHost] == null ? null : new ImipAccount
        {
            Host = config[ConfigKey.ImipHost],
            Port = config.Number(ConfigKey.ImipPort, 0),
            User = config[ConfigKey.ImipUser],
            Password = config[ConfigKey.ImipPassword],
            TlsName = config[ConfigKey.ImipName],
            AllowPlain = config.IsSet(ConfigKey.ImipPlain),
        };
    }

    private static string[] Links(DeviceConfig config)
    {
        string links = config[ConfigKey.Links];
        return links == null ? UsualLinks : links.Split(' ');
    }

    private static int Count(DeviceConfig config, int key) =>
        config[key] == null ? 0 : config[key].Split(' ').Length;

    private static void Allow(AgentConfig agent, string names, Role role)
    {
        string[] peers = names == null ? new string[0] : names.Split(' ');
        for (int i = 0; i < peers.Length; i++)
        {
            agent.Allow(peers[i], role);
        }
    }
}

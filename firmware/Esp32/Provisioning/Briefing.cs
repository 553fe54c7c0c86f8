using Core;
using Core.Agent;
using Core.Commands;

namespace Esp32.Provisioning;

/// <summary>What the agent has to know of the configuration, and what it would miss.</summary>
internal sealed class Briefing
{
    private static readonly int[] Always = { ConfigKey.Device, ConfigKey.WifiName };

    private readonly LinkBriefing[] _links;

    /// <summary>For a device with these links; the first is the one that it uses unless it is told otherwise.</summary>
    public Briefing(LinkBriefing[] links)
    {
        _links = links;
    }

    /// <summary>The first thing that keeps the device from connecting, in words; null if nothing does.</summary>
    public string Wanting(DeviceConfig config)
    {
        string wanting = config.Missing(Always);
        string[] names = Names(config);
        for (int i = 0; i < names.Length && wanting == null; i++)
        {
            LinkBriefing link = Find(names[i]);
            wanting = link == null
                ? ConfigKey.Name(ConfigKey.Links) + ": there is no link " + names[i] : link.Wanting(config);
        }

        int peers = Count(config, ConfigKey.AllowAdmin) + Count(config, ConfigKey.AllowControl)
            + Count(config, ConfigKey.AllowRead);
        return wanting == null && peers > Limits.Allowlist
            ? ConfigKey.Name(ConfigKey.AllowRead) + ": names too many, with the other two" : wanting;
    }

    /// <summary>What the agent is told, of a configuration that wants nothing.</summary>
    public AgentConfig Of(DeviceConfig config)
    {
        string[] names = Names(config);
        AgentConfig agent = new()
        {
            DeviceId = config[ConfigKey.Device],
            Links = new LinkConfig[names.Length],
        };
        for (int i = 0; i < names.Length; i++)
        {
            agent.Links[i] = Find(names[i]).Of(config);
        }

        agent.ReportEveryMs = 1000 * config.Number(ConfigKey.ReportEvery, agent.ReportEveryMs / 1000);
        Allow(agent, config[ConfigKey.AllowAdmin], Role.Admin);
        Allow(agent, config[ConfigKey.AllowControl], Role.Control);
        Allow(agent, config[ConfigKey.AllowRead], Role.Read);
        return agent;
    }

    private LinkBriefing Find(string name)
    {
        for (int i = 0; i < _links.Length; i++)
        {
            if (_links[i].Name == name)
            {
                return _links[i];
            }
        }

        return null;
    }

    private string[] Names(DeviceConfig config)
    {
        string links = config[ConfigKey.Links];
        return links == null ? new[] { _links[0].Name } : links.Split(' ');
    }

    private static int Count(DeviceConfig config, int key) =>
        config[key] == null ? 0 : config[key].Split(' ').Length;

    private static void Allow(AgentConfig agent, string names, Role role)
    {
        if (names == null)
        {
            return;
        }

        string[] peers = names.Split(' ');
        for (int i = 0; i < peers.Length; i++)
        {
            agent.Allow(peers[i], role);
        }
    }
}

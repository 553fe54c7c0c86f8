using Core.Agent;
using Core.Ports;

namespace Esp32.Provisioning;

/// <summary>What the device found out about itself at the start: its configuration, its certificates, or what keeps it
/// from connecting.</summary>
public sealed class Provision
{
    // Flashes of the status light.
    private const int NoFile = 1;
    private const int BadFile = 2;
    private const int Incomplete = 3;

    /// <summary>What was told.</summary>
    public readonly DeviceConfig Config = new();

    /// <summary>Certificates for TLS.</summary>
    public readonly Certificates Certificates = new();

    /// <summary>What is wrong, in a sentence that names the key; null if the device can connect.</summary>
    public string Problem;

    /// <summary>The same as a number of flashes: 1 for no file, 2 for one that cannot be read, 3 for a key that is
    /// missing or wrong; zero for nothing.</summary>
    public int Code;

    private readonly Briefing _briefing;

    /// <summary>For a device with these links.</summary>
    public Provision(LinkBriefing[] links)
    {
        _briefing = new Briefing(links);
    }

    /// <summary>Reads everything.</summary>
    public void Load(ConfigStore store)
    {
        Problem = store.Load(Config);
        Code = Problem == null ? 0 : !store.Exists ? NoFile : Problem.IndexOf("agent.json") == 0 ? BadFile : Incomplete;
        Complete(_briefing.Wanting(Config));
        Complete(Problem == null ? Certificates.Load(Config, store) : null);
    }

    /// <summary>What the agent is told: nothing if anything is wrong, so that it stays unprovisioned.</summary>
    public AgentConfig ToAgent() => Problem == null ? _briefing.Of(Config) : new AgentConfig();

    /// <summary>The same for people.</summary>
    public void Tell(ILog log)
    {
        if (Problem != null)
        {
            log.Write(Problem, Code);
        }
    }

    private void Complete(string wrong)
    {
        if (Problem == null && wrong != null)
        {
            Problem = wrong;
            Code = Incomplete;
        }
    }
}

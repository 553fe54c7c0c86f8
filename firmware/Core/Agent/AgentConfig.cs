using Core.Bytes;
using Core.Commands;

namespace Core.Agent;

/// <summary>What the agent has to be told once. Plain values, filled in by a driver before the agent is made.</summary>
public sealed class AgentConfig
{
    private readonly string[] _peers = Texts.Empty(Limits.Allowlist);
    private readonly Role[] _roles = new Role[Limits.Allowlist];

    /// <summary>The device's own name: letters, digits, dot, dash; 1 to 32 characters.</summary>
    public string DeviceId;

    /// <summary>The links: the standing one, then its fallbacks in order.</summary>
    public LinkConfig[] Links = new LinkConfig[0];

    /// <summary>How long a link may be down before the next is tried, in ms.</summary>
    public int LinkPatienceMs = Limits.LinkPatienceMs;

    /// <summary>Interval of reports in ms until it is set by command; zero for none.</summary>
    public int ReportEveryMs = 60_000;

    /// <summary>First keep-alive interval in ms.</summary>
    public int KeepAliveMinimumMs = Limits.KeepAliveMinimumMs;

    /// <summary>Longest keep-alive interval in ms.</summary>
    public int KeepAliveMaximumMs = Limits.KeepAliveMaximumMs;

    /// <summary>First wait before a new connection, in ms.</summary>
    public int BackoffMinimumMs = Limits.BackoffMinimumMs;

    /// <summary>Longest wait before a new connection, in ms.</summary>
    public int BackoffMaximumMs = Limits.BackoffMaximumMs;

    /// <summary>Lets the owner of a bare JID, or of <c>imip:</c> and a user's name, do what the role includes; entries
    /// beyond <see cref="Limits.Allowlist"/> are refused with false.</summary>
    public bool Allow(string bareJid, Role role)
    {
        if (PeerCount == Limits.Allowlist || bareJid == null || bareJid.Length == 0)
        {
            return false;
        }

        _peers[PeerCount] = bareJid;
        _roles[PeerCount] = role;
        PeerCount++;
        return true;
    }

    /// <summary>How many peers are allowed something.</summary>
    public int PeerCount;

    /// <summary>Bare JID of a peer.</summary>
    public string Peer(int index) => _peers[index];

    /// <summary>Role of a peer.</summary>
    public Role PeerRole(int index) => _roles[index];

    /// <summary>The first thing that is missing, by name; null if a connection can be tried.</summary>
    public string Missing
    {
        get
        {
            string missing = DeviceId == null || DeviceId.Length == 0 ? "DeviceId"
                : Links.Length == 0 ? "Links" : null;
            for (int i = 0; i < Links.Length && missing == null; i++)
            {
                missing = Links[i].Missing;
            }

            return missing;
        }
    }
}

using Core.Commands;
using Core.Courier;
using Core.Imip;

namespace Core.Agent;

/// <summary>What the agent has to be told once. Plain values, filled in by a driver before the agent is made.</summary>
public sealed class AgentConfig
{
    private readonly string[] _peers = new string[Limits.Allowlist];
    private readonly Role[] _roles = new Role[Limits.Allowlist];

    /// <summary>The device's own name: letters, digits, dot, dash; 1 to 32 characters.</summary>
    public string DeviceId;

    /// <summary>Names of the links: the standing one, then its fallbacks in order.</summary>
    public string[] Links = { "xmpp" };

    /// <summary>How long a link may be down before the next is tried, in ms.</summary>
    public int LinkPatienceMs = Limits.LinkPatienceMs;

    /// <summary>Host to connect to; null for the domain itself.</summary>
    public string Host;

    /// <summary>Port to connect to; zero for 5223 with direct TLS and 5222 with STARTTLS.</summary>
    public int Port;

    /// <summary>TLS from the first byte (XEP-0368) instead of STARTTLS.</summary>
    public bool DirectTls;

    /// <summary>XMPP domain, and the name that the server's certificate must carry.</summary>
    public string Domain;

    /// <summary>Account name, the part before the at sign.</summary>
    public string User;

    /// <summary>Password; null if a client certificate is all there is.</summary>
    public string Password;

    /// <summary>Resource, and tag of Bind 2.</summary>
    public string Resource = "agent";

    /// <summary>PLAIN may be used, inside TLS, if the server never offered better.</summary>
    public bool AllowPlain;

    /// <summary>The driver presents a client certificate: SASL EXTERNAL comes first.</summary>
    public bool UseClientCertificate;

    /// <summary>PubSub service; null for <c>pubsub.</c> and the domain, empty for PEP on the own account.</summary>
    public string PubSubService;

    /// <summary>Tells the server that nobody looks, so that it may hold back what can wait (XEP-0352). Off by
    /// default: servers hold back PubSub notifications too, and commands would be late.</summary>
    public bool ClientInactive;

    /// <summary>The account of the link <c>imip</c>; null if it has none.</summary>
    public ImipAccount Imip;

    /// <summary>What the Courier link needs; null without one.</summary>
    public CourierAccount Courier;

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
            string missing = IsEmpty(DeviceId) ? "DeviceId" : Links.Length == 0 ? "Links" : null;
            for (int i = 0; i < Links.Length && missing == null; i++)
            {
                missing = MissingFor(Links[i]);
            }

            return missing;
        }
    }

    private string MissingFor(string link)
    {
        switch (link)
        {
            case "xmpp":
                return IsEmpty(Domain) ? "Domain" : IsEmpty(User) ? "User"
                    : IsEmpty(Password) && !UseClientCertificate ? "Password" : null;
            case "imip":
                return Imip == null ? "Imip" : Imip.Missing;
            case "courier":
                return Courier == null || IsEmpty(Courier.Host) ? "Courier.Host"
                    : IsEmpty(Courier.Topic) ? "Courier.Topic" : null;
            default:
                return "Links";
        }
    }

    private static bool IsEmpty(string text) => text == null || text.Length == 0;
}

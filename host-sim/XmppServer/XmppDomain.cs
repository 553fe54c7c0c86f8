using System.Xml.Linq;
using HostSim.XmppServer.Auth;
using HostSim.XmppServer.Messaging;
using HostSim.XmppServer.PubSub;
using HostSim.XmppServer.Rooms;
using HostSim.XmppServer.Services;

namespace HostSim.XmppServer;

/// <summary>
/// One served domain: accounts, sessions, rosters, presence, messages, PubSub and rooms, all in memory and without
/// threads, timers or sockets. Whoever drives sessions from several threads holds <see cref="Gate"/> around every call.
/// </summary>
public sealed class XmppDomain
{
    private readonly List<ServerSession> _connections = [];

    /// <summary>Builds an empty domain.</summary>
    public XmppDomain(DomainOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!XmppServer.Jid.TryParse(options.Domain, out Jid? jid) || jid.Local is not null || jid.Resource is not null)
        {
            throw new ArgumentException($"'{options.Domain}' is no domain name.", nameof(options));
        }

        if (options.ScramMechanisms.Count == 0
            || !options.ScramMechanisms.All(name => ScramVerifier.TryHash(name, out _)))
        {
            throw new ArgumentException("At least one SCRAM mechanism is needed, and only known ones.",
                nameof(options));
        }

        Options = options;
        Jid = jid;
        Secret = options.Entropy.Bytes(32);
        Accounts = new AccountStore(this);
        Sessions = new SessionRegistry(this);
        Router = new Router(this);
        Delivery = new AccountDelivery(this);
        Inbound = new InboundStanzas(this);
        Rosters = new RosterService(this);
        Subscriptions = new SubscriptionRules(this);
        Presence = new PresenceRules(this);
        Carbons = new Carbons(this);
        Capabilities = new Capabilities(this);
        Pep = new PepService(this);
        PubSub = new PubSubComponent(this);
        Rooms = new RoomComponent(this);
        Components = new Dictionary<string, IComponent> { [PubSub.Jid.Domain] = PubSub, [Rooms.Jid.Domain] = Rooms };
        Services = new IqServices(this);
    }

    /// <summary>A session has bound or resumed; its full JID. Raised under the gate: be quick.</summary>
    public event Action<string>? SessionOnline;

    /// <summary>A session has lost its connection; its full JID. Raised under the gate: be quick.</summary>
    public event Action<string>? SessionOffline;

    /// <summary>An item was accepted by a node: node, item id and payload. Raised under the gate: be quick.</summary>
    public event Action<string, string, XElement?>? ItemPublished;

    /// <summary>The domain name.</summary>
    public string Name => Jid.Domain;

    /// <summary>What the domain was built with.</summary>
    public DomainOptions Options { get; }

    /// <summary>Switches that make the server misbehave.</summary>
    public DomainFaults Faults { get; } = new();

    /// <summary>Held around every call by drivers that use several threads.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The next moment <see cref="Tick"/> has something to do, or null.</summary>
    public DateTimeOffset? NextDeadline => Sessions.NextDeadline;

    /// <summary>Full JIDs of sessions that have a connection right now.</summary>
    public IReadOnlyList<string> OnlineSessions =>
    [
        .. from account in Accounts.All
           from resource in account.Resources
           where resource.Session is not null
           select resource.Jid.ToString(),
    ];

    internal Jid Jid { get; }

    internal byte[] Secret { get; }

    internal DateTimeOffset Now => Options.Clock.GetUtcNow();

    internal Entropy Entropy => Options.Entropy;

    internal ILogger Log => Options.Logger;

    internal AccountStore Accounts { get; }

    internal SessionRegistry Sessions { get; }

    internal Router Router { get; }

    internal AccountDelivery Delivery { get; }

    internal InboundStanzas Inbound { get; }

    internal RosterService Rosters { get; }

    internal SubscriptionRules Subscriptions { get; }

    internal PresenceRules Presence { get; }

    internal Carbons Carbons { get; }

    internal Capabilities Capabilities { get; }

    internal PepService Pep { get; }

    internal PubSubComponent PubSub { get; }

    internal RoomComponent Rooms { get; }

    internal IReadOnlyDictionary<string, IComponent> Components { get; }

    internal IqServices Services { get; }

    /// <summary>Adds an account; throws ArgumentException if the name is taken or cannot stand before '@'.</summary>
    public void AddAccount(string user, string password) => Accounts.Add(user, password);

    /// <summary>True if the account exists.</summary>
    public bool HasAccount(string user) => Accounts.Find(user) is not null;

    /// <summary>
    /// Changes a password and drops the account's tokens; sessions stay. Throws for an unknown account.
    /// </summary>
    public void SetPassword(string user, string password) => Accounts.SetPassword(Require(user), password);

    /// <summary>Lets nobody log in to the account; sessions end with not-authorized as on Prosody.</summary>
    public void Disable(string user)
    {
        Account account = Require(user);
        account.Disabled = true;
        EndAll(account, "Account disabled");
    }

    /// <summary>Takes <see cref="Disable"/> back.</summary>
    public void Enable(string user) => Require(user).Disabled = false;

    /// <summary>Deletes the account with its roster, messages and nodes; sessions end with not-authorized.</summary>
    public void Remove(string user)
    {
        Account account = Require(user);
        EndAll(account, "Account deleted");
        Accounts.Remove(account);
    }

    /// <summary>Makes every FAST token of the account worthless, as a changed server secret does.</summary>
    public void DropTokens(string user) => Require(user).Tokens.Forget(null);

    /// <summary>Ends every session of the user with a stream error such as reset; resumable ones hibernate.</summary>
    public void Kick(string user, string condition)
    {
        foreach (Resource resource in Require(user).Resources.ToArray())
        {
            resource.Session?.Fail(condition, null, keep: true);
        }
    }

    /// <summary>Makes the two accounts see each other's presence, as if both had subscribed and approved.</summary>
    public void Befriend(string user, string other)
    {
        Subscriptions.Link(Require(user), Require(other));
        Subscriptions.Link(Require(other), Require(user));
    }

    /// <summary>Ends what has hibernated long enough; call it when <see cref="NextDeadline"/> has passed.</summary>
    public void Tick() => Sessions.Expire();

    /// <summary>Says system-shutdown on every stream.</summary>
    public void ShutdownStreams()
    {
        foreach (ServerSession connection in _connections.ToArray())
        {
            connection.Shutdown();
        }
    }

    /// <summary>Forgets hibernating sessions as a crash does; what they held is stored or bounced.</summary>
    public void LoseHibernating() => Sessions.LoseHibernating();

    internal void Attach(ServerSession session) => _connections.Add(session);

    internal void Detach(ServerSession session) => _connections.Remove(session);

    internal void RaiseOnline(Jid jid) => SessionOnline?.Invoke(jid.ToString());

    internal void RaiseOffline(Jid jid) => SessionOffline?.Invoke(jid.ToString());

    internal void RaisePublished(string node, string id, XElement? payload) => ItemPublished?.Invoke(node, id, payload);

    private Account Require(string user) =>
        Accounts.Find(user) ?? throw new ArgumentException($"There is no account '{user}'.", nameof(user));

    private void EndAll(Account account, string reason)
    {
        foreach (Resource resource in account.Resources.ToArray())
        {
            resource.Session?.Fail("not-authorized", reason);
            Sessions.End(resource);
        }
    }
}

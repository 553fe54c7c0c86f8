using System.Security.Cryptography;
using HostSim.XmppServer.Auth;
using HostSim.XmppServer.Messaging;
using HostSim.XmppServer.PubSub;

namespace HostSim.XmppServer;

/// <summary>Everything the server keeps for one user.</summary>
internal sealed class Account(Jid jid, DomainOptions options)
{
    public Jid Jid { get; } = jid;

    public bool Disabled { get; set; }

    public IReadOnlyList<ScramVerifier> Verifiers { get; set; } = [];

    public FastTokens Tokens { get; } = new(options);

    public Roster Roster { get; } = new();

    /// <summary>Bound resources, oldest first, hibernating ones included.</summary>
    public List<Resource> Resources { get; } = [];

    public OfflineStore Offline { get; } = new(options);

    public PubSubHost Pep { get; } = new(jid, isPep: true);

    /// <summary>Who may not reach this account (XEP-0191).</summary>
    public HashSet<Jid> Blocked { get; } = [];

    /// <summary>The '+notify' features behind capabilities its clients have named.</summary>
    public Dictionary<string, HashSet<string>> KnownCapabilities { get; } = [];

    /// <summary>A verifier to check a plain password with.</summary>
    public ScramVerifier AnyVerifier => Verifiers[0];

    /// <summary>Resources that have sent available presence.</summary>
    public IEnumerable<Resource> Available => Resources.Where(resource => resource.Presence is not null);

    public Resource? Find(string? resource) => Resources.Find(candidate => candidate.Jid.Resource == resource);

    public ScramVerifier? Verifier(HashAlgorithmName hash) => Verifiers.FirstOrDefault(one => one.Hash == hash);

    public bool Blocks(Jid peer) => Blocked.Count > 0
        && (Blocked.Contains(peer) || Blocked.Contains(peer.Bare) || Blocked.Contains(new Jid(null, peer.Domain)));
}

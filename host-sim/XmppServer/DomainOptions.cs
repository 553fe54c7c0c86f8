using Microsoft.Extensions.Logging.Abstractions;

namespace HostSim.XmppServer;

/// <summary>What a domain is made of; nothing changes after the domain is built, except its faults.</summary>
public sealed class DomainOptions
{
    /// <summary>The domain part of every JID served, lower case.</summary>
    public required string Domain { get; init; }

    /// <summary>Time for delays, expiry and stamps; a seeded run injects a virtual clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Randomness for ids, nonces, salts and tokens.</summary>
    public Entropy Entropy { get; init; } = Entropy.FromSystem();

    /// <summary>Where the domain tells what happens; neither passwords nor tokens nor message texts are told.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Bounds of everything that grows.</summary>
    public DomainLimits Limits { get; init; } = new();

    /// <summary>
    /// SCRAM mechanisms in order of preference, out of SCRAM-SHA-512, SCRAM-SHA-256 and SCRAM-SHA-1; each costs one key
    /// derivation for an account that is added.
    /// </summary>
    public IReadOnlyList<string> ScramMechanisms { get; init; } = ["SCRAM-SHA-256", "SCRAM-SHA-1"];

    /// <summary>
    /// PBKDF2 rounds; 4,096 is the least RFC 7677 allows and lets thousands of accounts start quickly.
    /// </summary>
    public int ScramIterations { get; init; } = 4096;

    /// <summary>Offers PLAIN, inside TLS only.</summary>
    public bool AllowPlain { get; init; }

    /// <summary>Refuses authentication and everything else until TLS is up.</summary>
    public bool RequireTls { get; init; } = true;

    /// <summary>Offers XEP-0388 with Bind2 to clients that name themselves in the stream header.</summary>
    public bool OfferSasl2 { get; init; } = true;

    /// <summary>Offers XEP-0484 tokens inside SASL2.</summary>
    public bool OfferFast { get; init; } = true;

    /// <summary>How long a cut SM session can be resumed; 300 s is the default of Prosody and ejabberd.</summary>
    public TimeSpan Hibernation { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>How long an asked-for acknowledgement may take; ejabberd gives a client up after 60 s.</summary>
    public TimeSpan AckTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a FAST token is good; Prosody gives 21 days.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromDays(21);

    /// <summary>Age at which a used token is replaced; zero replaces it at every login, as Prosody 13 does.</summary>
    public TimeSpan TokenRotation { get; init; } = TimeSpan.Zero;

    /// <summary>
    /// Sends PEP events only to resources whose capabilities ask for the node with +notify (XEP-0163 §4.3).
    /// </summary>
    public bool FilterPepByCaps { get; init; } = true;
}

using System.Security.Authentication;
using HostSim.Certs;
using HostSim.XmppServer.Net;
using Microsoft.Extensions.Logging.Abstractions;

namespace HostSim.XmppServer;

/// <summary>What an embedded server starts with.</summary>
public sealed class EmbeddedServerOptions
{
    /// <summary>The domain part of every JID.</summary>
    public string Domain { get; init; } = "sim.localhost";

    /// <summary>Where the certificate authority is kept, or null for one that lives as long as the server.</summary>
    public string? AuthorityFolder { get; init; }

    /// <summary>The port for STARTTLS; 0 picks a free one.</summary>
    public int StartTlsPort { get; init; }

    /// <summary>The port for direct TLS; 0 picks a free one.</summary>
    public int DirectTlsPort { get; init; }

    /// <summary>TLS versions the server speaks.</summary>
    public SslProtocols Protocols { get; init; } = SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>Where the server tells what happens, without secrets.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Everything about the domain itself; if null, defaults for <see cref="Domain"/>.</summary>
    public DomainOptions? DomainOptions { get; init; }
}

/// <summary>
/// A complete XMPP server inside this process, on 127.0.0.1: certificate authority, domain and listener. The domain
/// outlives restarts of the listener, as a database outlives a server process.
/// </summary>
public sealed class EmbeddedServer : IAsyncDisposable
{
    private readonly EmbeddedServerOptions _options;
    private XmppListener _listener;
    private int _disposed;

    private EmbeddedServer(
        EmbeddedServerOptions options,
        CertificateAuthority authority,
        XmppDomain domain,
        XmppListener listener)
    {
        _options = options;
        Authority = authority;
        Xmpp = domain;
        _listener = listener;
        StartTlsPort = listener.StartTlsPort;
        DirectTlsPort = listener.DirectTlsPort;
    }

    /// <summary>The domain name.</summary>
    public string Domain => Xmpp.Name;

    /// <summary>The address of the PubSub service.</summary>
    public string PubSubAddress => "pubsub." + Domain;

    /// <summary>The domain itself; hold <see cref="XmppDomain.Gate"/> around calls to it.</summary>
    public XmppDomain Xmpp { get; }

    /// <summary>Switches that make the server misbehave.</summary>
    public DomainFaults Faults => Xmpp.Faults;

    /// <summary>Who signs the server's certificate; its PEM is what clients pin.</summary>
    public CertificateAuthority Authority { get; }

    /// <summary>The port for STARTTLS, the same across restarts.</summary>
    public int StartTlsPort { get; }

    /// <summary>The port for direct TLS, the same across restarts.</summary>
    public int DirectTlsPort { get; }

    /// <summary>Full JIDs of the sessions that are connected now.</summary>
    public IReadOnlyList<string> OnlineSessions
    {
        get
        {
            lock (Xmpp.Gate)
            {
                return Xmpp.OnlineSessions;
            }
        }
    }

    /// <summary>
    /// Starts a server; throws SocketException if a port is taken and ArgumentException for a bad domain.
    /// </summary>
    public static Task<EmbeddedServer> StartAsync(EmbeddedServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        XmppDomain domain =
            new(options.DomainOptions ?? new DomainOptions { Domain = options.Domain, Logger = options.Logger });
        CertificateAuthority authority = options.AuthorityFolder is null
            ? CertificateAuthority.Create("Simulator CA")
            : CertificateAuthority.LoadOrCreate(options.AuthorityFolder, "Simulator CA");
        try
        {
            XmppListener listener =
                XmppListener.Start(domain, authority, options.StartTlsPort, options.DirectTlsPort, options.Protocols);
            return Task.FromResult(new EmbeddedServer(options, authority, domain, listener));
        }
        catch
        {
            authority.Dispose();
            throw;
        }
    }

    /// <summary>Adds an account; throws ArgumentException if the name is taken or cannot stand before '@'.</summary>
    public void AddAccount(string user, string password) => Locked(() => Xmpp.AddAccount(user, password));

    /// <summary>Changes a password; sessions stay, tokens go.</summary>
    public void SetPassword(string user, string password) => Locked(() => Xmpp.SetPassword(user, password));

    /// <summary>Lets nobody log in to the account and ends its sessions.</summary>
    public void Disable(string user) => Locked(() => Xmpp.Disable(user));

    /// <summary>Takes <see cref="Disable"/> back.</summary>
    public void Enable(string user) => Locked(() => Xmpp.Enable(user));

    /// <summary>Deletes the account with everything it has.</summary>
    public void Remove(string user) => Locked(() => Xmpp.Remove(user));

    /// <summary>Makes two accounts see each other's presence.</summary>
    public void Befriend(string user, string other) => Locked(() => Xmpp.Befriend(user, other));

    /// <summary>Makes the account's FAST tokens worthless.</summary>
    public void DropTokens(string user) => Locked(() => Xmpp.DropTokens(user));

    /// <summary>Ends the user's streams with a stream error such as reset; resumable sessions hibernate.</summary>
    public void Kick(string user, string condition) => Locked(() => Xmpp.Kick(user, condition));

    /// <summary>Resets the TCP connections of a user; returns how many.</summary>
    public int Cut(string user) => _listener.Cut(user);

    /// <summary>Silences the connections of a user until <see cref="Unstall"/>; returns how many.</summary>
    public int Stall(string user) => _listener.Pause(user);

    /// <summary>Lets silenced connections go on; returns how many.</summary>
    public int Unstall(string user) => _listener.Resume(user);

    /// <summary>
    /// Restarts the listener on the same ports: with system-shutdown or as if killed, keeping resumable sessions or
    /// losing them as most servers do. It is away for <paramref name="outage"/>.
    /// </summary>
    public async Task RestartAsync(bool graceful = true, bool keepSessions = false, TimeSpan outage = default)
    {
        await (graceful ? _listener.StopAsync() : _listener.KillAsync());
        await _listener.DisposeAsync();
        if (!keepSessions)
        {
            Locked(Xmpp.LoseHibernating);
        }

        await Task.Delay(outage);
        _listener = XmppListener.Start(Xmpp, Authority, StartTlsPort, DirectTlsPort, _options.Protocols);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await _listener.DisposeAsync();
            Authority.Dispose();
        }
    }

    private void Locked(Action action)
    {
        lock (Xmpp.Gate)
        {
            action();
        }
    }
}

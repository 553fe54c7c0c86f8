using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using HostSim.Certs;
using HostSim.Network;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace HostSim.PushGateway.Courier;

/// <summary>The port for devices: TLS 1.2 and 1.3, a session for each connection, and their time.</summary>
/// <remarks>Two doors: a client certificate of ours without ALPN, and, if it is allowed, <c>apns-security-v3</c> with
/// the certificate in the connect. No ALPN name is chosen that the peer did not offer.</remarks>
internal sealed class CourierServer : IAsyncDisposable
{
    private static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(500);
    private const int TicksPerTidy = 20;
    private const int FewConnections = 128;

    private static readonly SslApplicationProtocol Alpn = new(CourierWire.Alpn);

    private readonly PushHub _hub;
    private readonly IDeviceGate _devices;
    private readonly Switchboard _board;
    private readonly bool _mayProve;
    private readonly CertificateAuthority _authority;
    private readonly HashSet<CourierConnection> _connections = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _ticking;
    private bool _isClosing;
    private int _settled;

    public CourierServer(PushHub hub, IDeviceGate devices, CertificateAuthority authority)
    {
        _hub = hub;
        _devices = devices;
        _authority = authority;
        _mayProve = hub.Options.AllowInBandCertificates;
        _board = new Switchboard(hub, devices, _mayProve ? new InBandLogin(authority, hub.Options.Clock) : null);
        _ticking = TickAsync();
    }

    /// <summary>Makes an endpoint of Kestrel the port for devices.</summary>
    public void Configure(ListenOptions listen, X509Certificate2 certificate)
    {
        X509ChainPolicy policy = DeviceCertificate.Policy(_authority.Certificate);
        HttpsConnectionAdapterOptions tls = new()
        {
            ServerCertificate = certificate,
            SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ClientCertificateMode = ClientCertificateMode.AllowCertificate,
            ClientCertificateValidation = (_, _, errors) => errors == SslPolicyErrors.None,
            HandshakeTimeout = _hub.Options.DeviceHandshake,
            OnAuthenticate = (_, peer) =>
            {
                peer.CertificateChainPolicy = policy;
                peer.ApplicationProtocols = _mayProve ? [Alpn] : [];
            },
        };
        WatchedTls.Use(listen, tls, _hub.Logger, () => _hub.Metrics.ConnectionsFaulted.Add());
        listen.Run(ServeAsync);
    }

    /// <summary>Ends every connection whose device is not welcome any more.</summary>
    public void DropUnwelcome()
    {
        foreach (CourierConnection connection in _connections
            .Where(it => it.Session.Peer is PeerIdentity peer && !_devices.IsWelcome(peer)).ToArray())
        {
            connection.Session.End("revoked");
        }
    }

    /// <summary>Ends every connection in good order and accepts no more.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_hub.Gate)
        {
            _isClosing = true;
            foreach (CourierConnection connection in _connections.ToArray())
            {
                connection.Session.End("the gateway is going down");
            }
        }

        await _stop.CancelAsync();
        await _ticking;
        _stop.Dispose();
    }

    /// <summary>Serves a device in this process until the connection is over; who it is, the caller knows.</summary>
    public async Task ServeAsync(MemoryPipe pipe, PeerIdentity peer)
    {
        await using (pipe)
        {
            await ServeAsync(new DefaultConnectionContext($"pipe of {peer.Device}") { Transport = pipe }, peer, false);
        }
    }

    private Task ServeAsync(ConnectionContext context) => ServeAsync(context, Peer(context), MayProve(context));

    private async Task ServeAsync(ConnectionContext context, PeerIdentity? peer, bool mayProve)
    {
        CourierSession session = new(_board, peer, mayProve, MonotonicClock.Ms(_hub.Options.Clock));
        CourierConnection connection = new(context, _hub, session);
        lock (_hub.Gate)
        {
            if (_isClosing)
            {
                return;
            }

            _connections.Add(connection);
        }

        _hub.Metrics.Connections.Add();
        try
        {
            await connection.RunAsync();
        }
        finally
        {
            lock (_hub.Gate)
            {
                _connections.Remove(connection);
            }

            _hub.Metrics.Connections.Add(-1);
        }

        if (session.IsFaulted)
        {
            _hub.Metrics.ConnectionsFaulted.Add();
        }

        _hub.Logger.Log(session.IsFaulted ? LogLevel.Warning : LogLevel.Debug, "{Connection} of {Device}: {Ending}",
            context.ConnectionId, session.Peer?.Device ?? "a stranger", session.Ending);
    }

    private bool MayProve(ConnectionContext context) =>
        _mayProve && context.Features.Get<ISslStreamFeature>()?.SslStream.NegotiatedApplicationProtocol == Alpn;

    // The identity is kept, the certificate is not: it costs kilobytes for as long as the connection lasts.
    private static PeerIdentity? Peer(ConnectionContext context) =>
        context.Features.Get<ITlsConnectionFeature>()?.ClientCertificate is X509Certificate2 leaf
            ? DeviceCertificate.Identity(leaf) : null;

    private async Task TickAsync()
    {
        using PeriodicTimer timer = new(TickEvery);
        int ticks = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                Tick(++ticks % TicksPerTidy == 0);
            }
        }
        catch (OperationCanceledException)
        {
            _hub.Logger.LogDebug("no more ticks");
        }
    }

    // Whatever fails in one tick, the next one comes: without them nothing would be sent again or time out any more.
    private void Tick(bool tidies)
    {
        try
        {
            TickAll();
            if (tidies)
            {
                _hub.Tidy();
                Settle();
            }
        }
        catch (Exception e)
        {
            _hub.Logger.LogError(e, "a tick failed");
        }
    }

    private void TickAll()
    {
        long now = MonotonicClock.Ms(_hub.Options.Clock);
        lock (_hub.Gate)
        {
            foreach (CourierConnection connection in _connections)
            {
                connection.Session.Tick(now);
                connection.CutIfStuck(now);
            }
        }
    }

    // A handshake leaves more garbage behind than an idle connection holds, and who is idle makes nothing that would
    // have it collected: so when many have come, once, it is.
    private void Settle()
    {
        int now;
        lock (_hub.Gate)
        {
            now = _connections.Count;
        }

        if (now >= _settled + Math.Max(FewConnections, _settled / 4))
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            _settled = now;
        }

        _settled = Math.Min(_settled, now);
    }
}

using System.Net.Security;
using System.Security.Authentication;
using HostSim.PushGateway.Upstream;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace HostSim.PushGateway.Provider;

/// <summary>The HTTP/2 server of the provider API: TLS 1.2 or later, HTTP/2 only, as provider libraries expect
/// it.</summary>
public sealed class ProviderServer : IAsyncDisposable
{
    // One library opens up to a thousand streams if it may; each holds some kilobytes here, and 256 keep a link of
    // 100 ms round trip busy with 2,500 pushes per second.
    private const int MaxStreams = 256;

    // A gateway of some thousand devices has a handful of providers; each connection costs two TLS buffers.
    private const int MaxConnections = 1024;

    // The smallest that HTTP/2 allows for a stream; together a connection can make us hold no more than this.
    private const int StreamWindow = 65_535;
    private const int ConnectionWindow = 4 * StreamWindow;
    private const int MaxHeaderBytes = 16 * 1024;

    // Providers keep connections for hours; a dead one shows itself by not answering pings.
    private static readonly TimeSpan Idle = TimeSpan.FromHours(12);
    private static readonly TimeSpan PingEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PingPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(5);

    private readonly WebApplication _app;
    private readonly ProviderEndpoint _endpoint;

    private readonly EventStream _events;
    private readonly CancellationTokenSource _ending;

    private ProviderServer(
        WebApplication app, ProviderEndpoint endpoint, EventStream events, CancellationTokenSource ending)
    {
        _app = app;
        _endpoint = endpoint;
        _events = events;
        _ending = ending;
    }

    /// <summary>Streams of events that are open.</summary>
    public int Listeners => _events.Listeners;

    /// <summary>The port it listens on.</summary>
    public int Port => new Uri(_app.Urls.First()).Port;

    /// <summary>Starts to listen.</summary>
    /// <exception cref="IOException">The port is in use.</exception>
    /// <exception cref="InvalidDataException">providers.json is damaged.</exception>
    public static async Task<ProviderServer> StartAsync(
        ProviderOptions options, IPushDirectory directory, IUpstream upstream, ProviderCounters counters,
        ILoggerFactory logs)
    {
        ArgumentNullException.ThrowIfNull(options);
        ILogger logger = logs.CreateLogger("provider");
        ProviderRegistry registry = new(new ProviderFile(options.DataFolder), options.Clock, logger);
        ProviderLogin login = new(registry, options.Clock, options.Environment);
        CancellationTokenSource ending = new();
        EventStream events = new(upstream, login, options.Heartbeat, logger, ending.Token);
        ProviderEndpoint endpoint = new(directory, events, login, counters, options, logger);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => Configure(kestrel, options, counters, logger));
        builder.Services.AddSingleton(logs);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = DrainTime);
        WebApplication app = builder.Build();
        app.Run(endpoint.HandleAsync);
        await app.StartAsync();
        return new ProviderServer(app, endpoint, events, ending);
    }

    /// <summary>From now on refuses what is new with Shutdown.</summary>
    public void Drain() => _endpoint.IsDraining = true;

    /// <summary>Refuses what is new with Shutdown, lets what runs end, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        Drain();
        await _ending.CancelAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _ending.Dispose();
    }

    private static void Configure(
        KestrelServerOptions kestrel, ProviderOptions options, ProviderCounters counters, ILogger logger)
    {
        KestrelServerLimits limits = kestrel.Limits;
        limits.MaxConcurrentConnections = MaxConnections;
        limits.MaxRequestBodySize = PayloadReader.MaxDrained;
        limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
        limits.KeepAliveTimeout = Idle;
        limits.Http2.MaxStreamsPerConnection = MaxStreams;
        limits.Http2.InitialStreamWindowSize = StreamWindow;
        limits.Http2.InitialConnectionWindowSize = ConnectionWindow;
        limits.Http2.KeepAlivePingDelay = PingEvery;
        limits.Http2.KeepAlivePingTimeout = PingPatience;

        // The endpoint has its own deadline for a body, and answers with a reason instead of cutting the connection.
        limits.MinRequestBodyDataRate = null;
        kestrel.AddServerHeader = false;

        // Each answer has an apns-id of its own: a table of those would never be used.
        kestrel.AllowResponseHeaderCompression = false;
        kestrel.Listen(options.Address, options.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            WatchedTls.Use(listen, new HttpsConnectionAdapterOptions
            {
                ServerCertificate = options.Certificate,
                SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                ClientCertificateMode = ClientCertificateMode.AllowCertificate,

                // Believed or not by its SHA-256 when it is used; a reason is more help than a broken handshake.
                ClientCertificateValidation = (_, _, _) => true,
                HandshakeTimeout = options.Handshake,
            }, logger);
            listen.Use(next => connection => ServeAsync(next, connection, counters));
        });
    }

    private static async Task ServeAsync(
        ConnectionDelegate next, ConnectionContext connection, ProviderCounters counters)
    {
        connection.Features.Set(new ProviderConnection(connection.Abort));
        ITlsApplicationProtocolFeature? chosen = connection.Features.Get<ITlsApplicationProtocolFeature>();
        if (chosen is null or { ApplicationProtocol.Length: 0 })
        {
            connection.Features.Set<ITlsApplicationProtocolFeature>(new KnownAnyway());
        }

        counters.Connected(+1);
        try
        {
            await next(connection);
        }
        finally
        {
            counters.Connected(-1);
        }
    }

    // Some libraries do not negotiate (RFC 9113 §3.3 wants them to) but go ahead with HTTP/2; we speak nothing else.
    private sealed class KnownAnyway : ITlsApplicationProtocolFeature
    {
        public ReadOnlyMemory<byte> ApplicationProtocol => SslApplicationProtocol.Http2.Protocol;
    }
}

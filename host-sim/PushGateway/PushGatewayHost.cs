using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using HostSim.Certs;
using HostSim.Network;
using HostSim.PushGateway.Activation;
using HostSim.PushGateway.Courier;
using HostSim.PushGateway.Provider;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace HostSim.PushGateway;

/// <summary>A whole gateway: its ports, its store, its devices.</summary>
public sealed class PushGatewayHost : IAsyncDisposable
{
    // What one process of a small machine can serve; the bench says what a connection costs.
    private const int MaxConnections = 50_000;

    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);

    private readonly FileStream _lock;
    private readonly PushHub _hub;
    private readonly CourierServer _courier;
    private readonly X509Certificate2 _certificate;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<ListenOptions> _ports = [];
    private WebApplication? _app;
    private ProviderSide? _providers;
    private Task _watching = Task.CompletedTask;

    private PushGatewayHost(GatewayOptions options, FileStream held, ILogger logger)
    {
        Options = options;
        _lock = held;
        Authority = CertificateAuthority.LoadOrCreate(Path.Combine(options.DataFolder, "ca"), "Gateway CA");
        Devices = new DeviceRegistry(options.DataFolder, options.Clock, logger);
        _hub = new PushHub(options, Metrics, logger);
        _courier = new CourierServer(_hub, Devices, Authority);
        _certificate = Authority.IssueServer(options.HostName);
    }

    /// <summary>What it was started with.</summary>
    public GatewayOptions Options { get; }

    /// <summary>What devices and providers have to trust.</summary>
    public CertificateAuthority Authority { get; }

    /// <summary>The devices.</summary>
    public DeviceRegistry Devices { get; }

    /// <summary>What it counts.</summary>
    public GatewayMetrics Metrics { get; } = new();

    /// <summary>Takes pushes as the provider API does.</summary>
    public IPushDirectory Directory => _hub;

    /// <summary>What devices say.</summary>
    public IUpstream Upstream => _hub;

    /// <summary>The port for devices.</summary>
    public int CourierPort => _ports[0].IPEndPoint!.Port;

    /// <summary>The port for activation.</summary>
    public int ActivationPort => _ports[1].IPEndPoint!.Port;

    /// <summary>The port for providers.</summary>
    public int ProviderPort => _providers!.Port;

    /// <summary>The port of the page of numbers; 0 if there is none.</summary>
    public int AdminPort => _providers!.AdminPort;

    /// <summary>Starts one.</summary>
    /// <exception cref="IOException">A port or the data folder is in use, or cannot be used.</exception>
    /// <exception cref="InvalidDataException">Something in the data folder is damaged.</exception>
    public static async Task<PushGatewayHost> StartAsync(GatewayOptions options, ILoggerFactory logs)
    {
        ArgumentNullException.ThrowIfNull(options);
        OpenSslBuffers.ReleaseWhileIdle();
        System.IO.Directory.CreateDirectory(options.DataFolder);
        FileStream held = new(
            Path.Combine(options.DataFolder, "gateway.lock"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        PushGatewayHost host;
        try
        {
            host = new PushGatewayHost(options, held, logs.CreateLogger("gateway"));
        }
        catch
        {
            await held.DisposeAsync();
            throw;
        }

        try
        {
            await host.ListenAsync(logs);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }

        return host;
    }

    /// <summary>Makes a device known and gives it a certificate, without a code.</summary>
    public X509Certificate2 Enrol(string device) => Devices.Issue(device, Authority);

    /// <summary>Serves a device in this process, without TLS, until the connection is over; who it is, the caller
    /// knows.</summary>
    internal Task ServeAsync(MemoryPipe pipe, PeerIdentity peer) => _courier.ServeAsync(pipe, peer);

    /// <summary>The same for many, in their order: the file of all devices is written once.</summary>
    public IReadOnlyList<X509Certificate2> Enrol(IReadOnlyList<string> devices) => Devices.Issue(devices, Authority);

    /// <summary>Lets a device in no more, at once.</summary>
    public bool Revoke(string device)
    {
        bool done = Devices.Revoke(device);
        DropUnwelcome();
        return done;
    }

    /// <summary>Takes no more, says good-bye to everybody, and leaves everything on disk.</summary>
    public async ValueTask DisposeAsync()
    {
        // Providers hear of the end while what they have under way can still be made durable.
        if (_providers is not null)
        {
            await _providers.DisposeAsync();
        }

        _hub.Close();
        await _stop.CancelAsync();
        await _watching;
        await _courier.DisposeAsync();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        _hub.Dispose();
        _certificate.Dispose();
        Authority.Dispose();
        _stop.Dispose();
        await _lock.DisposeAsync();
    }

    private async Task ListenAsync(ILoggerFactory logs)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(Configure);
        builder.Services.AddSingleton(logs);
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = DrainTime);
        _app = builder.Build();
        _app.Run(new ActivationEndpoint(
            Devices, Authority, Options, () => CourierPort, Metrics, logs.CreateLogger("activation")).HandleAsync);
        _watching = WatchDevicesAsync();
        DropUnwelcome();
        await _app.StartAsync();
        _providers = await ProviderSide.StartAsync(
            new ProviderOptions
            {
                Address = Options.Address,
                Port = Options.ProviderPort,
                Certificate = _certificate,
                DataFolder = Options.DataFolder,
                Environment = Options.Environment,
                Handshake = Options.ProviderHandshake,
                Clock = Options.Clock,
            },
            Options.AdminPort, _hub, _hub, Metrics, logs);
    }

    private void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        kestrel.Limits.MaxRequestBodySize = ActivationEndpoint.MaxBody;
        kestrel.Listen(Options.Address, Options.CourierPort, listen =>
        {
            _ports.Add(listen);
            _courier.Configure(listen, _certificate);
        });
        kestrel.Listen(Options.Address, Options.ActivationPort, listen =>
        {
            _ports.Add(listen);
            listen.Protocols = HttpProtocols.Http1;
            WatchedTls.Use(listen, new HttpsConnectionAdapterOptions
            {
                ServerCertificate = _certificate,
                SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                HandshakeTimeout = Options.DeviceHandshake,
            }, _hub.Logger);
        });
    }

    // Another process may change the file: the command line enrols and revokes while this one runs.
    private async Task WatchDevicesAsync()
    {
        using PeriodicTimer timer = new(LookAgain);
        long version = Devices.Version;
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                Devices.Refresh();
                if (Devices.Version != version)
                {
                    version = Devices.Version;
                    DropUnwelcome();
                }
            }
        }
        catch (OperationCanceledException)
        {
            _hub.Logger.LogDebug("the devices are watched no more");
        }
    }

    private void DropUnwelcome()
    {
        lock (_hub.Gate)
        {
            _courier.DropUnwelcome();
            foreach (Store.Mailbox box in _hub.Book.Mailboxes.Where(box => !Devices.IsActive(box.Device)).ToArray())
            {
                _hub.Retire(box, replaced: false, "revoked");
            }
        }
    }
}

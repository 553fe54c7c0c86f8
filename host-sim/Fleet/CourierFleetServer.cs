using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using HostSim.Devices;
using HostSim.Network;
using HostSim.Operator;
using HostSim.Operator.Push;
using HostSim.Ports;
using HostSim.PushGateway;
using HostSim.PushGateway.Courier;

namespace HostSim.Fleet;

/// <summary>The embedded push gateway for a fleet: memory pipes straight into its sessions, and sockets with TLS for
/// some. A report has arrived when the gateway shows it to operators, which is when it is on the disk. In a storm the
/// gateway dies and another one starts from its journal.</summary>
internal sealed class CourierFleetServer : IFleetServer
{
    private const string Loopback = "127.0.0.1";
    private const string Topic = "agent.device";
    private const string Provider = "operator";

    private readonly MortalGateway _gateway;
    private readonly RateMeter _attempts;
    private readonly ReportSabotage _sabotage;
    private readonly string _folder;
    private readonly ILogger _logger;
    private readonly PeerIdentity[] _identities;
    private readonly X509Certificate2[] _certificates;

    // Our own, which outlives the gateway.
    private readonly X509Certificate2 _root;

    // For sockets the device's end, for pipes the gateway's.
    private readonly Stream?[] _lines;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reading;

    private CourierFleetServer(
        MortalGateway gateway, PushGatewayHost host, FleetOptions options, string folder, RateMeter attempts,
        ILoggerFactory logs, Action<int> progress)
    {
        _gateway = gateway;
        _attempts = attempts;
        _sabotage = new ReportSabotage(options.Sabotage);
        _folder = folder;
        _logger = logs.CreateLogger("fleet");
        _lines = new Stream?[options.Devices];
        _root = X509CertificateLoader.LoadCertificate(host.Authority.Certificate.RawData);
        string[] ids = [.. Enumerable.Range(1, options.Devices).Select(number => $"dev-{number}")];
        _certificates = [.. ids.Take(options.Tls).Select(host.Authority.IssueDevice)];
        _identities = [.. _certificates.Select(DeviceCertificate.Identity), .. ids.Skip(options.Tls).Select(OnPipe)];
        host.Devices.Admit(_identities);
        progress(options.Devices);
        Seats = [.. ids.Select((id, index) => SeatOf(id, index, host))];
        Operators = [new PushOperator(gateway, gateway, Provider, Topic, logs.CreateLogger("operator"))];
        Label = options.Tls == 0
            ? "embedded push gateway, memory pipes"
            : $"embedded push gateway, memory pipes, TLS for {options.Tls}";
        _reading = Task.Run(ReadAsync);
    }

    /// <inheritdoc/>
    public event Action<FleetReport>? Reported;

    /// <inheritdoc/>
    public string Label { get; }

    /// <inheritdoc/>
    public IReadOnlyList<FleetSeat> Seats { get; }

    /// <inheritdoc/>
    public IReadOnlyList<IOperator> Operators { get; }

    /// <summary>Starts the gateway with all devices enrolled; tells <paramref name="progress"/> how many
    /// are.</summary>
    public static async Task<CourierFleetServer> StartAsync(
        FleetOptions options, RateMeter attempts, ILoggerFactory logs, Action<int> progress)
    {
        string folder = Directory.CreateTempSubdirectory("host-sim-fleet-").FullName;
        (MortalGateway gateway, PushGatewayHost host) = await MortalGateway.StartAsync(new GatewayOptions
        {
            DataFolder = folder,
            CourierPort = 0,
            ProviderPort = 0,
            ActivationPort = 0,
            QueuedTopics = new HashSet<string>(StringComparer.Ordinal) { Topic },
            Seed = Seeds.Derive(options.Seed, "gateway"),
        }, logs);
        return await Task.Run(() =>
            new CourierFleetServer(gateway, host, options, folder, attempts, logs, progress));
    }

    /// <inheritdoc/>
    public IOperator OperatorOf(int device) => Operators[0];

    /// <inheritdoc/>
    public Task ListenAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public void Cut(int device) => Interlocked.Exchange(ref _lines[device], null)?.Dispose();

    /// <inheritdoc/>
    public Task RestartAsync(TimeSpan outage) => _gateway.RestartAsync(outage, () =>
    {
        for (int i = 0; i < _lines.Length; i++)
        {
            Cut(i);
        }
    });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        await _gateway.DisposeAsync();
        _stop.Dispose();
        Array.ForEach(_certificates, certificate => certificate.Dispose());
        _root.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private FleetSeat SeatOf(string id, int index, PushGatewayHost host)
    {
        X509Certificate2? certificate = index < _certificates.Length ? _certificates[index] : null;
        CourierDeviceAccount account = new(Loopback, host.CourierPort, host.Options.HostName, id, Topic, certificate,
            $"push:{Provider}");
        Dial dial = certificate is null
            ? (_, _, _) => ValueTask.FromResult<Stream>(ConnectPipe(index))
            : (name, port, cancellation) => ConnectTcpAsync(index, name, port, cancellation);
        return new FleetSeat(id, account, new DeviceTransport(dial, Trust.Only(_root), certificate)
        {
            IsOpenInProcess = certificate is null,
        });
    }

    // Nobody has a certificate with this hash: such a device can come by its pipe alone. Making a real one takes longer
    // than all the rest of a device.
    private static PeerIdentity OnPipe(string id) =>
        new(id, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(id))));

    private MemoryPipe ConnectPipe(int index)
    {
        _attempts.Count();
        (MemoryPipe client, MemoryPipe end) = MemoryPipe.Connect();
        if (!_gateway.TryServe(end, _identities[index]))
        {
            throw new IOException("the gateway is away");
        }

        Volatile.Write(ref _lines[index], end);
        return client;
    }

    private async ValueTask<Stream> ConnectTcpAsync(int index, string host, int port, CancellationToken cancellation)
    {
        _attempts.Count();
        Stream stream = await Dialer.Tcp(host, port, cancellation);
        Volatile.Write(ref _lines[index], stream);
        return stream;
    }

    private async Task ReadAsync()
    {
        try
        {
            await foreach (UpstreamEvent happened in _gateway.ReadAsync(0, _stop.Token))
            {
                if (FleetReports.Read(happened) is FleetReport report)
                {
                    _sabotage.Pass(report, Reported);
                }
            }
        }
        catch (OperationCanceledException)
        {
            _logger.LogDebug("nobody listens any more");
        }
    }
}

using System.Security.Cryptography.X509Certificates;
using HostSim.Devices;
using HostSim.Network;
using HostSim.Operator;
using HostSim.Operator.Push;
using HostSim.PushGateway;

namespace HostSim.Worlds;

/// <summary>Devices and operator on the embedded push gateway.</summary>
public sealed class CourierWorld : IWorld, IPusher, IServerFaults
{
    private const string Loopback = "127.0.0.1";
    private const string Topic = "agent.device";

    private readonly RestartableGateway _gateway;
    private readonly string? _temporary;
    private readonly Dictionary<string, X509Certificate2> _certificates;
    private readonly X509Certificate2 _authority;
    private readonly Trust _trust;
    private readonly ConsoleProvider _provider;
    private readonly PushOperator _operator;

    private CourierWorld(RestartableGateway gateway, ConsoleProvider provider, string? temporary,
        SimulationOptions options, ILoggerFactory logs)
    {
        _provider = provider;
        _gateway = gateway;
        _temporary = temporary;
        // The authority goes down with its gateway; what devices trust stays.
        _authority = X509CertificateLoader.LoadCertificate(gateway.Host.Authority.Certificate.RawData);
        _trust = Trust.Only(_authority);
        DeviceMaker maker = new(options, _trust, logs);
        string[] ids = [.. Enumerable.Range(1, options.Devices).Select(number => $"sim-{number}")];
        _certificates = ids.Zip(gateway.Host.Enrol(ids)).ToDictionary(it => it.First, it => it.Second);
        Devices = [.. ids.Select(id => maker.Make(id, Account(id)))];
        _operator = new PushOperator(
            gateway, gateway, ConsoleProvider.Name, Topic, logs.CreateLogger("operator"));
        Description =
        [
            $"push gateway on 127.0.0.1, port {gateway.Host.CourierPort} for devices, "
                + $"{gateway.Host.ProviderPort} for providers",
            Devices.Count == 1 ? "device sim-1" : $"devices sim-1 to sim-{Devices.Count}",
            $"operator {_operator.Address} may do everything on the devices",
        ];
    }

    /// <inheritdoc/>
    public IReadOnlyList<VirtualDevice> Devices { get; }

    /// <inheritdoc/>
    public IOperator? Operator => _operator;

    /// <inheritdoc/>
    public IReadOnlyList<string> Description { get; }

    /// <summary>Starts the gateway and makes everything on it.</summary>
    public static async Task<CourierWorld> StartAsync(SimulationOptions options, ILoggerFactory logs)
    {
        string? temporary = options.DataFolder is null ? Directory.CreateTempSubdirectory("host-sim-").FullName : null;
        string folder = temporary ?? Path.Combine(options.DataFolder!, "gateway");
        ConsoleProvider provider = new(folder, Topic);
        RestartableGateway gateway = await RestartableGateway.StartAsync(new GatewayOptions
        {
            DataFolder = folder,
            CourierPort = 0,
            ProviderPort = 0,
            ActivationPort = 0,
            QueuedTopics = new HashSet<string>(StringComparer.Ordinal) { Topic },
        }, logs);
        return new CourierWorld(gateway, provider, temporary, options, logs);
    }

    /// <inheritdoc/>
    public async Task<PushAnswer> PushAsync(PushMessage message, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(message);
        ReadOnlyMemory<byte> token = await _operator.TokenOfAsync(message.Device, cancellation);
        return await _provider.SendAsync(
            _gateway.Host.Options.HostName, _gateway.Host.ProviderPort, _trust,
            message with
            {
                Device = Convert.ToHexStringLower(token.Span),
                Topic = message.Topic.Length > 0 ? message.Topic : Topic,
            }, cancellation);
    }

    /// <inheritdoc/>
    public Task RestartAsync() => _gateway.RestartAsync();

    /// <summary>There is no password here: the device's certificate is revoked.</summary>
    public void RefusePassword(string id) => _gateway.Host.Revoke(id);

    /// <inheritdoc/>
    public void TakePassword(string id) => _gateway.Host.Devices.Admit(id, _certificates[id]);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _provider.Dispose();
        await _gateway.DisposeAsync();
        _authority.Dispose();
        foreach (X509Certificate2 certificate in _certificates.Values)
        {
            certificate.Dispose();
        }

        if (_temporary is not null)
        {
            Directory.Delete(_temporary, recursive: true);
        }
    }

    private CourierDeviceAccount Account(string id) => new(Loopback, _gateway.Host.CourierPort,
        _gateway.Host.Options.HostName, id, Topic, _certificates[id], $"push:{ConsoleProvider.Name}");
}

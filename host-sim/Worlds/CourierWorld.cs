using System.Security.Cryptography.X509Certificates;
using HostSim.Devices;
using HostSim.Network;
using HostSim.Operator;
using HostSim.Operator.Push;
using HostSim.PushGateway;

namespace HostSim.Worlds;

/// <summary>Devices and operator on the embedded push gateway.</summary>
public sealed class CourierWorld : IWorld, IPusher
{
    private const string Loopback = "127.0.0.1";
    private const string Topic = "agent.device";

    private readonly PushGatewayHost _gateway;
    private readonly string? _temporary;
    private readonly List<X509Certificate2> _certificates = [];
    private readonly ConsoleProvider _provider;
    private readonly PushOperator _operator;

    private CourierWorld(PushGatewayHost gateway, ConsoleProvider provider, string? temporary,
        SimulationOptions options, ILoggerFactory logs)
    {
        _provider = provider;
        _gateway = gateway;
        _temporary = temporary;
        DeviceMaker maker = new(options, Trust.Only(gateway.Authority.Certificate), logs);
        Devices = [.. Enumerable.Range(1, options.Devices).Select(number => $"sim-{number}")
            .Select(id => maker.Make(id, Account(id)))];
        _operator = new PushOperator(
            gateway.Directory, gateway.Upstream, ConsoleProvider.Name, Topic, logs.CreateLogger("operator"));
        Description =
        [
            $"push gateway on 127.0.0.1, port {gateway.CourierPort} for devices, {gateway.ProviderPort} for providers",
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
        PushGatewayHost gateway = await PushGatewayHost.StartAsync(new GatewayOptions
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
            _gateway.Options.HostName, _gateway.ProviderPort, Trust.Only(_gateway.Authority.Certificate),
            message with
            {
                Device = Convert.ToHexStringLower(token.Span),
                Topic = message.Topic.Length > 0 ? message.Topic : Topic,
            }, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _provider.Dispose();
        await _gateway.DisposeAsync();
        _certificates.ForEach(certificate => certificate.Dispose());
        if (_temporary is not null)
        {
            Directory.Delete(_temporary, recursive: true);
        }
    }

    private CourierDeviceAccount Account(string id)
    {
        X509Certificate2 certificate = _gateway.Enrol(id);
        _certificates.Add(certificate);
        return new CourierDeviceAccount(Loopback, _gateway.CourierPort, _gateway.Options.HostName, id, Topic,
            certificate, $"push:{ConsoleProvider.Name}");
    }
}

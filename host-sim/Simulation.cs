using System.Security.Cryptography;
using HostSim.Api;
using HostSim.Devices;
using HostSim.Network;
using HostSim.Operator;
using HostSim.Ports;
using HostSim.XmppServer;

namespace HostSim;

/// <summary>Everything that is simulated: devices, operator, and the server if it is the embedded one.</summary>
public sealed class Simulation : IAsyncDisposable
{
    private const string Loopback = "127.0.0.1";
    private const string OperatorUser = "operator";

    private readonly List<VirtualDevice> _devices = [];
    private readonly List<string> _description = [];

    private EmbeddedServer? _server;

    private Simulation()
    {
    }

    /// <summary>The devices, in the order of their numbers.</summary>
    public IReadOnlyList<VirtualDevice> Devices => _devices;

    /// <summary>The operator who carries the API's commands; null if there is no account for one.</summary>
    public OperatorClient? Operator { get; private set; }

    /// <summary>What happens.</summary>
    public SimEvents Events { get; } = new();

    /// <summary>What runs, in lines for a person.</summary>
    public IReadOnlyList<string> Description => _description;

    /// <summary>Makes everything; starts the embedded server, but no device yet.</summary>
    public static async Task<Simulation> CreateAsync(SimulationOptions options, ILoggerFactory logs)
    {
        Simulation simulation = new();
        if (options.Server is RealServer server)
        {
            simulation.UseRealServer(options, server, logs);
        }
        else
        {
            await simulation.UseEmbeddedServerAsync(options, logs);
        }

        return simulation;
    }

    /// <summary>Power on.</summary>
    public void Start()
    {
        Operator?.Start();
        _devices.ForEach(device => device.Start());
    }

    /// <summary>The device of this id, or null.</summary>
    public VirtualDevice? Find(string id) => _devices.Find(device => device.Id == id);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_devices.Select(device => device.DisposeAsync().AsTask()));
        if (Operator is not null)
        {
            await Operator.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private async Task UseEmbeddedServerAsync(SimulationOptions options, ILoggerFactory logs)
    {
        _server = await EmbeddedServer.StartAsync(new EmbeddedServerOptions
        {
            Logger = logs.CreateLogger("server"),
            AuthorityFolder = options.DataFolder is string folder ? Path.Combine(folder, "ca") : null,
        });
        _description.Add($"XMPP server for {_server.Domain} on 127.0.0.1, port {_server.StartTlsPort} with STARTTLS, "
            + $"{_server.DirectTlsPort} with TLS");
        Trust trust = Trust.Only(_server.Authority.Certificate);
        DeviceMaker maker = new(options, trust, logs);
        string admin = $"{OperatorUser}@{_server.Domain}";
        for (int i = 1; i <= options.Devices; i++)
        {
            string id = $"sim-{i}";
            Add(maker.Make(id, new DeviceAccount(Loopback, _server.DirectTlsPort, true, _server.Domain, id,
                AddAccount(id, options.Seed), admin)));
        }

        _description.Add(_devices.Count == 1 ? "device sim-1" : $"devices sim-1 to sim-{_devices.Count}");
        UseOperator(new OperatorOptions
        {
            User = OperatorUser,
            Domain = _server.Domain,
            Password = AddAccount(OperatorUser, options.Seed),
            Host = Loopback,
            Port = _server.StartTlsPort,
            Trust = trust,
            PubSubService = _server.PubSubAddress,
            Devices = [.. _devices.Select(device => device.Jid)],
            Nodes = [.. _devices.Select(DataNode)],
        }, logs);
    }

    private string AddAccount(string user, int? seed)
    {
        string password = seed is int value
            ? Seeds.Secret(value, user)
            : RandomNumberGenerator.GetHexString(Seeds.SecretLength);
        _server!.AddAccount(user, password);
        return password;
    }

    private void UseRealServer(SimulationOptions options, RealServer server, ILoggerFactory logs)
    {
        // The id names the device's PubSub nodes, which other devices of the same server must not share.
        string id = DeviceMaker.IsId(server.User) ? server.User : "sim-1";
        DeviceMaker maker = new(options, server.Trust, logs);
        Add(maker.Make(id, new DeviceAccount(server.Host, server.Port, server.DirectTls, server.Domain,
            server.User, server.Password, server.OperatorJid)));
        _description.Add($"device {id} is {server.User}@{server.Domain} on {server.Host}:{server.Port}");
        if (server is { OperatorJid: string jid, OperatorPassword: string password })
        {
            int at = jid.IndexOf('@', StringComparison.Ordinal);
            UseOperator(new OperatorOptions
            {
                User = jid[..at],
                Domain = jid[(at + 1)..],
                Password = password,
                Host = server.Host,
                Port = server.Port,
                DirectTls = server.DirectTls,
                Trust = server.Trust,
                PubSubService = $"pubsub.{server.Domain}",
                Devices = [_devices[0].Jid],
                Nodes = [.. _devices.Select(DataNode)],
            }, logs);
        }
        else
        {
            _description.Add("no operator: the console shows the device but cannot command it");
        }
    }

    private void Add(VirtualDevice device)
    {
        _devices.Add(device);
        device.StateChanged += (_, status) => Events.Tell("state", device.Id, DeviceView.Describe(device, status));
        device.Board.PinMoved += (number, value) => Events.Tell("pin", device.Id, new
        {
            id = device.Id, number, value,
        });
        device.Traffic.Passed += chunk => Events.Tell("traffic", device.Id, new { id = device.Id, chunk });
    }

    private void UseOperator(OperatorOptions account, ILoggerFactory logs)
    {
        Operator = new OperatorClient(account, logs.CreateLogger("operator"));
        Operator.ItemReceived += TellTelemetry;
        Operator.MessageReceived += TellMessage;
        _description.Add($"operator {account.Jid} may do everything on the devices");
    }

    private void TellMessage(ChatMessage message)
    {
        string? id = _devices.Find(device => IsFrom(device, message.From))?.Id;
        Events.Tell("message", id, new { id, from = message.From, body = message.Body });
    }

    private void TellTelemetry(PubSubItem item)
    {
        foreach (TelemetryReport report in item.Payload is null ? [] : Telemetry.Read(item.Payload))
        {
            Events.Tell("telemetry", report.Device, new
            {
                id = report.Device, node = item.Node, time = report.Time, report.Fields,
            });
        }
    }

    private static string DataNode(VirtualDevice device) => $"{device.Id}/data";

    private static bool IsFrom(VirtualDevice device, string address) =>
        address.StartsWith(device.Jid, StringComparison.OrdinalIgnoreCase)
        && (address.Length == device.Jid.Length || address[device.Jid.Length] == '/');
}

using HostSim.Api;
using HostSim.Devices;
using HostSim.Faults;
using HostSim.Operator;
using HostSim.Worlds;

namespace HostSim;

/// <summary>Everything that is simulated: devices, operator, and the server if it is an embedded one.</summary>
public sealed class Simulation : IAsyncDisposable
{
    private readonly IWorld _world;
    private readonly FaultControl _faults;

    private Simulation(IWorld world)
    {
        _world = world;
        _faults = new FaultControl(world);
        foreach (VirtualDevice device in world.Devices)
        {
            Watch(device);
        }

        if (world.Operator is IOperator person)
        {
            person.Reported += TellTelemetry;
            person.MessageReceived += TellMessage;
        }
    }

    /// <summary>The devices, in the order of their numbers.</summary>
    public IReadOnlyList<VirtualDevice> Devices => _world.Devices;

    /// <summary>The operator who carries the API's commands; null if there is no account for one.</summary>
    public IOperator? Operator => _world.Operator;

    /// <summary>Who pushes by a provider API; null if the link has none.</summary>
    public IPusher? Pusher => _world as IPusher;

    /// <summary>Makes things go wrong.</summary>
    public FaultControl Faults => _faults;

    /// <summary>What happens.</summary>
    public SimEvents Events { get; } = new();

    /// <summary>How the devices have fared.</summary>
    public StateHistory History { get; } = new();

    /// <summary>What runs, in lines for a person.</summary>
    public IReadOnlyList<string> Description => _world.Description;

    /// <summary>Makes everything; starts the embedded server, but no device yet.</summary>
    public static async Task<Simulation> CreateAsync(SimulationOptions options, ILoggerFactory logs) =>
        new(await WorldMaker.MakeAsync(options, logs));

    /// <summary>Power on.</summary>
    public void Start()
    {
        Operator?.Start();
        foreach (VirtualDevice device in Devices)
        {
            device.Start();
        }
    }

    /// <summary>The device of this id, or null.</summary>
    public VirtualDevice? Find(string id) => Devices.FirstOrDefault(device => device.Id == id);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _faults.DisposeAsync();
        await Task.WhenAll(Devices.Select(device => device.DisposeAsync().AsTask()));
        if (Operator is not null)
        {
            await Operator.DisposeAsync();
        }

        await _world.DisposeAsync();
    }

    private void Watch(VirtualDevice device)
    {
        device.StateChanged += (_, status) => History.Add(device.Id, status);
        device.StateChanged += (_, status) => Events.Tell("state", device.Id, DeviceView.Describe(device, status));
        device.Board.PinMoved += (number, value) => Events.Tell("pin", device.Id, new
        {
            id = device.Id, number, value,
        });
        device.Faults.Changed += (_, _) => Events.Tell("faults", device.Id, new
        {
            id = device.Id, faults = device.Faults.Active,
        });
        device.Traffic.Passed += chunk => Events.Tell("traffic", device.Id, new { id = device.Id, chunk });
    }

    private void TellMessage(ChatMessage message)
    {
        string? id = Devices.FirstOrDefault(device => IsFrom(device, message.From))?.Id;
        Events.Tell("message", id, new { id, from = message.From, body = message.Body });
    }

    private void TellTelemetry(TelemetryReport report) => Events.Tell("telemetry", report.Device, new
    {
        id = report.Device, node = report.Node, time = report.Time, report.Fields,
    });

    private static bool IsFrom(VirtualDevice device, string address) =>
        address.StartsWith(device.Jid, StringComparison.OrdinalIgnoreCase)
        && (address.Length == device.Jid.Length || address[device.Jid.Length] == '/');
}

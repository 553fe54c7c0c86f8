using Core.Agent;
using Core.Commands;
using Core.Ports;
using HostSim.Board;
using HostSim.Network;
using HostSim.Ports;

namespace HostSim.Devices;

/// <summary>One place in a fleet: who the device is and how it reaches its server.</summary>
/// <param name="Id">The device's id.</param>
/// <param name="Account">Its account.</param>
/// <param name="Transport">Its way to the network.</param>
public sealed record FleetSeat(string Id, DeviceAccount Account, DeviceTransport Transport);

/// <summary>Builds the devices of a fleet: the same cores as everywhere, on boards that share one map, so that
/// thousands fit.</summary>
public sealed class FleetMaker
{
    /// <summary>Name of the sensor by which a report is known again: a time in s with thousandths, which grows from
    /// report to report of one device and is never before the fleet was made.</summary>
    public const string StampSensor = "Stamp";

    private readonly BoardMap _map;
    private readonly int _seed;
    private readonly int _reportEveryMs;
    private readonly ILogger _logger;
    private volatile bool _isQuiet;

    /// <summary>A maker of devices that report at this interval in s and draw all chance from the seed.</summary>
    public FleetMaker(int seed, int reportSeconds, ILogger logger)
    {
        _seed = seed;
        _reportEveryMs = reportSeconds * 1000;
        _logger = logger;
        StartedAtMs = new HostClock().UnixTimeMs;
        BoardMap usual = BoardMap.DevKitC(seed);
        SensorSpec stamp = new(StampSensor, "s", 0, long.MaxValue, new StampModel(StartedAtMs));
        _map = usual with
        {
            Sensors = [.. usual.Sensors.Prepend(stamp).Select(sensor =>
                sensor with { Model = new QuietModel(this, sensor.Model) })],
        };
    }

    /// <summary>When the fleet was made, in ms since 1970: no stamp of its devices is earlier.</summary>
    public long StartedAtMs { get; }

    /// <summary>While it is set no sensor answers, so that nothing is reported: before somebody listens, and when what
    /// was accepted is counted.</summary>
    public bool IsQuiet
    {
        get => _isQuiet;
        set => _isQuiet = value;
    }

    /// <summary>A device that is off.</summary>
    public VirtualDevice Make(FleetSeat seat)
    {
        HostClock clock = new();
        return new VirtualDevice(new DeviceParts
        {
            Id = seat.Id,
            Jid = seat.Account.Address,
            Config = () => ConfigOf(seat),
            Board = new VirtualBoard(_map, clock),
            Clock = clock,
            Crypto = new HostCrypto(Seeds.Derive(_seed, $"{seat.Id}/crypto")),
            Vault = new MemoryVault(),
            Transport = seat.Transport,
            Logger = _logger,
            Traffic = new TrafficTap(keeps: false),
        });
    }

    private AgentConfig ConfigOf(FleetSeat seat)
    {
        AgentConfig config = new() { DeviceId = seat.Id, ReportEveryMs = _reportEveryMs };
        seat.Account.Configure(config);
        if (seat.Account.Admin is string admin)
        {
            config.Allow(admin, Role.Admin);
        }

        return config;
    }

    private sealed class StampModel(long startMs) : SensorModel
    {
        public override string Name => "stamp";

        public override long At(long nowMs) => startMs + nowMs;
    }

    private sealed class QuietModel(FleetMaker maker, SensorModel under) : SensorModel
    {
        public override string Name => under.Name;

        public override long At(long nowMs) => maker._isQuiet ? Sensor.Absent : under.At(nowMs);
    }
}

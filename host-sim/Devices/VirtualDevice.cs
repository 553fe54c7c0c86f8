using Core.Agent;
using Core.Ports;
using HostSim.Board;
using HostSim.Faults;
using HostSim.Network;
using HostSim.Ports;

namespace HostSim.Devices;

/// <summary>What a virtual device is made of.</summary>
public sealed record DeviceParts
{
    /// <summary>Its id, for people and in the HTTP API.</summary>
    public required string Id { get; init; }

    /// <summary>What the agent is told; made anew for each start, when a device reads it.</summary>
    public required Func<AgentConfig> Config { get; init; }

    /// <summary>Its account, without a resource.</summary>
    public required string Jid { get; init; }

    /// <summary>Its board.</summary>
    public required VirtualBoard Board { get; init; }

    /// <summary>Its clock.</summary>
    public required HostClock Clock { get; init; }

    /// <summary>Its cryptography.</summary>
    public required ICrypto Crypto { get; init; }

    /// <summary>What outlives its restarts.</summary>
    public required IVault Vault { get; init; }

    /// <summary>Its way to the network.</summary>
    public required DeviceTransport Transport { get; init; }

    /// <summary>Where it logs.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>What is wrong with its network and its disk.</summary>
    public DeviceFaults Faults { get; init; } = new();

    /// <summary>Who listens to its connections.</summary>
    public TrafficTap Traffic { get; init; } = new();
}

/// <summary>One board with the agent running on it, from power on to power off.</summary>
public sealed class VirtualDevice : IAsyncDisposable
{
    // Between a crash and the next start, as the boot of the chip takes.
    private static readonly TimeSpan BootTime = TimeSpan.FromMilliseconds(500);

    private readonly DeviceParts _parts;
    private readonly CancellationTokenSource _stop = new();
    private readonly DevicePump _pump;
    private Task _running = Task.CompletedTask;

    /// <summary>The agent's state changed. Raised on the pump's thread; must not block.</summary>
    public event Action<VirtualDevice, DeviceStatus>? StateChanged;

    /// <summary>A device that is off.</summary>
    public VirtualDevice(DeviceParts parts)
    {
        _parts = parts;
        HostLog log = new(parts.Logger, parts.Id);
        _pump = new DevicePump(
            () => new AgentCore(parts.Config(), parts.Clock, parts.Crypto, parts.Vault, parts.Board, log),
            parts.Clock, parts.Transport, Traffic);
        _pump.Restarting += parts.Board.Restart;
        parts.Faults.Freeze = _pump.Freeze;
        _pump.StateChanged += status => StateChanged?.Invoke(this, status);
        parts.Board.PinMoved += (_, _) => _pump.Wake();
        parts.Board.SensorSet += _pump.Wake;
        parts.Clock.Leaped += _pump.Wake;
    }

    /// <summary>Its id.</summary>
    public string Id => _parts.Id;

    /// <summary>Its account, without a resource.</summary>
    public string Jid => _parts.Jid;

    /// <summary>Its board.</summary>
    public VirtualBoard Board => _parts.Board;

    /// <summary>Its clock.</summary>
    public HostClock Clock => _parts.Clock;

    /// <summary>What is wrong with its network and its disk.</summary>
    public DeviceFaults Faults => _parts.Faults;

    /// <summary>What it says and hears.</summary>
    public TrafficTap Traffic => _parts.Traffic;

    /// <summary>What the agent last said of itself.</summary>
    public DeviceStatus Status => _pump.Status;

    /// <summary>What the connection of the XMPP link has cost; null before the first.</summary>
    public ConnectionTap? Connection => _pump.Connection(0);

    /// <summary>The power fails and comes back, or another reason ends the agent without a word.</summary>
    public void Reboot(string reason) => _pump.Interrupt(reason);

    /// <summary>Power on.</summary>
    public void Start() => _running = Task.Run(RunAsync);

    /// <summary>Power off, after the agent said goodbye.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _pump.Dispose();
        _stop.Dispose();
    }

    // A bug of the agent ends its program; the chip's watchdog then starts it again. Here it is also told, loudly.
    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await _pump.RunAsync(_stop.Token);
            }
#pragma warning disable CA1031 // whatever the agent throws is its bug, and one device's bug must not end the others
            catch (Exception e)
#pragma warning restore CA1031
            {
                _parts.Logger.LogCritical(e, "{Device}: the agent failed; the board restarts", _parts.Id);
                _parts.Board.Restart("watchdog");
                await Task.Delay(BootTime, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}

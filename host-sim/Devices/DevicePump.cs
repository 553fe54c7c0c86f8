using Core;
using Core.Agent;
using Core.Ports;
using HostSim.Network;

namespace HostSim.Devices;

/// <summary>Turns one agent's crank: takes its intents, carries its bytes, lets its time pass. One async method and no
/// thread for each device, so thousands fit in one process.</summary>
/// <remarks>
/// <code>
/// repeat: links report and take bytes · the agent's deadline · its intents · until nothing moves
///         start reads · sleep until data, deadline, or a wake from outside
/// </code>
/// Only <see cref="RunAsync"/> touches the agent.
/// </remarks>
public sealed class DevicePump : IDisposable
{
    // XMPP, Courier and IMIP.
    private const int Links = 3;

    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestSleep = TimeSpan.FromHours(1);

    private readonly Func<AgentCore> _startAgent;
    private readonly IClock _clock;
    private readonly PumpLink[] _links;
    private readonly WakeSignal _wake = new();
    private readonly Intent _intent = new();
    private DeviceStatus _status = DeviceStatus.Initial;
    private volatile bool _isDue;
    private volatile string? _interrupted;
    private long _frozenUntil;

    /// <summary>The agent's state or its reason changed. Raised on the pump's thread; must not block.</summary>
    public event Action<DeviceStatus>? StateChanged;

    /// <summary>The agent ended, and the next one is about to be made: the board's moment. With the reason, as
    /// <see cref="IBoard.RestartReason"/> names it.</summary>
    public event Action<string>? Restarting;

    /// <summary>A pump for the agents that <paramref name="startAgent"/> makes: one now, and a fresh one after each
    /// restart.</summary>
    public DevicePump(Func<AgentCore> startAgent, IClock clock, DeviceTransport transport, TrafficTap tap)
    {
        _startAgent = startAgent;
        _clock = clock;
        _links = [.. Enumerable.Range(0, Links).Select(i => new PumpLink(i, transport, tap, _wake))];
    }

    /// <summary>The agent's last word about itself.</summary>
    public DeviceStatus Status => Volatile.Read(ref _status);

    /// <summary>What the current connection of the link of this number has cost; null before the first.</summary>
    public ConnectionTap? Connection(int link) => _links[link].Tap;

    /// <summary>Something changed outside (a pin, the clock): the agent should look. From any thread.</summary>
    public void Wake()
    {
        _isDue = true;
        _wake.Set();
    }

    /// <summary>Ends the agent without a word, as a power failure does, and starts a fresh one. From any
    /// thread.</summary>
    public void Interrupt(string why)
    {
        _interrupted = why;
        _wake.Set();
    }

    /// <summary>Lets nothing move for a time, as a handshake does on a real device. From any thread.</summary>
    public void Freeze(TimeSpan time) =>
        Interlocked.Exchange(ref _frozenUntil, Environment.TickCount64 + (long)time.TotalMilliseconds);

    /// <summary>Runs the agent until <paramref name="stop"/>, then lets it say goodbye, within seconds.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await using CancellationTokenRegistration wakeOnStop = stop.Register(_wake.Set);
        try
        {
            AgentCore core = _startAgent();
            while (await RunAgentAsync(core, stop))
            {
                await AbandonLinksAsync();
                Restarting?.Invoke(await WhyAsync(stop));
                core = _startAgent();
            }

            await StopAsync(core);
        }
        finally
        {
            await AbandonLinksAsync();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _wake.Dispose();

    // True if the agent asked for a restart or for sleep, false if the end was asked for.
    private async Task<bool> RunAgentAsync(AgentCore core, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await ThawAsync(stop);
            if (_interrupted is not null || Turn(core))
            {
                return true;
            }

            Publish(core);
            Array.ForEach(_links, link => link.Listen());
            await _wake.WaitAsync(UntilDeadline(core));
        }

        return false;
    }

    // Turns until nothing moves any more. True if the agent asked for a restart or for sleep.
    private bool Turn(AgentCore core)
    {
        long now = _clock.Now;

        // As on the device, time may have leapt over an answer that waits here already.
        StepLinks(core, now);
        if (_isDue || core.Deadline <= now)
        {
            _isDue = false;
            core.Tick(now);
        }

        bool moved;
        do
        {
            now = _clock.Now;
            moved = StepLinks(core, now);
            while (core.NextIntent(_intent))
            {
                moved = true;
                if (_intent.Kind is IntentKind.Restart or IntentKind.Sleep)
                {
                    return true;
                }

                Obey(_intent);
            }
        }
        while (moved);
        return false;
    }

    private bool StepLinks(AgentCore core, long now)
    {
        bool moved = false;
        foreach (PumpLink link in _links)
        {
            moved |= link.Step(core, now);
        }

        return moved;
    }

    private void Obey(Intent intent)
    {
        PumpLink link = _links[intent.Link];
        switch (intent.Kind)
        {
            case IntentKind.Open:
                link.Open(intent);
                break;
            case IntentKind.Secure:
                link.Secure(intent);
                break;
            case IntentKind.Close:
                link.Close(intent.Why);
                break;
            case IntentKind.None:
            case IntentKind.Restart:
            case IntentKind.Sleep:
            default:
                throw new InvalidOperationException($"the agent intends {intent.Kind}, which no link can do");
        }
    }

    // Why the agent ended. The sleep that a duty cycle asked for passes here; nobody can reach the device meanwhile.
    private async Task<string> WhyAsync(CancellationToken stop)
    {
        if (_interrupted is string why)
        {
            _interrupted = null;
            return why;
        }

        if (_intent.Kind != IntentKind.Sleep)
        {
            return "restart";
        }

        Show(_status with { State = AgentState.Offline, Link = "none" });
        await PumpLink.SettleAsync(Task.Delay(TimeSpan.FromMilliseconds(_intent.SleepMs), stop));
        return "sleep";
    }

    private async Task ThawAsync(CancellationToken stop)
    {
        long left = Interlocked.Read(ref _frozenUntil) - Environment.TickCount64;
        while (left > 0 && !stop.IsCancellationRequested)
        {
            await PumpLink.SettleAsync(Task.Delay(TimeSpan.FromMilliseconds(left), stop));
            left = Interlocked.Read(ref _frozenUntil) - Environment.TickCount64;
        }
    }

    private async Task StopAsync(AgentCore core)
    {
        core.Stop(_clock.Now);
        long limit = Environment.TickCount64 + (long)StopTime.TotalMilliseconds;
        Turn(core);
        Array.ForEach(_links, link => link.Close(Fault.None));
        while (!Turn(core) && !Array.TrueForAll(_links, link => link.IsIdle))
        {
            long left = limit - Environment.TickCount64;
            if (left <= 0)
            {
                break;
            }

            await _wake.WaitAsync(TimeSpan.FromMilliseconds(left));
        }

        Publish(core);
    }

    private async Task AbandonLinksAsync()
    {
        foreach (PumpLink link in _links)
        {
            await link.AbandonAsync();
        }
    }

    // At least a millisecond: an agent that names a deadline in the past must not burn the host's processor.
    private TimeSpan UntilDeadline(AgentCore core)
    {
        double ms = Math.Clamp(core.Deadline - (double)_clock.Now, 1, LongestSleep.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(ms);
    }

    private void Publish(AgentCore core) => Show(DeviceStatus.Of(core, _clock.Now));

    private void Show(DeviceStatus now)
    {
        DeviceStatus before = _status;
        Volatile.Write(ref _status, now);
        if (before.State != now.State || before.Reason != now.Reason || before.Link != now.Link)
        {
            StateChanged?.Invoke(now);
        }
    }
}

using Core;
using Core.Agent;
using Core.Ports;

namespace Esp32;

/// <summary>Turns the agent's crank on the device's main thread, which owns the agent and does all writing.</summary>
/// <remarks>
/// <code>
/// repeat: links report and take bytes · the agent's deadline · its intents · until nothing moves
///         hand buffers back · console · blink · sleep until data, deadline, or the board's signal
/// </code>
/// Threads: this one, and a reader for each open link.
/// </remarks>
public sealed class DeviceLoop
{
    // Everything that matters sets the signal; this bounds what a lost one costs.
    private const int LongestWaitMs = 60_000;

    private readonly AgentCore _core;
    private readonly IClock _clock;
    private readonly LoopSignal _signal;
    private readonly Wifi _wifi;
    private readonly Esp32Connector _connector;
    private readonly Attendant _attendant;
    private readonly DeviceLink[] _links;
    private readonly byte[] _out = new byte[Limits.Write];
    private readonly Intent _intent = new();

    /// <summary>A loop for this agent. <paramref name="wifi"/> and <paramref name="connector"/> may be null if the
    /// agent has no link.</summary>
    public DeviceLoop(AgentCore core, IClock clock, LoopSignal signal, Wifi wifi, Esp32Connector connector,
        Attendant attendant)
    {
        _core = core;
        _links = new DeviceLink[core.LinkCount];
        _clock = clock;
        _signal = signal;
        _wifi = wifi;
        _connector = connector;
        _attendant = attendant;
    }

    /// <summary>A reader did not end, which only a restart mends.</summary>
    public bool IsStuck
    {
        get
        {
            bool stuck = false;
            for (int i = 0; i < _links.Length; i++)
            {
                stuck |= _links[i] != null && _links[i].IsStuck;
            }

            return stuck;
        }
    }

    /// <summary>After <see cref="Run"/>: for how long the device is to sleep, in ms; zero for a restart.</summary>
    public long SleepMs;

    /// <summary>Runs until the device is to restart or to sleep. Every connection is closed then, and every reader gone
    /// that can be.</summary>
    public void Run()
    {
        while (!Turn() && !_attendant.Attend(_core, _clock.Now))
        {
            for (int i = 0; i < _links.Length; i++)
            {
                _links[i]?.Listen();
            }

            _signal.Wait(UntilDeadline());
        }

        AbandonAll();
    }

    /// <summary>Turns until nothing moves any more. True if the device is to restart.</summary>
    private bool Turn()
    {
        long now = _clock.Now;

        // A handshake can stop everything for longer than an answer may take: one that waits here came in time.
        StepLinks(now);
        if (_signal.TakeDue() || _core.Deadline <= now)
        {
            _core.Tick(now);
        }

        if (_wifi != null && _wifi.TakeLoss())
        {
            LoseAll(now);
        }

        bool moved = true;
        while (moved)
        {
            now = _clock.Now;
            moved = StepLinks(now);
            while (_core.NextIntent(_intent))
            {
                moved = true;
                if (!Obey(now))
                {
                    return true;
                }
            }
        }

        return IsStuck;
    }

    private bool StepLinks(long now)
    {
        bool moved = false;
        for (int i = 0; i < _links.Length; i++)
        {
            DeviceLink link = _links[i];
            if (link != null && link.Step(_core, now))
            {
                moved = true;
            }
        }

        return moved;
    }

    /// <summary>Carries an intent out; false if the device is to go down.</summary>
    private bool Obey(long now)
    {
        switch (_intent.Kind)
        {
            case IntentKind.Open:
                LinkOf(_intent.Link).Connect(_intent);
                return true;
            case IntentKind.Secure:
                LinkOf(_intent.Link).Secure(_intent, now);
                return true;
            case IntentKind.Close:
                LinkOf(_intent.Link).Close(_core, _intent.Why, now);
                return true;
            case IntentKind.Sleep:
                SleepMs = _intent.SleepMs;
                return false;
            default:
                return false;
        }
    }

    /// <summary>The link of this number, made when it is first used: one that never opens has no buffer.</summary>
    private DeviceLink LinkOf(int number)
    {
        if (_links[number] == null)
        {
            _links[number] = new DeviceLink(number, new LinkReader(_connector, _signal), _out);
        }

        return _links[number];
    }

    private void LoseAll(long now)
    {
        for (int i = 0; i < _links.Length; i++)
        {
            _links[i]?.Lose(now);
        }
    }

    // Without a goodbye in the stream: the server keeps the session for whoever resumes it.
    private void AbandonAll()
    {
        for (int i = 0; i < _links.Length; i++)
        {
            _links[i]?.Abandon();
        }
    }

    // At least a millisecond: an agent that names a deadline in the past must not keep the chip from everything else.
    private int UntilDeadline()
    {
        long now = _clock.Now;
        long deadline = _core.Deadline;
        long wait = _attendant.Deadline < deadline ? _attendant.Deadline - now : deadline - now;
        return wait < 1 ? 1 : wait > LongestWaitMs ? LongestWaitMs : (int)wait;
    }
}

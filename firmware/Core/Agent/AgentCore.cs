using Core.Bytes;
using Core.Commands;
using Core.Ports;
using Core.Time;

namespace Core.Agent;

/// <summary>The agent: keeps its links, runs commands, reports. It has the face of an engine with a link number in
/// front, and intents for what may take long; a driver turns the crank.</summary>
/// <remarks>
/// <code>
/// Offline     time has come     Intent.Open    → Connecting
/// Connecting  Opened            (Intent.Secure → Secured)  → Online
/// any         fault             Intent.Close   → Closed → Offline or Halted
/// Online      restart is due    Intent.Restart, or Intent.Sleep in a duty cycle
/// </code>
/// A driver calls <see cref="Tick"/> at <see cref="Deadline"/> and when the board has changed, then carries out
/// <see cref="NextIntent"/> until it is false, and writes what <see cref="Transmit"/> gives.
/// </remarks>
public sealed class AgentCore
{
    private readonly IClock _clock;
    private readonly ILog _log;
    private readonly Settings _settings;
    private readonly Mailroom _mailroom;
    private readonly CommandTable _commands;
    private readonly PinCommands _pins;
    private readonly SystemCommands _system;
    private readonly Sampler _sampler;
    private readonly Connection[] _connections;
    private readonly LinkPolicy _policy;
    private readonly DutyCycle _dutyCycle;
    private bool _isStopping;

    /// <summary>An agent as configured, on this device.</summary>
    public AgentCore(AgentConfig config, IClock clock, ICrypto crypto, IVault vault, IBoard board, ILog log)
    {
        _clock = clock;
        _log = log;
        Health = new Health(board, clock, vault);
        _settings = new Settings(config, vault);
        _pins = new PinCommands(board);
        SensorCommands sensors = new(board, _settings);
        Outbox outbox = new(Health.Starts);
        _system = new SystemCommands(Health, _settings, outbox);
        _sampler = new Sampler(board, sensors, _settings);
        CommandGroup[] groups = { _system, _pins, sensors };
        _commands = new CommandTable(groups, new Allowlist(config), vault, Health, clock);
        _system.Table = _commands;
        _mailroom = new Mailroom(outbox, _commands, clock, log);
        _connections = new Connection[config.Missing == null ? config.Links.Length : 0];
        LinkParts parts = new()
        {
            Config = config, Commands = _commands, Owner = _mailroom, Board = board, Crypto = crypto, Vault = vault,
        };
        for (int i = 0; i < _connections.Length; i++)
        {
            Link link = config.Links[i].Make(parts);
            link.SetStatus(Mailroom.Ready);
            _connections[i] = new Connection(link, new Reconnection(config, crypto), Health, log);
            _connections[i].Reconnection.Start(clock.Now);
        }

        _policy = new LinkPolicy(_connections, _mailroom, config.LinkPatienceMs);
        _policy.Settle(clock.Now);
        _dutyCycle = new DutyCycle(_settings, clock.Now);
        _sampler.Start(clock.Now);
    }

    /// <summary>Counters.</summary>
    public Health Health { get; }

    /// <summary>Why the standing link is not up; nothing while it is.</summary>
    public Fault Reason => _connections.Length == 0 ? Fault.NotConfigured : _connections[0].Reason;

    /// <summary>When the standing link is tried next, in monotonic ms; <see cref="Engine.Never"/> while it is up or
    /// being tried.</summary>
    public long NextTryAt => _connections.Length == 0 || _connections[0].IsOpen
        ? Engine.Never : _connections[0].Reconnection.At;

    /// <summary>Name of the link in use, or else of the standing one.</summary>
    public string LinkName
    {
        get
        {
            int active = _policy.Active;
            return _connections.Length == 0 ? "none" : _connections[active < 0 ? 0 : active].Link.Name;
        }
    }

    /// <summary>How many links there are; their numbers begin with zero.</summary>
    public int LinkCount => _connections.Length;

    /// <summary>The commands.</summary>
    public CommandTable Commands => _commands;

    /// <summary>Reports dropped because there was no room.</summary>
    public int Dropped => _mailroom.Dropped;

    /// <summary>Number of the newest report or result that was accepted; see <see cref="Outbox.LastNumber"/>.</summary>
    public uint LastNumber => _mailroom.LastNumber;

    /// <summary>How the agent is.</summary>
    public AgentState State
    {
        get
        {
            int active = _policy.Active;
            return _connections.Length == 0 ? AgentState.Unprovisioned
                : active > 0 || (active == 0 && _mailroom.IsRefused) ? AgentState.Degraded
                : active == 0 ? AgentState.Online
                : _connections[0].Reconnection.IsHalted ? AgentState.Halted
                : _policy.IsBusy ? AgentState.Connecting : AgentState.Offline;
        }
    }

    /// <summary>When <see cref="Tick"/> is next needed, in monotonic ms; <see cref="Engine.Never"/> for not.</summary>
    public long Deadline
    {
        get
        {
            long own = Deadlines.Earlier(_system.RestartAt, _dutyCycle.Deadline(IsIdle));
            return Deadlines.Earlier(
                Deadlines.Earlier(_sampler.Deadline, _pins.Deadline), Deadlines.Earlier(own, _policy.Deadline));
        }
    }

    /// <summary>Fills in what is wanted now; false if nothing is. Call again until it is false.</summary>
    public bool NextIntent(Intent intent)
    {
        long now = _clock.Now;
        intent.Kind = IntentKind.None;
        if (!_isStopping && _system.RestartAt <= now)
        {
            return Down(intent, IntentKind.Restart);
        }

        if (!_isStopping && _dutyCycle.Deadline(IsIdle) <= now)
        {
            intent.SleepMs = _dutyCycle.SleepMs;
            return Down(intent, IntentKind.Sleep);
        }

        for (int i = 0; i < _connections.Length; i++)
        {
            intent.Link = i;
            if (_connections[i].NextIntent(intent))
            {
                return true;
            }
        }

        intent.Link = _isStopping ? -1 : _policy.Next(now);
        if (intent.Link < 0)
        {
            return false;
        }

        _connections[intent.Link].Open(intent);
        return true;
    }

    /// <summary>The connection is up; inside TLS if that was asked for.</summary>
    public void Opened(int link, long now)
    {
        Speak(link, now);
        _connections[link].Opened(now);
        Advance(now);
    }

    /// <summary>The connection is inside TLS now.</summary>
    public void Secured(int link, long now)
    {
        Speak(link, now);
        _connections[link].Secured(now);
        Advance(now);
    }

    /// <summary>The connection is gone, or could not be made.</summary>
    public void Closed(int link, Fault why, long now)
    {
        Connection connection = _connections[link];
        if (!connection.IsOpen)
        {
            return;
        }

        Speak(link, now);
        connection.Closed(why, now);
        if (!_isStopping)
        {
            _log.Write(AgentText.Reason(connection.Reason), connection.Reconnection.At - now);
            Advance(now);
        }
    }

    /// <summary>Takes received bytes; fewer than <paramref name="count"/> means: <see cref="Transmit"/>
    /// first.</summary>
    public int Receive(int link, byte[] source, int offset, int count, long now)
    {
        _mailroom.Speaker = link;
        int taken = _connections[link].Link.Engine.Receive(source, offset, count, now);
        Health.BytesDown += taken;
        Advance(now);
        return taken;
    }

    /// <summary>Gives bytes to write as one record; zero for nothing to say.</summary>
    public int Transmit(int link, byte[] target, int offset, int count)
    {
        if (link >= _connections.Length)
        {
            return 0;
        }

        _mailroom.Speaker = link;
        int given = _connections[link].Link.Engine.Transmit(target, offset, count);
        Health.BytesUp += given;
        return given;
    }

    /// <summary>Lets time pass.</summary>
    public void Tick(long now)
    {
        _pins.Tick(now);
        _mailroom.Collect(_sampler, _pins, now);
        for (int i = 0; i < _connections.Length; i++)
        {
            Speak(i, now);
            _connections[i].Link.Engine.Tick(now);
        }

        Advance(now);
    }

    /// <summary>Ends in good order: after what <see cref="Transmit"/> still gives, nothing more is tried.</summary>
    public void Stop(long now)
    {
        _isStopping = true;
        foreach (Connection connection in _connections)
        {
            if (connection.IsOpen)
            {
                connection.Link.Goodbye();
            }
        }
    }

    /// <summary>Nothing would be lost or delayed by going to sleep.</summary>
    private bool IsIdle => _mailroom.IsEmpty && _policy.Active >= 0;

    // The streams are not closed: they are resumed by the next start.
    private bool Down(Intent intent, IntentKind kind)
    {
        _isStopping = true;
        foreach (Connection connection in _connections)
        {
            connection.Link.Save();
        }

        intent.Kind = kind;
        return true;
    }

    /// <summary>What this link's engine tells from now on is its own; and it knows the time.</summary>
    private void Speak(int link, long now)
    {
        long unix = _clock.UnixTimeMs;
        _mailroom.Speaker = link;
        _connections[link].Link.SetWallOffset(unix == 0 ? 0 : unix - now);
    }

    /// <summary>What follows every step: notices which links are up, and hands over what waits.</summary>
    private void Advance(long now)
    {
        _policy.Settle(now);
        Health.Link = LinkName;
        _mailroom.HandOver(_connections);
    }
}

using Core.Bytes;
using Core.Commands;
using Core.Ports;

namespace Core.Agent;

/// <summary>The agent: keeps its link, runs commands, reports. It has the face of an engine with a link number in
/// front, and intents for what may take long; a driver turns the crank.</summary>
/// <remarks>
/// <code>
/// Offline     time has come     Intent.Open    → Connecting
/// Connecting  Opened            (Intent.Secure → Secured)  → Online
/// any         fault             Intent.Close   → Closed → Offline or Halted
/// Online      restart is due    Intent.Restart
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
    private readonly Link _link;
    private readonly Reconnection _reconnection;

    private bool _isOpen;           // the driver has a connection, or is making one
    private bool _isUp;             // the engine has heard of it: before, its fault is the last connection's
    private bool _isSecuring;
    private bool _isClosing;
    private bool _wasOnline;
    private bool _isStopping;
    private int _opened;

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
        _reconnection = new Reconnection(config, crypto);
        _mailroom = new Mailroom(outbox, _commands, clock, log);
        _link = config.Missing == null ? new XmppLink(config, _commands, _mailroom, board, crypto, vault) : null;
        Reason = _link == null ? Fault.NotConfigured : Fault.None;
        _link?.SetStatus(Mailroom.Ready);
        _reconnection.Start(clock.Now);
        _sampler.Start(clock.Now);
    }

    /// <summary>Counters.</summary>
    public Health Health { get; }

    /// <summary>Why the last connection ended, or why there is none.</summary>
    public Fault Reason;

    /// <summary>Name of the link in use.</summary>
    public string LinkName => _link == null ? "none" : _link.Name;

    /// <summary>The commands.</summary>
    public CommandTable Commands => _commands;

    /// <summary>Reports dropped because there was no room.</summary>
    public int Dropped => _mailroom.Dropped;

    /// <summary>How the agent is.</summary>
    public AgentState State
    {
        get
        {
            return _link == null ? AgentState.Unprovisioned
                : _link.IsOnline ? (_mailroom.IsRefused ? AgentState.Degraded : AgentState.Online)
                : _reconnection.IsHalted ? AgentState.Halted
                : _isOpen ? AgentState.Connecting : AgentState.Offline;
        }
    }

    /// <summary>When <see cref="Tick"/> is next needed, in monotonic ms; <see cref="Engine.Never"/> for not.</summary>
    public long Deadline
    {
        get
        {
            long deadline = Earlier(_sampler.Deadline, Earlier(_pins.Deadline, _system.RestartAt));
            if (_link == null)
            {
                return deadline;
            }

            return Earlier(deadline, _isOpen ? _link.Engine.Deadline : _reconnection.At);
        }
    }

    /// <summary>Fills in what is wanted now; false if nothing is. Call again until it is false.</summary>
    public bool NextIntent(Intent intent)
    {
        intent.Kind = IntentKind.None;
        intent.Link = 0;
        if (_link == null)
        {
            return false;
        }

        long now = _clock.Now;
        if (_system.RestartAt <= now)
        {
            return Restart(intent);
        }

        if (!_isOpen)
        {
            return !_isStopping && _reconnection.At <= now && Open(intent);
        }

        if (_link.WantsTls && !_isSecuring)
        {
            _isSecuring = true;
            intent.Kind = IntentKind.Secure;
            intent.TlsName = _link.TlsName;
            return true;
        }

        if (_isUp && _link.Engine.Fault != Fault.None && !_isClosing)
        {
            _isClosing = true;
            intent.Kind = IntentKind.Close;
            intent.Why = _link.Engine.Fault;
            return true;
        }

        return false;
    }

    /// <summary>The connection is up; inside TLS if that was asked for.</summary>
    public void Opened(int link, long now)
    {
        _isUp = true;
        Health.Reconnects += _opened > 0 ? 1 : 0;
        Health.Handshakes += _link.DirectTls ? 1 : 0;
        _opened++;
        SetWallTime(now);
        _link.Engine.Opened(now);
        Advance(now);
    }

    /// <summary>The connection is inside TLS now.</summary>
    public void Secured(int link, long now)
    {
        Health.Handshakes++;
        _link.Engine.Secured(now);
        Advance(now);
    }

    /// <summary>The connection is gone, or could not be made.</summary>
    public void Closed(int link, Fault why, long now)
    {
        if (!_isOpen)
        {
            return;
        }

        Fault fault = _isUp ? _link.Engine.Fault : Fault.None;
        Reason = fault != Fault.None ? fault : why;
        _link.Engine.Closed(now);
        _isOpen = _isUp = _isSecuring = _isClosing = _wasOnline = false;
        _reconnection.Ended(Reason, _link.OtherHost, now);
        if (!_isStopping)
        {
            _log.Write(AgentText.Reason(Reason), _reconnection.At - now);
        }
    }

    /// <summary>Takes received bytes; fewer than <paramref name="count"/> means: <see cref="Transmit"/>
    /// first.</summary>
    public int Receive(int link, byte[] source, int offset, int count, long now)
    {
        int taken = _link.Engine.Receive(source, offset, count, now);
        Health.BytesDown += taken;
        Advance(now);
        return taken;
    }

    /// <summary>Gives bytes to write as one record; zero for nothing to say.</summary>
    public int Transmit(int link, byte[] target, int offset, int count)
    {
        if (_link == null)
        {
            return 0;
        }

        int given = _link.Engine.Transmit(target, offset, count);
        Health.BytesUp += given;
        return given;
    }

    /// <summary>Lets time pass.</summary>
    public void Tick(long now)
    {
        _pins.Tick(now);
        _mailroom.Collect(_sampler, _pins, now);
        if (_link == null)
        {
            return;
        }

        SetWallTime(now);
        _link.Engine.Tick(now);
        Advance(now);
    }

    /// <summary>Ends in good order: after what <see cref="Transmit"/> still gives, nothing more is tried.</summary>
    public void Stop(long now)
    {
        _isStopping = true;
        if (_link != null && _isOpen)
        {
            _link.Goodbye();
        }
    }

    private static long Earlier(long one, long other) => one < other ? one : other;

    private bool Open(Intent intent)
    {
        _isOpen = true;
        intent.Kind = IntentKind.Open;
        intent.Host = _reconnection.Host ?? _link.Host;
        intent.Port = _reconnection.Host != null && _reconnection.Port != 0 ? _reconnection.Port : _link.Port;
        intent.DirectTls = _link.DirectTls;
        intent.TlsName = _link.TlsName;
        return true;
    }

    private bool Restart(Intent intent)
    {
        if (_isStopping)
        {
            return false;
        }

        // The stream is not closed: it is resumed after the restart.
        _isStopping = true;
        _link.Save();
        intent.Kind = IntentKind.Restart;
        return true;
    }

    private void SetWallTime(long now)
    {
        long unix = _clock.UnixTimeMs;
        _link.SetWallOffset(unix == 0 ? 0 : unix - now);
    }

    /// <summary>What follows every step: notices that the link is up, and hands over what waits.</summary>
    private void Advance(long now)
    {
        bool online = _link.IsOnline;
        if (online && !_wasOnline)
        {
            _reconnection.Online(now);
            Reason = Fault.None;
            _log.Write("online", Health.Reconnects);
        }

        _wasOnline = online;
        if (online)
        {
            _mailroom.HandOver(_link);
        }
    }
}

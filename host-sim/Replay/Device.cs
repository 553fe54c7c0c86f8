using Core;
using Core.Agent;
using Core.Ports;
using HostSim.Ports;
using Xmpp;

namespace HostSim.Replay;

/// <summary>One device under the agent, turned by hand: carries out its intents on a virtual clock.</summary>
internal sealed class Device(AgentConfig config, IClock clock, IBoard board, Trace trace, int seed)
{
    private readonly MemoryVault _vault = new();
    private readonly HostCrypto _crypto = new(seed);
    private readonly Intent _intent = new();
    private readonly byte[] _buffer = new byte[Limits.Write];
    private Connection? _connection;
    private long _openAt = Engine.Never;
    private long _secureAt = Engine.Never;

    /// <summary>Makes the connection that the agent asks for; null if that fails.</summary>
    public required Func<bool, Connection?> Connect { get; init; }

    /// <summary>How long connecting or a handshake takes, in ms.</summary>
    public required Func<int> Delay { get; init; }

    /// <summary>The agent.</summary>
    public AgentCore Core { get; private set; } = null!;

    /// <summary>How often it has started.</summary>
    public int Starts { get; private set; }

    /// <summary>The agent asked for the last restart, and so could save its session.</summary>
    public bool WasSaved { get; private set; }

    /// <summary>When something is to be done.</summary>
    public long Deadline => Math.Min(Core.Deadline, Math.Min(_openAt, _secureAt));

    /// <summary>Power comes on: a new agent over the same vault.</summary>
    public void Start(bool saved)
    {
        WasSaved = saved;
        _connection = null;
        _openAt = _secureAt = Engine.Never;
        Starts++;
        Core = new AgentCore(config, clock, _crypto, _vault, board, trace);
        trace.Note($"device: start {Starts}");
    }

    /// <summary>The connection is gone, and the device notices.</summary>
    public void Lose(Fault why)
    {
        if (_connection is not null)
        {
            _connection = null;
            _secureAt = Engine.Never;
            Core.Closed(0, why, clock.Now);
        }
    }

    /// <summary>Does what is due and moves what moves; true if anything did.</summary>
    public bool Step()
    {
        bool moved = Open() | Handshake() | Read() | Write();
        if (Core.Deadline <= clock.Now)
        {
            Core.Tick(clock.Now);
            Invariant.Holds(Core.Deadline > clock.Now || Obey(), $"after a tick at {clock.Now} it wants another");
            moved = true;
        }

        return Obey() | moved;
    }

    private bool Open()
    {
        if (clock.Now < _openAt)
        {
            return false;
        }

        _openAt = Engine.Never;
        _connection = Connect(((XmppConfig)config.Links[0]).DirectTls);
        if (_connection is null)
        {
            Core.Closed(0, Fault.ConnectFailed, clock.Now);
        }
        else
        {
            Core.Opened(0, clock.Now);
        }

        return true;
    }

    private bool Handshake()
    {
        if (clock.Now < _secureAt)
        {
            return false;
        }

        _secureAt = Engine.Never;
        _connection!.Secure();
        Core.Secured(0, clock.Now);
        return true;
    }

    private bool Read()
    {
        int arrived = _connection is null || _secureAt != Engine.Never ? 0 : _connection.Down.Peek(_buffer, clock.Now);
        int taken = arrived == 0 ? 0 : Core.Receive(0, _buffer, 0, arrived, clock.Now);
        _connection?.Down.Take(taken);
        trace.NoteBytes("down", _buffer.AsSpan(0, taken));
        return taken > 0;
    }

    private bool Write()
    {
        int given = _connection is null || _secureAt != Engine.Never || !_connection.HasRoom
            ? 0 : Core.Transmit(0, _buffer, 0, _buffer.Length);
        _connection?.Up.Put(_buffer.AsSpan(0, given));
        trace.NoteBytes("up", _buffer.AsSpan(0, given));
        return given > 0;
    }

    private bool Obey()
    {
        bool any = false;
        while (Core.NextIntent(_intent))
        {
            any = true;
            trace.Note($"intent: {_intent.Kind} {_intent.Host}:{_intent.Port} {_intent.Why}");
            switch (_intent.Kind)
            {
                case IntentKind.Open:
                    _openAt = clock.Now + Delay();
                    break;
                case IntentKind.Secure:
                    _secureAt = clock.Now + Delay();
                    break;
                case IntentKind.Close:
                    Close();
                    break;
                default:
                    _connection?.ServerNotices();
                    Start(true);
                    break;
            }
        }

        return any;
    }

    // The last words leave before the connection is closed.
    private void Close()
    {
        Write();
        _connection?.Step(clock.Now);
        _connection?.ServerNotices();
        Lose(_intent.Why);
    }
}

using Core;
using Core.Bytes;
using Core.Commands;
using Core.Ports;

namespace Imip;

/// <summary>A client's side of IMIP/1.0 as an engine: greets, logs in, answers, and keeps alive.</summary>
/// <remarks>
/// <code>
/// logging in  see ImipLogin
/// online      MESG          → ImipCommands             STAT, unknown headers: nothing
///             LIST ADD      → ACK 600, or 805 for strangers          LIST DEL → ACK 600
///             PING          → ACK 600                  DISC → ACK 600, the end
///             ACK           → ImipMail                 anything else → ACK 802
/// any         no block      → ACK 801, fault           too large a block: ACK 806, and on
/// </code>
/// No specification of this protocol is left: what stands here is what two recorded conversations of 2002 show, the
/// rest is our choice and marked as not historical. Not historical are here: the codes from 801 on but 811, the answer
/// to LIST from the server, PING from the server, a body of STAT.
/// </remarks>
public sealed class ImipEngine : Engine
{
    private static readonly string PingWord = "PING";

    // Either side gives up when it has heard nothing for so many intervals. Not historical.
    private const int MostUnheard = 3;

    private readonly ImipSession _session;
    private readonly ImipLogin _login;
    private readonly ImipCommands _commands;
    private readonly ImipMail _mail;
    private readonly byte[] _add = Utf8.Bytes("ADD ");
    private readonly byte[] _delete = Utf8.Bytes("DEL ");
    private readonly Slice _scratch = new();
    private bool _isOpen;
    private byte[] _trouble;        // why the device is not well; null if it is
    private bool _isStateDue;       // the server has not been told
    private long _pingAt;
    private int _unheard;           // pings since something was heard
    private long _lastTick;

    /// <summary>An engine for one session, whose parts are given.</summary>
    public ImipEngine(ImipSession session, ImipProof proof, ImipMail mail)
    {
        _session = session;
        _login = new ImipLogin(session, proof);
        _mail = mail;
        _commands = new ImipCommands(session, mail);
    }

    /// <summary>Messages may flow.</summary>
    public bool IsOnline => Fault == Fault.None && _isOpen && _login.IsDone;

    /// <inheritdoc/>
    public override long Deadline
    {
        get
        {
            if (Fault != Fault.None || !_isOpen)
            {
                return Never;
            }

            long deadline = !_login.IsDone ? _login.DueAt
                : _mail.Deadline < _pingAt ? _mail.Deadline : _pingAt;
            return deadline > _lastTick ? deadline : _lastTick + 1;
        }
    }

    /// <inheritdoc/>
    public override void Opened(long now)
    {
        Fault = Fault.None;
        _session.Now = now;
        _session.In.Reset();
        _session.Out.Reset();
        _isOpen = true;
        _unheard = 0;
        _login.Open(now);
    }

    /// <inheritdoc/>
    public override void Secured(long now)
    {
        // TLS is there from the first byte or not at all: nothing asks for it later.
        _session.Now = now;
    }

    /// <inheritdoc/>
    public override int Receive(byte[] source, int offset, int count, long now)
    {
        _session.Now = now;
        _unheard = 0;
        int taken = 0;
        int more;
        do
        {
            bool isHeard = Fault == Fault.None && _isOpen;
            more = isHeard ? _session.In.Append(source, offset + taken, count - taken) : count - taken;
            taken += more;
            Pump();
        }
        while (taken < count && (more > 0 || _session.In.State == BlockState.Partial));

        return taken;
    }

    /// <inheritdoc/>
    public override int Transmit(byte[] target, int offset, int count)
    {
        int taken = _session.Out.Take(target, offset, count);
        if (taken > 0)
        {
            _pingAt = _session.Now + _session.IntervalMs;
            Pump();
        }

        return taken;
    }

    /// <inheritdoc/>
    public override void Tick(long now)
    {
        _session.Now = now;
        _lastTick = now;
        if (Fault != Fault.None || !_isOpen)
        {
            return;
        }

        Pump();
        if (_login.IsDone ? !_mail.Tick(now) : now >= _login.DueAt)
        {
            Fault = Fault.Timeout;
        }
        else if (_login.IsDone && now >= _pingAt)
        {
            Ping(now);
        }
    }

    /// <inheritdoc/>
    public override void Closed(long now)
    {
        _session.Now = now;
        _isOpen = false;
        _session.Out.Reset();
        _mail.Closed();
    }

    /// <summary>Tells peers how the device is: well with null, else why it is not, in a few words.</summary>
    public void SetTrouble(byte[] trouble)
    {
        _trouble = trouble;
        _isStateDue = true;
        TellState();
    }

    /// <summary>Ends the conversation in good order.</summary>
    public void Goodbye()
    {
        if (IsOnline)
        {
            _session.Out.Begin("DISC");
            _session.Out.End();
        }

        Fault = Fault == Fault.None ? Fault.ClosedByPeer : Fault;
    }

    /// <summary>Looks at what came, while answers fit.</summary>
    private void Pump()
    {
        ImipBlock block = _session.In;
        if (block.State != BlockState.Partial && Fault == Fault.None && _session.Out.HasRoom)
        {
            Handle(block);
            block.Reset();
        }

        TellState();
    }

    private void Handle(ImipBlock block)
    {
        if (block.State == BlockState.Malformed)
        {
            _session.Out.Ack(AckCode.ProtocolError, 0);
            Fault = Fault.NotWellFormed;
        }
        else if (_login.IsDone)
        {
            HandleOnline(block);
        }
        else
        {
            Fault = _login.Handle(block);
            if (_login.IsDone)
            {
                _pingAt = _session.Now + _session.IntervalMs;
                _isStateDue = true;
            }
        }
    }

    private void HandleOnline(ImipBlock block)
    {
        uint id = block.Number(Header.Id, _scratch);
        if (block.Type == BlockType.Ack)
        {
            _mail.Answered(block.Number(Header.Reference, _scratch), ImipLogin.CodeOf(block));
        }
        else if (block.Type != BlockType.Status)
        {
            int code = block.State == BlockState.Oversized ? AckCode.TooLarge : id == 0 ? AckCode.ProtocolError
                : Answer(block);
            if (code != 0)
            {
                _session.Out.Ack(code, id);
            }
        }
    }

    /// <summary>Handles a block that has to be answered; the code to acknowledge it with, zero for none.</summary>
    private int Answer(ImipBlock block)
    {
        switch (block.Type)
        {
            case BlockType.Message:
                return _commands.Take() ? 0 : AckCode.ProtocolError;
            case BlockType.List:
                return List(block);
            case BlockType.Ping:
                return AckCode.Ok;
            case BlockType.Disconnect:
                Fault = Fault.ClosedByPeer;
                return AckCode.Ok;
            case BlockType.Hello:
            case BlockType.Login:
                return AckCode.ProtocolError;
            default:
                return AckCode.UnknownBlock;
        }
    }

    private int List(ImipBlock block)
    {
        if (block.Argument.StartsWith(_delete))
        {
            return AckCode.Ok;
        }

        return !block.Argument.StartsWith(_add) ? AckCode.UnknownBlock
            : !_commands.TryRole(out Role role) ? AckCode.ProtocolError
            : role == Role.Stranger ? AckCode.NotListed : AckCode.Ok;
    }

    private void TellState()
    {
        if (!_isStateDue || !IsOnline)
        {
            return;
        }

        ImipWriter target = _session.Out;
        target.Begin(_trouble == null ? "STAT ONLINE" : "STAT BUSY");
        if (_trouble != null)
        {
            target.BeginBody();
            target.Bytes(_trouble);
        }

        _isStateDue = !target.End();
    }

    private void Ping(long now)
    {
        if (_unheard == MostUnheard)
        {
            Fault = Fault.Timeout;
            return;
        }

        _unheard++;
        _pingAt = now + _session.IntervalMs;
        _session.Out.Begin(PingWord);
        _session.Out.End();
    }
}

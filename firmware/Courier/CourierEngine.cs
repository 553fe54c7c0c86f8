using Core;
using Core.Bytes;
using Core.Time;

namespace Courier;

/// <summary>The device's side of a Courier connection, as an engine.</summary>
/// <remarks>
/// <code>
/// Opened            → Connect (0x07)
/// 0x08 status 0     → state (0x14), filter (0x09), perhaps 0x11; then messages: online
/// 0x08 status 2     the token is not ours (any more): it is forgotten, and the next connection goes without;
///                   without one: we are not wanted
/// 0x0a              → 0x0b with what the inbox decides
/// 0x0b              0 taken; 0x80 too early: again in 5, 10 … s, five times; else refused
/// 0x12              token of the topic
/// silence           → 0x0c; see AnsweredKeepAlive
/// 0x0d 0x0e, others nothing;  0x00, or a connected frame that makes no sense: protocol error
/// </code>
/// A message without acknowledgement for 30 s is asked after with a keep-alive; 10 s later the connection is given up
/// and the message goes out again over the next one, under the same id.
/// </remarks>
public sealed class CourierEngine : Engine
{
    private const int TooEarly = 0x80;
    private const int AskedAfterMs = 10_000;
    private const int RetryStepMs = 5_000;
    private const int MostRetries = 5;

    // Ids are four bytes; anything much longer is not one.
    private const int LongestId = 8;

    private readonly CourierSession _session;
    private readonly CourierInbox _inbox;
    private readonly AnsweredKeepAlive _keepAlive;
    private readonly CourierFrame _frame = new();
    private readonly CourierStart _start;
    private bool _isOpen;
    private bool _isOnline;
    private bool _isAsked;      // the missing acknowledgement has been asked after
    private long _openedAt;
    private long _lastTick;
    private long _answerAt;     // when an acknowledgement is overdue; zero: none is due
    private long _retryAt;      // when what was held back goes out again; zero: nothing is

    /// <summary>An engine for one session.</summary>
    public CourierEngine(CourierSession session, CourierInbox inbox, AnsweredKeepAlive keepAlive)
    {
        _session = session;
        _inbox = inbox;
        _keepAlive = keepAlive;
        _start = new CourierStart(session);
    }

    /// <summary>Messages may flow.</summary>
    public bool IsOnline => _isOnline && Fault == Fault.None;

    /// <inheritdoc/>
    public override long Deadline
    {
        get
        {
            long deadline = Never;
            if (_isOpen && Fault == Fault.None)
            {
                deadline = _isOnline ? _keepAlive.Deadline : _openedAt + Limits.LoginMs;
                deadline = _answerAt > 0 ? Deadlines.Earlier(deadline, _answerAt) : deadline;
                deadline = _retryAt > 0 ? Deadlines.Earlier(deadline, _retryAt) : deadline;
            }

            return deadline > _lastTick ? deadline : _lastTick + 1;
        }
    }

    /// <inheritdoc/>
    public override void Opened(long now)
    {
        Fault = Fault.None;
        Reset(now);
        _isOpen = true;
        _openedAt = now;
        _keepAlive.Opened(now);
        _start.Connect();
    }

    /// <inheritdoc/>
    public override void Secured(long now)
    {
    }

    /// <inheritdoc/>
    public override int Receive(byte[] source, int offset, int count, long now)
    {
        _session.Now = now;
        _keepAlive.Heard(now);
        int taken = 0;
        while (taken < count && Fault == Fault.None)
        {
            taken += _frame.Append(source, offset + taken, count - taken);
            if (!Pump())
            {
                return taken;
            }
        }

        return Fault == Fault.None ? taken : count;
    }

    /// <inheritdoc/>
    public override int Transmit(byte[] target, int offset, int count)
    {
        Pump();
        int taken = _session.Out.Take(target, offset, count);
        if (taken > 0)
        {
            Pump();
        }

        if (_answerAt == 0 && _isOnline && _session.Out.AwaitsAcknowledgement)
        {
            _answerAt = _session.Now + Limits.AnswerMs;
            _isAsked = false;
        }

        return taken;
    }

    /// <inheritdoc/>
    public override void Tick(long now)
    {
        _session.Now = now;
        _lastTick = now;
        if (!_isOpen || Fault != Fault.None)
        {
            return;
        }

        if (!_isOnline)
        {
            Fault = now - _openedAt >= Limits.LoginMs ? Fault.Timeout : Fault.None;
            return;
        }

        if (_retryAt > 0 && now >= _retryAt)
        {
            _retryAt = 0;
            _session.Out.Release();
        }

        KeepAliveStep step = _keepAlive.Tick(now);
        bool overdue = _answerAt > 0 && now >= _answerAt;
        if (step == KeepAliveStep.Dead || (overdue && _isAsked))
        {
            Fault = Fault.Timeout;
            return;
        }

        if (overdue)
        {
            _isAsked = true;
            _answerAt = now + AskedAfterMs;
        }

        if (overdue || step == KeepAliveStep.Ask)
        {
            _session.Out.Begin(CommandId.KeepAlive, false, 0);
            _session.Out.End();
        }
    }

    /// <inheritdoc/>
    public override void Closed(long now)
    {
        _keepAlive.Closed(now);
        Reset(now);
    }

    /// <summary>Ends the conversation; what is on its way out still goes.</summary>
    public void Goodbye() => Fault = Fault.ClosedByPeer;

    private void Reset(long now)
    {
        _session.Now = now;
        _isOpen = _isOnline = false;
        _answerAt = _retryAt = 0;
        _frame.Next();
        _session.Out.Suspend();
    }

    /// <summary>Looks at a frame that is complete; false if answers might not fit before something has left.</summary>
    private bool Pump()
    {
        if (Fault != Fault.None)
        {
            return true;
        }

        if (_frame.IsTooLarge)
        {
            Fault = Fault.TooLarge;
            return true;
        }

        if (_frame.IsComplete)
        {
            bool waits = _frame.Command == CommandId.Notification && _session.Out.HasUnsent
                && _session.Out.Room < Limits.PushReply;
            if (waits)
            {
                return false;
            }

            Handle();
            _frame.Next();
        }

        return true;
    }

    private void Handle()
    {
        switch (_frame.Command)
        {
            case 0:
                Fault = Fault.ProtocolError;
                break;
            case CommandId.Connected:
                Fault = _isOnline ? Fault.ProtocolError : _start.Answered(_frame);
                _isOnline = Fault == Fault.None;
                break;
            case CommandId.Notification:
                HandlePush();
                break;
            case CommandId.Acknowledgement:
                HandleAcknowledgement();
                break;
            case CommandId.TopicToken:
                _start.TopicToken(_frame);
                break;
        }
    }

    private void HandlePush()
    {
        bool named = _frame.Find(ItemId.Id, _session.Scratch) && _session.Scratch.Count <= LongestId;
        if (!_isOnline || (!named && _frame.IsMalformed))
        {
            Fault = Fault.ProtocolError;
        }
        else if (named && _session.Out.Room >= Limits.PushShortReply)
        {
            int status = _inbox.Take(_frame);
            if (status != CourierInbox.Left)
            {
                Acknowledge((uint)status);
            }
        }
    }

    private void Acknowledge(uint status)
    {
        // Found again: the inbox has used the slice since.
        _session.Out.Begin(CommandId.Acknowledgement, false, 0);
        _frame.Find(ItemId.Id, _session.Scratch);
        _session.Out.Item(ItemId.Id, _session.Scratch);
        _session.Out.Item(ItemId.Result, status, 1);
        _session.Out.End();
    }

    private void HandleAcknowledgement()
    {
        long id = _frame.Number(ItemId.Id, _session.Scratch, -1);
        if (_frame.IsMalformed || id < 0 || id > uint.MaxValue)
        {
            Fault = Fault.ProtocolError;
            return;
        }

        long status = _frame.Number(ItemId.Result, _session.Scratch, 0);
        // Those of later messages say nothing about the one that is waited for.
        _answerAt = _session.Out.IsOldest((uint)id) ? 0 : _answerAt;
        int tries = status == TooEarly ? _session.Out.Hold((uint)id) : 0;
        if (tries > 0 && tries <= MostRetries)
        {
            _retryAt = _session.Now + RetryStepMs * tries;
        }
        else if (!_session.Out.Acknowledge((uint)id))
        {
            return;
        }
        else if (status == 0)
        {
            _session.Owner.Taken((uint)id);
        }
        else
        {
            _session.Owner.Refused((uint)id);
        }
    }
}

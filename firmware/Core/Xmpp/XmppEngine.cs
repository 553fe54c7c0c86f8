using Core.Bytes;
using Core.Ports;
using Core.Time;
using Core.Xml;

namespace Core.Xmpp;

/// <summary>A client's XMPP stream as an engine: negotiates, routes stanzas, acknowledges, and keeps the stream
/// alive.</summary>
/// <remarks>
/// <code>
/// Negotiation (see there) → Online
/// Online   stanza            → its module
///          r                 → a
///          a                 → forgets what is acknowledged
///          enabled, failed   → stream management
///          features          → client state
/// any      stream:error      → fault
///          /stream           → fault ClosedByPeer
/// </code>
/// Stanzas are looked at only while the largest answer fits into the queue, so that an answer is never lost.
/// </remarks>
public sealed class XmppEngine : Engine
{
    private static readonly byte[] Request = Utf8.Bytes("r");
    private static readonly byte[] Acknowledgement = Utf8.Bytes("a");
    private static readonly byte[] Enabled = Utf8.Bytes("enabled");
    private static readonly byte[] Failed = Utf8.Bytes("failed");
    private static readonly byte[] H = Utf8.Bytes("h");

    private readonly XmppSession _session;
    private readonly Stanza _stanza = new();
    private readonly XmlScanner _scanner;
    private readonly StanzaRouter _router;
    private readonly Negotiation _negotiation;
    private readonly Liveness _liveness;
    private readonly Slice _text = new();
    private readonly bool _isInactive;
    private bool _wasOnline;
    private long _lastTick;

    /// <summary>An engine for one session; <paramref name="inactive"/> tells the server that nobody looks, so that it
    /// holds back what can wait (XEP-0352).</summary>
    public XmppEngine(XmppSession session, ICrypto crypto, IVault vault, KeepAlive keepAlive, bool inactive)
    {
        _session = session;
        _scanner = new XmlScanner(_stanza);
        _router = new StanzaRouter(session, _stanza);
        _negotiation = new Negotiation(session, new Login(session, crypto, vault));
        _liveness = new Liveness(session, keepAlive);
        _isInactive = inactive;
        if (session.Acks.Load(vault, _text))
        {
            session.Bind(_text);
        }
    }

    /// <summary>The peer agreed to STARTTLS: the transport is to be upgraded.</summary>
    public bool WantsTls => Fault == Fault.None && _negotiation.Phase == Phase.Securing && _session.Out.IsEmpty;

    /// <summary>Stanzas may flow.</summary>
    public bool IsOnline => Fault == Fault.None && _negotiation.Phase == Phase.Online;

    /// <summary>With <see cref="Fault.SeeOtherHost"/>: the host, perhaps with a port, that the server named.</summary>
    public string OtherHost { get; private set; }

    /// <inheritdoc/>
    public override long Deadline
    {
        get
        {
            long deadline = Never;
            if (Fault == Fault.None && _negotiation.Phase != Phase.Closed)
            {
                deadline = IsOnline ? _liveness.Deadline
                    : _negotiation.Phase == Phase.Working ? _lastTick : _liveness.LoginDeadline;
            }

            return deadline > _lastTick ? deadline : _lastTick + 1;
        }
    }

    /// <inheritdoc/>
    public override void Opened(long now)
    {
        Fault = Fault.None;
        _wasOnline = false;
        _scanner.Reset();
        _session.Out.Reset();
        _liveness.Opened(now);
        _negotiation.Open(_session.Account.DirectTls);
        Finish();
    }

    /// <inheritdoc/>
    public override void Secured(long now)
    {
        _scanner.Reset();
        _liveness.Heard(now);
        _negotiation.Open(true);
        Finish();
    }

    /// <inheritdoc/>
    public override int Receive(byte[] source, int offset, int count, long now)
    {
        _liveness.Heard(now);
        int taken = 0;
        int more;
        do
        {
            more = Fault == Fault.None ? _scanner.Append(source, offset + taken, count - taken) : count - taken;
            taken += more;
            Pump();
        }
        while (more > 0 && taken < count);

        return taken;
    }

    /// <inheritdoc/>
    public override int Transmit(byte[] target, int offset, int count)
    {
        Pump();
        int taken = _session.Out.Take(target, offset, count);
        if (taken > 0)
        {
            _liveness.Said();
            Pump();
        }

        return taken;
    }

    /// <inheritdoc/>
    public override void Tick(long now)
    {
        _session.Now = now;
        _lastTick = now;
        if (Fault != Fault.None || _negotiation.Phase == Phase.Closed)
        {
            return;
        }

        Pump();
        if (_negotiation.Phase == Phase.Working)
        {
            _negotiation.Work();
            _liveness.Heard(now);
        }
        else if (IsOnline)
        {
            TickOnline(now);
        }
        else if (now >= _liveness.LoginDeadline)
        {
            Fail(Fault.Timeout);
        }

        Finish();
    }

    /// <inheritdoc/>
    public override void Closed(long now)
    {
        _session.Now = now;
        _liveness.Closed();
        _negotiation.Close();
        _session.Acks.Suspend();
        _session.Out.Reset();
    }

    /// <summary>Ends the stream in good order: after it nothing can be resumed.</summary>
    public void Goodbye()
    {
        if (IsOnline)
        {
            _session.Out.Text("<presence type='unavailable'/>");
        }

        if (_negotiation.Phase != Phase.Closed)
        {
            _session.Out.Text("</stream:stream>");
        }

        _session.Acks.Forget();
        Fault = Fault.ClosedByPeer;
    }

    /// <summary>Looks at what came, as long as answers fit.</summary>
    private void Pump()
    {
        bool more = true;
        while (more && Fault == Fault.None && _negotiation.Phase != Phase.Working && _session.Out.HasRoom)
        {
            more = Handle(_scanner.Scan());
            if (_negotiation.Restarts)
            {
                _negotiation.Restarts = false;
                _scanner.Restart();
            }

            Finish();
        }
    }

    private bool Handle(ScanEvent found)
    {
        switch (found)
        {
            case ScanEvent.StreamOpen:
                _negotiation.Header(_stanza);
                return true;
            case ScanEvent.Stanza:
                HandleStanza();
                return true;
            case ScanEvent.Oversized:
                if (!IsOnline || !_router.RouteOversized())
                {
                    Fail(Fault.TooLarge);
                }

                return true;
            case ScanEvent.StreamClose:
                Fail(Fault.ClosedByPeer);
                return false;
            case ScanEvent.Malformed:
                Fail(Fault.NotWellFormed);
                return false;
            case ScanEvent.TooLarge:
                Fail(Fault.TooLarge);
                return false;
            default:
                return false;
        }
    }

    private void HandleStanza()
    {
        if (_stanza.Is(0, Names.Error, Ns.Streams))
        {
            TakeStreamError();
        }
        else if (!IsOnline)
        {
            _negotiation.Handle(_stanza);
        }
        else if (!_router.Route() && !HandleStreamElement())
        {
            Fail(Fault.ProtocolError);
        }

        if (_stanza.Malformed)
        {
            Fail(Fault.NotWellFormed);
        }
    }

    private void TakeStreamError()
    {
        Fault fault = StreamErrors.Read(_stanza, _text);
        OtherHost = fault == Fault.SeeOtherHost ? _text.ToString() : null;
        if (fault != Fault.ServerRestart && fault != Fault.ConnectionLost)
        {
            // Whatever the server disliked must not be sent to it again.
            _session.Acks.Forget();
        }

        Fault = fault;
    }

    /// <summary>Takes an element beside the stanzas; false if there is no such.</summary>
    private bool HandleStreamElement()
    {
        if (_stanza.Is(0, Names.Features, Ns.Streams))
        {
            _negotiation.TakeLateFeatures(_stanza);
            TellState();
            return true;
        }

        if (!_stanza.IsIn(0, Ns.StreamManagement))
        {
            return false;
        }

        if (_stanza.Is(0, Request))
        {
            _session.Acks.WriteAcknowledgement(_session.Out);
        }
        else if (_stanza.Is(0, Acknowledgement))
        {
            TakeAcknowledgement();
        }
        else if (_stanza.Is(0, Enabled))
        {
            _negotiation.TakeEnabled(_stanza);
        }
        else if (_stanza.Is(0, Failed))
        {
            _session.Acks.Forget();
        }

        return true;
    }

    private void TakeAcknowledgement()
    {
        _liveness.Answered();
        if (!_stanza.Attribute(0, H, _text) || !_text.TryNumber(out long h) || !_session.Acks.Acknowledge((uint)h))
        {
            Fail(Fault.ProtocolError);
        }
    }

    private void TellState()
    {
        if (_isInactive && _negotiation.OffersClientState)
        {
            _session.Out.Text("<inactive xmlns='urn:xmpp:csi:0'/>");
        }
    }

    private void TickOnline(long now)
    {
        if (!_liveness.Tick(now))
        {
            Fail(Fault.Timeout);
            return;
        }

        foreach (StanzaModule module in _session.Modules)
        {
            module.Tick(now);
        }
    }

    /// <summary>What has to follow every step: going online, noticing a failed negotiation, planning to ask.</summary>
    private void Finish()
    {
        if (_negotiation.Fault != Fault.None)
        {
            Fail(_negotiation.Fault);
        }

        if (IsOnline && !_wasOnline)
        {
            _wasOnline = true;
            GoOnline();
        }

        if (IsOnline)
        {
            _liveness.Plan();
        }
    }

    private void GoOnline()
    {
        bool resumed = _negotiation.IsResumed;
        if (resumed)
        {
            _session.Pending.Extend(_session.Now + Limits.AnswerMs);
        }
        else
        {
            _session.Pending.FailAll();
            _session.Acks.WriteLeft(_session.Out);
        }

        TellState();
        foreach (StanzaModule module in _session.Modules)
        {
            module.Online(resumed);
        }

        _session.Owner.Online(resumed);
    }

    private void Fail(Fault fault)
    {
        if (Fault != Fault.None)
        {
            return;
        }

        Fault = fault;
        string condition = StreamErrors.Condition(fault);
        if (condition == null)
        {
            return;
        }

        if (fault != Fault.Timeout)
        {
            // The stanza that we could not bear would come again with the resumed session.
            _session.Acks.Forget();
        }

        StanzaWriter target = _session.Out;
        target.TakeBackUnfinished();
        target.Text("<stream:error><");
        target.Text(condition);
        target.Text(" xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>");
    }
}

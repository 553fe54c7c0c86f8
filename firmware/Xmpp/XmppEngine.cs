using Core;
using Core.Bytes;
using Core.Ports;
using Core.Time;
using Xmpp.Xml;

namespace Xmpp;

/// <summary>A client's XMPP stream as an engine: negotiates, routes stanzas, acknowledges, and keeps alive.</summary>
/// <remarks>
/// <code>
/// before Online   element        → Negotiation
/// Online          stanza         → StanzaRouter;  element → StreamElements
/// any             stream:error   → fault;  /stream → fault ClosedByPeer
/// </code>
/// Stanzas are looked at only while the largest answer fits into the queue, so that an answer is never lost.
/// </remarks>
public sealed class XmppEngine : Engine
{
    private readonly XmppSession _session;
    private readonly Stanza _stanza = new();
    private readonly XmlScanner _scanner;
    private readonly StanzaRouter _router;
    private readonly Negotiation _negotiation;
    private readonly Liveness _liveness;
    private readonly StreamElements _elements;
    private bool _wasOnline;
    private long _lastTick;

    /// <summary>An engine for one session; <paramref name="inactive"/>: XEP-0352 is used.</summary>
    public XmppEngine(XmppSession session, ICrypto crypto, IVault vault, KeepAlive keepAlive, bool inactive)
    {
        _session = session;
        _scanner = new XmlScanner(_stanza);
        _router = new StanzaRouter(session, _stanza);
        _negotiation = new Negotiation(session, new Login(session, crypto, vault));
        _liveness = new Liveness(session, keepAlive);
        _elements = new StreamElements(session, _negotiation, _liveness, inactive);
        session.Restore(vault);
    }

    /// <summary>The peer agreed to STARTTLS: the transport is to be upgraded.</summary>
    public bool WantsTls => Fault == Fault.None && _negotiation.Phase == Phase.Securing && _session.Out.IsEmpty;

    /// <summary>Stanzas may flow.</summary>
    public bool IsOnline => Fault == Fault.None && _negotiation.Phase == Phase.Online;

    /// <summary>With <see cref="Fault.SeeOtherHost"/>: the host, perhaps with a port, that the server named.</summary>
    public string OtherHost;

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
        _liveness.Received(now, IsOnline);
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
            if (!_liveness.Tick(now))
            {
                Fail(Fault.Timeout);
            }
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
        _liveness.Closed(now);
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
            more = Handle(_scanner.Scan()) && _scanner.HasMore;
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
                _liveness.Heard(_session.Now);
                _negotiation.Header(_stanza);
                return true;
            case ScanEvent.Stanza:
                HandleStanza();
                return true;
            case ScanEvent.Oversized when IsOnline && _router.RouteOversized():
                return true;
            case ScanEvent.StreamClose:
                _session.Out.Text("</stream:stream>");
                Fail(Fault.ClosedByPeer);
                return false;
            case ScanEvent.None:
                return false;
            default:
                Fail(found == ScanEvent.Malformed ? Fault.NotWellFormed : Fault.TooLarge);
                return false;
        }
    }

    private void HandleStanza()
    {
        // Stanzas are by far the most of what comes, so they are looked for first.
        bool online = IsOnline;
        if (!online || !_router.Route())
        {
            HandleElement(online);
        }

        if (_stanza.Malformed)
        {
            Fail(Fault.NotWellFormed);
        }
    }

    private void HandleElement(bool online)
    {
        if (_stanza.Is(0, Names.Error, Ns.Streams))
        {
            bool secured = _negotiation.IsSecured;
            Fault = StreamErrors.Read(_stanza, _session.Scratch, secured);
            OtherHost = Fault == Fault.SeeOtherHost ? _session.Scratch.ToString() : null;
            if (secured && StreamErrors.IsAboutUs(Fault))
            {
                // Whatever the server disliked must not be sent to it again.
                _session.Acks.Forget();
            }
        }
        else if (!online)
        {
            _liveness.Heard(_session.Now);
            _negotiation.Handle(_stanza);
        }
        else if (!_elements.Handle(_stanza))
        {
            Fail(Fault.ProtocolError);
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
            _elements.TellState();
            _session.GoOnline(_negotiation.IsResumed);
        }

        _liveness.Plan();
    }

    private void Fail(Fault fault)
    {
        if (Fault != Fault.None)
        {
            return;
        }

        Fault = fault;
        string condition = StreamErrors.Condition(fault);
        if (condition == null || (fault == Fault.Timeout && _session.Acks.CanResume))
        {
            // A stream that we closed could not be resumed (XEP-0198 §4), and after silence that is what we want.
            return;
        }

        if (fault != Fault.Timeout && _negotiation.IsSecured)
        {
            // What we could not bear would come again with the resumed session. Before TLS it is not the server's.
            _session.Acks.Forget();
        }

        StreamErrors.Write(_session.Out, condition);
    }
}

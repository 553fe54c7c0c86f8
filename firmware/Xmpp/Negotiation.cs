using Core;
using Core.Bytes;
using Xmpp.Xml;

namespace Xmpp;

/// <summary>Everything between an open transport and the first stanza (RFC 6120 §4 to §7; XEP-0198, XEP-0386, 0388,
/// 0484).</summary>
/// <remarks>
/// <code>
/// Closed          Opened        → Header; by direct TLS with a token: authentication goes out in the same flight
/// Header          stream        → Features
/// Features        not secured   → Proceed
///                 not authenticated → Authenticating
///                 can resume    → Resuming
///                 else          → Binding
/// Proceed         proceed       → Securing, then as Opened
/// Authenticating  challenge     → Authenticating, or Working and then Authenticating
///                 success       → SASL: Header; SASL2: Online, or Features if nothing was bound
///                 failure       → token: Authenticating by password; else fault
/// Resuming        resumed       → Online;  failed → Binding
/// Binding         result        → Online
/// </code>
/// </remarks>
public sealed class Negotiation
{
    private const ulong StreamName = 0x6D61657274730008; // stream
    private const ulong ProceedName = 0x646565636F727000; // proceed

    private readonly XmppSession _session;
    private readonly Features _features = new();
    private readonly Login _login;
    private readonly SessionStart _start;
    private bool _authenticated;
    private bool _seenFeatures;
    private bool _resumes;

    /// <summary>Inside TLS: what is said is said by the server.</summary>
    public bool IsSecured;

    /// <summary>Where it stands.</summary>
    public Phase Phase;

    /// <summary>Why it failed.</summary>
    public Fault Fault;

    /// <summary>The session that is online was resumed.</summary>
    public bool IsResumed;

    /// <summary>The stream begins anew on the same transport: the scanner has to expect a header.</summary>
    public bool Restarts;

    /// <summary>Negotiation of this session.</summary>
    public Negotiation(XmppSession session, Login login)
    {
        _session = session;
        _login = login;
        _start = new SessionStart(session, _features);
    }

    /// <summary>The server wants client states (XEP-0352).</summary>
    public bool OffersClientState => _features.ClientState;

    /// <summary>The transport is up, inside TLS or not.</summary>
    public void Open(bool secured)
    {
        Fault = Fault.None;
        IsSecured = secured;
        _authenticated = false;
        WriteHeader();
        if (secured && _login.Memory.HasToken(_session.UnixTimeMs))
        {
            _resumes = _session.Acks.CanResume;
            _login.StartByToken(_resumes);
            WriteEarly();
        }
    }

    /// <summary>The transport is gone.</summary>
    public void Close()
    {
        _login.Closed(Phase > Phase.Header);
        Phase = Phase.Closed;
    }

    /// <summary>The server's stream header came.</summary>
    public void Header(Stanza header)
    {
        if (Phase != Phase.Header || !header.Is(0, StreamName, Ns.Streams))
        {
            Fail(Fault.ProtocolError);
            return;
        }

        Phase = Phase.Features;
    }

    /// <summary>Takes an element before the session is online.</summary>
    public void Handle(Stanza stanza)
    {
        switch (Phase)
        {
            case Phase.Features:
                TakeFeatures(stanza);
                break;
            case Phase.Proceed:
                Phase = Phase.Securing;
                Require(stanza.Is(0, ProceedName, Ns.Tls), Fault.TlsUnavailable);
                break;
            case Phase.Authenticating:
                Authenticate(_login.Handle(stanza), stanza);
                break;
            case Phase.Resuming:
                Follow(_start.TakeResumption(stanza));
                break;
            case Phase.Binding:
                Follow(_start.TakeBinding(stanza));
                break;
            default:
                Fail(Fault.ProtocolError);
                break;
        }
    }

    /// <summary>The server confirms what was asked of it after binding.</summary>
    public void TakeEnabled(Stanza stanza) => _start.TakeEnabled(stanza, 0);

    /// <summary>Features come again once the session is online.</summary>
    public void TakeLateFeatures(Stanza stanza) => _features.Read(stanza);

    /// <summary>Goes on computing.</summary>
    public void Work()
    {
        if (_login.Work())
        {
            return;
        }

        Phase = Phase.Authenticating;
        Require(_login.Fault == Fault.None, _login.Fault);
    }

    private void WriteHeader()
    {
        StanzaWriter target = _session.Out;
        target.Text("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='");
        target.Escaped(_session.Account.Domain);
        if (IsSecured)
        {
            // Servers offer SASL2 and tokens only to those they know; before TLS the name would be open to all.
            target.Text("' from='");
            target.Escaped(_session.Account.BareJid);
        }

        target.Text("' version='1.0'>");
        Phase = Phase.Header;
        _seenFeatures = false;
        _session.PresenceSent = false;
    }

    /// <summary>What may be sent before the server has answered: only towards one that took our token before.</summary>
    private void WriteEarly()
    {
        if (_resumes)
        {
            return;
        }

        _session.Acks.Requested();
        if (!_login.Memory.IsProven)
        {
            return;
        }

        foreach (StanzaModule module in _session.Modules)
        {
            module.Early();
        }
    }

    private void TakeFeatures(Stanza stanza)
    {
        if (!stanza.Is(0, Names.Features, Ns.Streams))
        {
            Fail(Fault.ProtocolError);
            return;
        }

        _features.Read(stanza);
        bool sentByToken = !_seenFeatures && _login.IsUnderWay;
        _seenFeatures = true;
        if (!IsSecured)
        {
            Require(_features.StartTls, Fault.TlsUnavailable);
            _session.Out.Text("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
            Phase = Phase.Proceed;
        }
        else if (!_authenticated)
        {
            _login.Memory.SeeFeatures((_features.Mechanisms & Mechanisms.AnyScram) != 0, _features.Fast);
            Phase = Phase.Authenticating;
            if (!sentByToken)
            {
                StartLogin();
            }
        }
        else if (_session.Acks.CanResume && _features.StreamManagement && !_resumes)
        {
            _resumes = true;
            _session.Acks.WriteResume(_session.Out);
            Phase = Phase.Resuming;
        }
        else
        {
            Follow(_start.Bind());
        }
    }

    private void StartLogin()
    {
        _resumes = _session.Acks.CanResume && _features.InlineResume;
        bool started = _login.Start(_features, _resumes);
        Require(started, _login.Fault);
        if (started && _features.Sasl2 && !_resumes)
        {
            _session.Acks.Requested();
        }
    }

    private void Authenticate(LoginStep step, Stanza stanza)
    {
        switch (step)
        {
            case LoginStep.Working:
                Phase = Phase.Working;
                break;
            case LoginStep.Success:
                Authenticated(stanza);
                break;
            case LoginStep.TokenRefused:
                _session.PresenceSent = false;
                StartLogin();
                break;
            case LoginStep.Failed:
                Fail(_login.Fault);
                break;
        }
    }

    private void Authenticated(Stanza stanza)
    {
        _authenticated = true;
        _login.End();
        if (!stanza.IsIn(0, Ns.Sasl2))
        {
            _resumes = false;
            Restarts = true;
            WriteHeader();
            return;
        }

        int identifier = stanza.Child(0, Utf8.Bytes("authorization-identifier"), null);
        Slice text = _session.Scratch;
        bool bound = identifier != Stanza.None && stanza.Text(identifier, text) && Jid.IsFull(text)
            && _session.Bind(text);
        StartStep step = _start.TakeInline(stanza, _resumes);
        Require(bound || step != StartStep.Started, Fault.ProtocolError);
        Follow(step);
    }

    /// <summary>Goes where the start of the session leads.</summary>
    private void Follow(StartStep step)
    {
        switch (step)
        {
            case StartStep.Bind:
                Phase = Phase.Binding;
                break;
            case StartStep.Features:
                Phase = Phase.Features;
                break;
            case StartStep.Failed:
                Fail(_start.Fault);
                break;
            default:
                IsResumed = step == StartStep.Resumed;
                Phase = Phase.Online;
                break;
        }
    }

    private void Require(bool condition, Fault fault)
    {
        Fault = condition || Fault != Fault.None ? Fault : fault;
    }

    private void Fail(Fault fault) => Require(false, fault);
}

using Core;
using Core.Bytes;
using Core.Ports;
using Xmpp.Auth;
using Xmpp.Xml;

namespace Xmpp;

/// <summary>Authentication by SASL (RFC 6120 §6) or SASL2 (XEP-0388) with tokens (XEP-0484).</summary>
/// <remarks>
/// <code>
/// SASL   auth         { challenge response } success | failure
/// SASL2  authenticate { challenge response } success | failure
/// </code>
/// </remarks>
public sealed class Login
{
    private const ulong SuccessName = 0x7373656363757300; // success
    private const ulong TokenName = 0x6E656B6F74000010; // token
    private const ulong Expiry = 0x7972697078650008; // expiry

    private readonly XmppSession _session;
    private readonly ICrypto _crypto;
    private readonly IVault _vault;
    private readonly ByteWriter _response = new(Limits.SaslMessage);
    private readonly byte[] _data = new byte[Limits.SaslMessage];
    private SaslMechanism _mechanism;
    private SaslMechanism _salting;     // interrupted in the middle of its computation
    private bool _sasl2;
    private bool _byToken;

    /// <summary>What is remembered of the server.</summary>
    public readonly LoginMemory Memory;

    /// <summary>Why it failed.</summary>
    public Fault Fault;

    /// <summary>We have spoken, and neither success nor failure has come.</summary>
    public bool IsUnderWay => _mechanism != null;

    /// <summary>Authentication of this session's account.</summary>
    public Login(XmppSession session, ICrypto crypto, IVault vault)
    {
        _session = session;
        _crypto = crypto;
        _vault = vault;
        Memory = new LoginMemory(vault, crypto, session.Account.BareJid);
    }

    /// <summary>Speaks first by token, before the server's features are known. With <paramref name="resumes"/> the old
    /// session is asked for, else a new one.</summary>
    public void StartByToken(bool resumes)
    {
        _mechanism = new HashedToken(_session.Account.User, _crypto) { Token = Memory.Token };
        _sasl2 = true;
        _byToken = true;
        Begin(resumes, false);
    }

    /// <summary>Speaks first with what the features allow; false if nothing is acceptable.</summary>
    public bool Start(Features features, bool resumes)
    {
        _mechanism = MechanismChoice.Choose(features.Mechanisms, _session.Account, Memory.OffersScram, _crypto, _vault);
        if (_mechanism != null && _salting != null && _salting.Name == _mechanism.Name)
        {
            // A slow device may need more than one connection to salt its password: it goes on where it was.
            _mechanism = _salting;
        }

        _sasl2 = features.Sasl2;
        _byToken = false;
        Fault = _mechanism == null ? Fault.NoMechanism : Fault.None;
        if (_mechanism != null)
        {
            Begin(resumes && features.InlineResume, features.Fast);
        }

        return Fault == Fault.None;
    }

    /// <summary>Takes an element of the authentication.</summary>
    public LoginStep Handle(Stanza stanza)
    {
        if (_mechanism == null || !stanza.IsIn(0, _sasl2 ? Ns.Sasl2 : Ns.Sasl))
        {
            return Fail(Fault.ProtocolError);
        }

        if (stanza.Is(0, Utf8.Bytes("challenge")))
        {
            return Challenge(stanza);
        }

        return stanza.Is(0, SuccessName) ? Succeed(stanza)
            : stanza.Is(0, Names.Failure) ? Refused(stanza) : Fail(Fault.ProtocolError);
    }

    /// <summary>Does one slice of a long computation; false when it is done and the response is written.</summary>
    public bool Work()
    {
        if (_mechanism.Work(_response))
        {
            _salting = _mechanism;
            return true;
        }

        _salting = null;
        Fault = Answered();
        if (Fault == Fault.None)
        {
            Respond();
        }

        return false;
    }

    /// <summary>Lets go of the mechanism and its secrets: they are needed only for moments.</summary>
    public void End() => _mechanism = null;

    /// <summary>The connection has ended; if the server had <paramref name="spoken"/>, a token that it said nothing of
    /// may be why.</summary>
    public void Closed(bool spoken)
    {
        if (spoken && _byToken && IsUnderWay)
        {
            Memory.Doubt();
        }

        End();
    }

    private void Begin(bool resumes, bool wantsToken)
    {
        _response.Clear();
        _mechanism.Start(_response);
        Fault = _mechanism.Fault == Fault.None && _response.Overflow ? Fault.NotConfigured : _mechanism.Fault;
        if (Fault != Fault.None)
        {
            return;
        }

        StanzaWriter target = _session.Out;
        target.Text(_sasl2 ? "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='"
            : "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='");
        target.Text(_mechanism.Name);
        target.Text("'>");
        if (!_sasl2)
        {
            WriteResponse(target);
            target.Text("</auth>");
            return;
        }

        target.Text("<initial-response>");
        WriteResponse(target);
        target.Text("</initial-response><user-agent id='");
        Memory.WriteAgentId(target);
        target.Text("'/>");
        if (_byToken)
        {
            target.Text("<fast xmlns='urn:xmpp:fast:0'/>");
        }
        else if (wantsToken)
        {
            target.Text("<request-token xmlns='urn:xmpp:fast:0' mechanism='HT-SHA-256-NONE'/>");
        }

        WriteSession(target, resumes);
        target.Text("</authenticate>");
    }

    private void WriteSession(StanzaWriter target, bool resumes)
    {
        if (resumes)
        {
            _session.Acks.WriteResume(target);
            return;
        }

        target.Text("<bind xmlns='urn:xmpp:bind:0'><tag>");
        target.Escaped(_session.Account.Resource);
        target.Text("</tag><enable xmlns='urn:xmpp:sm:3' resume='true'/></bind>");
    }

    private void WriteResponse(StanzaWriter target)
    {
        if (_response.Count == 0)
        {
            // An empty response, as against none (RFC 6120 §6.4.2).
            target.Byte('=');
            return;
        }

        Base64.Encode(_response.Buffer, 0, _response.Count, target);
    }

    private void Respond()
    {
        StanzaWriter target = _session.Out;
        target.Text(_sasl2 ? "<response xmlns='urn:xmpp:sasl:2'>"
            : "<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>");
        Base64.Encode(_response.Buffer, 0, _response.Count, target);
        target.Text("</response>");
    }

    private LoginStep Challenge(Stanza stanza)
    {
        int length = ReadBase64(stanza, 0);
        if (length < 0)
        {
            return Fail(Fault.ProtocolError);
        }

        _response.Clear();
        SaslStep step = _mechanism.Challenge(_data, 0, length, _response);
        if (step == SaslStep.Working)
        {
            return LoginStep.Working;
        }

        Fault = Answered();
        if (Fault != Fault.None)
        {
            return LoginStep.Failed;
        }

        Respond();
        return LoginStep.Wait;
    }

    /// <summary>Why there is no response to a challenge; one so long that ours does not fit is no good one.</summary>
    private Fault Answered() =>
        _mechanism.Fault == Fault.None && _response.Overflow ? Fault.ProtocolError : _mechanism.Fault;

    private LoginStep Succeed(Stanza stanza)
    {
        int holder = _sasl2 ? stanza.Child(0, Utf8.Bytes("additional-data"), null) : 0;
        int length = holder == Stanza.None ? 0 : ReadBase64(stanza, holder);
        if (length < 0 || !_mechanism.Succeeded(_data, 0, length))
        {
            return Fail(length < 0 ? Fault.ProtocolError : _mechanism.Fault);
        }

        if (_byToken)
        {
            Memory.Prove();
        }

        int token = stanza.Child(0, TokenName, Ns.Fast);
        if (token != Stanza.None)
        {
            KeepToken(stanza, token);
        }

        return LoginStep.Success;
    }

    private void KeepToken(Stanza stanza, int token)
    {
        long expiry = stanza.Attribute(token, Expiry, _session.Scratch) ? Timestamp.Parse(_session.Scratch) : 0;
        if (stanza.Attribute(token, TokenName, _session.Scratch))
        {
            Memory.Keep(_session.Scratch, expiry);
        }
    }

    private LoginStep Refused(Stanza stanza)
    {
        if (!_byToken || SaslFailures.IsPassing(stanza))
        {
            End();
            return Fail(SaslFailures.Read(stanza));
        }

        Memory.ForgetToken();
        return LoginStep.TokenRefused;
    }

    /// <summary>Decodes the text of an element; -1 if it is malformed or too long.</summary>
    private int ReadBase64(Stanza stanza, int element)
    {
        Slice text = _session.Scratch;
        if (!stanza.Text(element, text))
        {
            return -1;
        }

        bool empty = text.Count == 1 && text.Bytes[text.Offset] == '=';
        return empty ? 0 : Base64.Decode(text.Bytes, text.Offset, text.Count, _data, 0);
    }

    private LoginStep Fail(Fault fault)
    {
        Fault = fault;
        return LoginStep.Failed;
    }
}

using Core;
using Core.Bytes;
using Xmpp.Xml;

namespace Xmpp;

/// <summary>Resumes the old session or binds a new one (RFC 6120 §7, XEP-0198 §5, XEP-0386).</summary>
/// <remarks>
/// <code>
/// inline    success { resumed } → Resumed;  { bound { enabled } } → Started;  neither → Features
/// classic   resumed → Resumed;  failed → Bind;  iq result { jid } → Started, and asks to enable acknowledgements
/// </code>
/// </remarks>
public sealed class SessionStart
{
    private const ulong BoundName = 0x646E756F62000010; // bound
    private const ulong EnabledName = 0x64656C62616E6500; // enabled
    private const ulong ResumedName = 0x64656D7573657200; // resumed
    private const ulong FailedName = 0x64656C6961660008; // failed
    private const ulong H = 0x6800000000000030; // h

    private readonly XmppSession _session;
    private readonly Features _features;

    /// <summary>Why it failed.</summary>
    public Fault Fault;

    /// <summary>Starts sessions with a server that offers <paramref name="features"/>.</summary>
    public SessionStart(XmppSession session, Features features)
    {
        _session = session;
        _features = features;
    }

    /// <summary>Reads what authentication by SASL2 has brought with it.</summary>
    public StartStep TakeInline(Stanza success, bool resumes)
    {
        if (resumes)
        {
            int resumed = success.Child(0, ResumedName, Ns.StreamManagement);
            if (resumed != Stanza.None)
            {
                return Resume(success, resumed);
            }

            GiveUp(success, success.Child(0, FailedName, Ns.StreamManagement));
        }

        int bound = success.Child(0, BoundName, Ns.Bind2);
        if (bound == Stanza.None)
        {
            return StartStep.Features;
        }

        int enabled = success.Child(bound, EnabledName, Ns.StreamManagement);
        if (enabled == Stanza.None)
        {
            _session.Acks.Forget();
        }
        else
        {
            TakeEnabled(success, enabled);
        }

        return StartStep.Started;
    }

    /// <summary>Reads the answer to <c>&lt;resume/&gt;</c>.</summary>
    public StartStep TakeResumption(Stanza answer)
    {
        if (answer.Is(0, ResumedName, Ns.StreamManagement))
        {
            return Resume(answer, 0);
        }

        if (!answer.Is(0, FailedName, Ns.StreamManagement))
        {
            return Fail(Fault.ProtocolError);
        }

        GiveUp(answer, 0);
        return Bind();
    }

    /// <summary>Asks for an address.</summary>
    public StartStep Bind()
    {
        if (!_features.Bind)
        {
            return Fail(Fault.ProtocolError);
        }

        StanzaWriter target = _session.Out;
        target.Text("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>");
        target.Escaped(_session.Account.Resource);
        target.Text("</resource></bind></iq>");
        return StartStep.Bind;
    }

    /// <summary>Reads the address, and asks for acknowledgements in the same flight as the first stanzas.</summary>
    public StartStep TakeBinding(Stanza answer)
    {
        bool answers = answer.Is(0, Names.Iq, Ns.Client) && answer.AttributeIs(0, Names.Id, Utf8.Bytes("bind"));
        bool good = answers && answer.AttributeIs(0, Names.Type, Utf8.Bytes("result"));
        int bind = good ? answer.Child(0, Names.Bind, Ns.Bind) : Stanza.None;
        int jid = bind == Stanza.None ? Stanza.None : answer.Child(bind, Names.Jid, null);
        if (jid == Stanza.None || !answer.Text(jid, _session.Scratch) || !_session.Bind(_session.Scratch))
        {
            // An error here is a limit of the server: too many sessions, or the resource is taken.
            return Fail(answers ? Fault.ServerBusy : Fault.ProtocolError);
        }

        if (_features.StreamManagement)
        {
            _session.Out.Text("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
            _session.Acks.Requested();
        }

        return StartStep.Started;
    }

    /// <summary>The server acknowledges from now on.</summary>
    public void TakeEnabled(Stanza stanza, int enabled)
    {
        if (!stanza.Attribute(enabled, Names.Id, _session.Scratch))
        {
            _session.Scratch.Set(stanza.Arena, 0, 0);
        }

        _session.Acks.Enabled(_session.Scratch);
    }

    private StartStep Resume(Stanza stanza, int element)
    {
        Slice text = _session.Scratch;
        if (!stanza.Attribute(element, H, text) || !text.TryNumber(out long h) || !_session.Acks.Resumed(h))
        {
            return Fail(Fault.ProtocolError);
        }

        _session.Acks.WriteAgain(_session.Out);
        return StartStep.Resumed;
    }

    /// <summary>The old session is gone; what the server had received of it need not be sent again.</summary>
    private void GiveUp(Stanza stanza, int failed)
    {
        Slice text = _session.Scratch;
        if (failed != Stanza.None && stanza.Attribute(failed, H, text) && text.TryNumber(out long h))
        {
            _session.Acks.Acknowledge(h);
        }

        _session.Acks.Lose();
    }

    private StartStep Fail(Fault fault)
    {
        Fault = fault;
        return StartStep.Failed;
    }
}

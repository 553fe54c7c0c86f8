using Core;
using Core.Bytes;
using Xmpp.Xml;

namespace Xmpp;

/// <summary>Brings each stanza to the module that understands it, and answers what none does (RFC 6120 §8.2.3,
/// §8.3.3.19).</summary>
public sealed class StanzaRouter
{
    private static readonly string Cancel = "cancel";
    private static readonly string ServiceUnavailable = "service-unavailable";

    private readonly XmppSession _session;
    private readonly Received _received;
    private readonly Slice _namespace = new();

    /// <summary>Routes what stands in <paramref name="stanza"/>.</summary>
    public StanzaRouter(XmppSession session, Stanza stanza)
    {
        _session = session;
        _received = new Received(stanza);
    }

    /// <summary>Routes the stanza; false if it is none.</summary>
    public bool Route()
    {
        if (!_received.Read())
        {
            return false;
        }

        _session.Acks.CountReceived();
        if (IsUnreadable)
        {
            return true;
        }

        if (_received.Id.Count > Limits.StanzaId || _received.From.Count > Limits.Jid)
        {
            // A full answer might not fit beside such an id or address; a refusal does.
            Refuse();
            return true;
        }

        switch (_received.Kind)
        {
            case StanzaKind.Iq:
                RouteIq();
                break;
            case StanzaKind.Message:
                RouteMessage();
                break;
            default:
                RoutePresence();
                break;
        }

        return true;
    }

    /// <summary>A stanza went by that was too large to read: a request gets its answer all the same, and whoever waits
    /// for an answer of ours learns that it came, though not what was in it.</summary>
    public bool RouteOversized()
    {
        if (!_received.Read())
        {
            return false;
        }

        _session.Acks.CountReceived();
        if (!IsUnreadable && _received.Kind == StanzaKind.Iq && !RouteAnswer())
        {
            Refuse();
        }

        return true;
    }

    /// <summary>The stanza's own tag cannot be read: a sender that seems absent would be taken for the server, so
    /// nothing may come of it.</summary>
    private bool IsUnreadable => _received.Stanza.Malformed || _received.Stanza.Exceeds;

    private void Refuse()
    {
        if (_received.Kind == StanzaKind.Iq && (_received.IsGet || _received.IsSet))
        {
            _session.Out.Error(_received, "modify", "policy-violation");
        }
    }

    private bool RouteAnswer()
    {
        bool answers = _received.IsResult || _received.IsError;
        if (answers)
        {
            _session.Pending.Answer(_received, _session.FullJid);
        }

        return answers;
    }

    private void RouteIq()
    {
        if (RouteAnswer())
        {
            return;
        }

        int payload = _received.Payload;
        bool wellFormed = (_received.IsGet || _received.IsSet) && payload != Stanza.None && _received.Id.Count > 0
            && _received.Stanza.NextSibling(payload) == Stanza.None;
        if (!wellFormed)
        {
            _session.Out.Error(_received, "modify", "bad-request");
            return;
        }

        _received.Stanza.Namespace(payload, _namespace);
        foreach (StanzaModule module in _session.Modules)
        {
            if (Understands(module.Namespaces) && module.Answer(_received))
            {
                return;
            }
        }

        _session.Out.Error(_received, Cancel, ServiceUnavailable);
    }

    private bool Understands(byte[][] namespaces)
    {
        for (int i = 0; i < namespaces.Length; i++)
        {
            if (_namespace.Is(namespaces[i]))
            {
                return true;
            }
        }

        return false;
    }

    private void RouteMessage()
    {
        foreach (StanzaModule module in _session.Modules)
        {
            if (module.Message(_received))
            {
                return;
            }
        }
    }

    private void RoutePresence()
    {
        foreach (StanzaModule module in _session.Modules)
        {
            if (module.Presence(_received))
            {
                return;
            }
        }
    }
}

using System.Xml.Linq;

namespace HostSim.XmppServer.Messaging;

/// <summary>
/// Stanzas as clients send them: checked, stamped with their true sender, and handed on (RFC 6120 §8.1).
/// </summary>
internal sealed class InboundStanzas(XmppDomain domain)
{
    private static readonly StanzaFault BlockedByUs =
        new("cancel", "not-acceptable", null, new XElement(Xmlns.BlockingErrors + "blocked"));

    public void Handle(XElement stanza, Resource sender)
    {
        if (!Honest(stanza, sender))
        {
            sender.Session?.Fail("invalid-from", null);
            return;
        }

        XElement stamped = Stanzas.Readdressed(stanza, sender.Jid, null);
        if (Flaw(stamped) is { } fault)
        {
            Refuse(stamped, sender, fault);
            return;
        }

        switch (stamped.Name.LocalName)
        {
            case "presence":
                domain.Presence.FromClient(stamped, sender);
                break;
            case "message":
                Message(stamped, sender);
                break;
            default:
                Query(stamped, sender);
                break;
        }
    }

    private void Message(XElement message, Resource sender)
    {
        Jid to = message.To() ?? sender.Account.Jid;
        XElement addressed = message.To() is null ? Stanzas.Readdressed(message, null, to) : message;
        if (Blocked(sender, to))
        {
            Refuse(addressed, sender, BlockedByUs);
            return;
        }

        domain.Carbons.Sent(addressed, sender);
        domain.Router.Route(addressed);
    }

    // RFC 6120 §10.3.3: a query without an address is for the sender's own account.
    private void Query(XElement iq, Resource sender)
    {
        if (iq.To() is null)
        {
            domain.Services.ToAccount(iq, sender.Jid, null, sender.Account);
        }
        else if (Blocked(sender, iq.To()!))
        {
            Refuse(iq, sender, BlockedByUs);
        }
        else
        {
            domain.Router.Route(iq);
        }
    }

    private static bool Blocked(Resource sender, Jid to) => sender.Account.Blocks(to) && !to.SameBare(sender.Jid);

    private static bool Honest(XElement stanza, Resource sender)
    {
        string? claimed = (string?)stanza.Attribute("from");
        return claimed is null
            || (Jid.TryParse(claimed, out Jid? jid) && (jid == sender.Jid || jid == sender.Jid.Bare));
    }

    private static StanzaFault? Flaw(XElement stanza)
    {
        if (stanza.Attribute("to") is not null && stanza.To() is null)
        {
            return StanzaFault.JidMalformed;
        }

        if (stanza.Name.LocalName != "iq")
        {
            return null;
        }

        // RFC 6120 §8.2.3: an id always, and exactly one child in a request.
        bool valid = !string.IsNullOrEmpty(stanza.Id()) && stanza.Type() is "get" or "set" or "result" or "error";
        bool sound = !stanza.IsRequest() || stanza.Elements().Count() == 1;
        return valid && sound ? null : StanzaFault.BadRequest;
    }

    private static void Refuse(XElement stanza, Resource sender, StanzaFault fault)
    {
        if (!stanza.IsError() && stanza.Type() != "result")
        {
            sender.Deliver(Stanzas.ErrorFor(stanza, fault));
        }
    }
}

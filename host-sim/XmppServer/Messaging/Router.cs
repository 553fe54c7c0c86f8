using System.Xml.Linq;

namespace HostSim.XmppServer.Messaging;

/// <summary>
/// Where a stanza goes (RFC 6120 §10): the server itself, one of its accounts, a component, or nowhere, because there
/// is no other server.
/// </summary>
internal sealed class Router(XmppDomain domain)
{
    /// <summary>Routes a stanza whose 'from' is already certain.</summary>
    public void Route(XElement stanza)
    {
        if (stanza.To() is not { } to || stanza.From() is not { } from)
        {
            return;
        }

        if (to.Domain == domain.Name)
        {
            Local(stanza, from, to);
        }
        else if (domain.Components.TryGetValue(to.Domain, out IComponent? component))
        {
            component.Handle(stanza, from, to);
        }
        else
        {
            Bounce(stanza, StanzaFault.RemoteServerNotFound);
        }
    }

    /// <summary>
    /// Tells the sender, unless the stanza is an error or an answer itself (RFC 6120 §8.3.1), or presence.
    /// </summary>
    public void Bounce(XElement stanza, StanzaFault fault)
    {
        bool answerable = stanza.IsRequest() || (stanza.Name.LocalName == "message" && !stanza.IsError());
        if (answerable)
        {
            Route(Stanzas.ErrorFor(stanza, fault));
        }
    }

    /// <summary>A stanza its resource never acknowledged before it ended.</summary>
    public void Undelivered(XElement stanza, Resource lost)
    {
        if (stanza.Name.LocalName == "message" && stanza.To() is { } to && to.SameBare(lost.Jid))
        {
            domain.Delivery.Redeliver(stanza, to, lost.Account);
        }
        else if (stanza.IsRequest() && stanza.From() is not null)
        {
            Bounce(stanza, StanzaFault.ServiceUnavailable);
        }
    }

    private void Local(XElement stanza, Jid from, Jid to)
    {
        if (to.Local is not null)
        {
            domain.Delivery.ToAccount(stanza, from, to);
        }
        else if (stanza.Name.LocalName == "iq")
        {
            domain.Services.ToServer(stanza, from, to);
        }
    }
}

using System.Xml.Linq;

namespace HostSim.XmppServer.Messaging;

/// <summary>
/// Stanzas for an account (RFC 6121 §8.5):
/// <code>
///               full JID, connected   full JID, gone     bare JID
/// normal, chat  that resource         as bare JID        all available >= 0, else stored
/// groupchat     that resource         error              error
/// headline      that resource         dropped            all available >= 0, else dropped
/// error         that resource         dropped            dropped
/// iq            that resource         error              the server answers
/// </code>
/// </summary>
internal sealed class AccountDelivery(XmppDomain domain)
{
    public void ToAccount(XElement stanza, Jid from, Jid to)
    {
        Account? account = domain.Accounts.Find(to);
        bool presence = stanza.Name.LocalName == "presence";
        if (account is null)
        {
            Unknown(stanza, from, to, presence);
        }
        else if (account.Blocks(from) && !from.SameBare(account.Jid))
        {
            domain.Router.Bounce(stanza, StanzaFault.ServiceUnavailable);
        }
        else if (presence)
        {
            domain.Presence.Inbound(stanza, account, from, to);
        }
        else if (stanza.Name.LocalName == "message")
        {
            Message(stanza, account, to);
        }
        else
        {
            Query(stanza, account, from, to);
        }
    }

    /// <summary>Gives a message of an ended session to the account's other resources or stores it.</summary>
    public void Redeliver(XElement message, Jid to, Account account)
    {
        // A message to the bare JID went to the other resources already.
        if (!to.IsBare || !account.Available.Any(resource => resource.Priority >= 0))
        {
            ToBare(message, account);
        }
    }

    /// <summary>
    /// Hands the stored messages to a resource that has just become available; what it cannot take stays.
    /// </summary>
    public static void FlushOffline(Resource resource)
    {
        foreach (XElement message in resource.Account.Offline.TakeAll())
        {
            if (!resource.Deliver(message))
            {
                resource.Account.Offline.Add(message);
            }
        }
    }

    // RFC 6121 §8.5.1: presence tells nobody whether an account exists, save a probe, which may be refused.
    private void Unknown(XElement stanza, Jid from, Jid to, bool presence)
    {
        if (!presence)
        {
            domain.Router.Bounce(stanza, StanzaFault.ServiceUnavailable);
        }
        else if (stanza.Type() == "probe")
        {
            domain.Router.Route(Stanzas.Presence(to.Bare, from, "unsubscribed"));
        }
    }

    private void Query(XElement iq, Account account, Jid from, Jid to)
    {
        if (to.IsBare)
        {
            domain.Services.ToAccount(iq, from, to, account);
        }
        else if (account.Find(to.Resource) is not { } resource || !resource.Deliver(iq))
        {
            domain.Router.Bounce(iq, StanzaFault.ServiceUnavailable);
        }
    }

    private void Message(XElement message, Account account, Jid to)
    {
        if (to.IsBare)
        {
            ToBare(message, account);
        }
        else if (account.Find(to.Resource) is { } resource && resource.Deliver(message))
        {
            domain.Carbons.Received(message, resource);
        }
        else
        {
            ToBare(message, account);
        }
    }

    private void ToBare(XElement message, Account account)
    {
        switch (message.Type())
        {
            case "error":
                break;
            case "groupchat":
                domain.Router.Bounce(message, StanzaFault.ServiceUnavailable);
                break;
            case "headline":
                ToAvailable(message, account);
                break;
            default:
                if (!ToAvailable(message, account))
                {
                    Store(message, account);
                }

                break;
        }
    }

    private static bool ToAvailable(XElement message, Account account)
    {
        bool delivered = false;
        foreach (Resource resource in account.Available.Where(one => one.Priority >= 0).ToArray())
        {
            delivered |= resource.Deliver(message);
        }

        return delivered;
    }

    private void Store(XElement message, Account account)
    {
        if (OfflineStore.Deserves(message) && !account.Offline.Add(message))
        {
            domain.Router.Bounce(message, StanzaFault.ServiceUnavailable);
        }
    }
}

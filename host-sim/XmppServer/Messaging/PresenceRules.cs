using System.Xml.Linq;

namespace HostSim.XmppServer.Messaging;

/// <summary>
/// Who is told about whom (RFC 6121 §4):
/// <code>
/// unavailable --presence--> available --presence--> available --unavailable or end--> unavailable
///             broadcast, probes,      broadcast                broadcast, directed ones too
///             requests, stored messages
/// </code>
/// </summary>
internal sealed class PresenceRules(XmppDomain domain)
{
    /// <summary>A client has sent presence; 'from' is its full JID.</summary>
    public void FromClient(XElement presence, Resource sender)
    {
        string? type = presence.Type();
        if (type == "error" && presence.To() is null)
        {
            return;
        }

        if (presence.To() is { } to)
        {
            FromClientTo(presence, sender, to, type);
        }
        else if (type == "unavailable")
        {
            Unavailable(presence, sender);
        }
        else if (type is not null || !TryPriority(presence, out int priority))
        {
            sender.Deliver(Stanzas.ErrorFor(presence, StanzaFault.BadRequest));
        }
        else
        {
            Available(presence, sender, priority);
        }
    }

    /// <summary>Presence for an account or one of its resources.</summary>
    public void Inbound(XElement presence, Account account, Jid from, Jid to)
    {
        string? type = presence.Type();
        if (type == "probe")
        {
            Probe(account, from);
        }
        else if (SubscriptionRules.IsSubscription(type))
        {
            domain.Subscriptions.Inbound(presence, account, from.Bare);
        }
        else if (to.IsBare)
        {
            ToAvailable(presence, account);
        }
        else
        {
            account.Find(to.Resource)?.Deliver(presence);
        }
    }

    /// <summary>A resource has ended without saying so.</summary>
    public void Gone(Resource resource) =>
        Unavailable(Stanzas.Presence(resource.Jid, null, "unavailable"), resource);

    /// <summary>Shows the account's resources to somebody who may now see them.</summary>
    public void Show(Account account, Jid viewer)
    {
        foreach (Resource resource in account.Available.ToArray())
        {
            domain.Router.Route(Stanzas.Readdressed(resource.Presence!, null, viewer));
        }
    }

    /// <summary>Hides the account's resources from somebody who may no longer see them.</summary>
    public void Withdraw(Account account, Jid viewer)
    {
        foreach (Resource resource in account.Available.ToArray())
        {
            domain.Router.Route(Stanzas.Presence(resource.Jid, viewer, "unavailable"));
        }
    }

    public static void ToAvailable(XElement presence, Account account)
    {
        foreach (Resource resource in account.Available.ToArray())
        {
            resource.Deliver(presence);
        }
    }

    private void FromClientTo(XElement presence, Resource sender, Jid to, string? type)
    {
        if (SubscriptionRules.IsSubscription(type))
        {
            domain.Subscriptions.Outbound(presence, sender);
            return;
        }

        if (type is null && sender.Directed.Count >= domain.Options.Limits.DirectedPresences)
        {
            sender.Deliver(Stanzas.ErrorFor(presence, StanzaFault.ResourceConstraint));
            return;
        }

        if (type is null)
        {
            sender.Directed.Add(to);
        }
        else if (type == "unavailable")
        {
            sender.Directed.Remove(to);
        }

        domain.Router.Route(presence);
    }

    private void Available(XElement presence, Resource sender, int priority)
    {
        bool initial = sender.Presence is null;
        sender.Presence = presence;
        sender.Priority = priority;
        Broadcast(presence, sender.Account);
        domain.Capabilities.Seen(presence, sender);
        if (initial)
        {
            Catchup(sender);
        }

        if (priority >= 0)
        {
            AccountDelivery.FlushOffline(sender);
        }

        if (initial)
        {
            domain.Pep.Arrived(sender);
        }
    }

    // RFC 6121 §4.2: what a newcomer has missed: the own other resources, the contacts, and requests nobody answered.
    private void Catchup(Resource sender)
    {
        foreach (Resource other in sender.Account.Available.Where(one => one != sender).ToArray())
        {
            sender.Deliver(Stanzas.Readdressed(other.Presence!, null, sender.Jid));
        }

        foreach (RosterItem item in sender.Account.Roster.Items.ToArray())
        {
            if (item.To)
            {
                domain.Router.Route(Stanzas.Presence(sender.Jid, item.Jid, "probe"));
            }

            if (item.PendingIn is { } request)
            {
                sender.Deliver(request);
            }
        }
    }

    private void Unavailable(XElement presence, Resource sender)
    {
        if (sender.Presence is not null)
        {
            Broadcast(presence, sender.Account);
            sender.Presence = null;
        }

        foreach (Jid target in sender.Directed.ToArray())
        {
            domain.Router.Route(Stanzas.Readdressed(presence, null, target));
        }

        sender.Directed.Clear();
    }

    private void Broadcast(XElement presence, Account account)
    {
        ToAvailable(Stanzas.Readdressed(presence, null, account.Jid), account);
        foreach (RosterItem item in account.Roster.Items.Where(item => item.From).ToArray())
        {
            domain.Router.Route(Stanzas.Readdressed(presence, null, item.Jid));
        }
    }

    private void Probe(Account account, Jid from)
    {
        if (from.SameBare(account.Jid) || account.Roster.Find(from) is { From: true })
        {
            Show(account, from);
        }
        else
        {
            domain.Router.Route(Stanzas.Presence(account.Jid, from, "unsubscribed"));
        }
    }

    private static bool TryPriority(XElement presence, out int priority)
    {
        priority = 0;
        string? text = (string?)presence.Element(Xmlns.Client + "priority");
        return text is null || (int.TryParse(text, out priority) && priority is >= -128 and <= 127);
    }
}

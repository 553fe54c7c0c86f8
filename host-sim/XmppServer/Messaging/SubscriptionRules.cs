using System.Xml.Linq;

namespace HostSim.XmppServer.Messaging;

/// <summary>
/// The subscription handshake of RFC 6121 §3, both halves:
/// <code>
/// we send       needs         changes                    they send      needs            changes
/// subscribe     -             ask                        subscribe      not from         pending, else answered
/// unsubscribe   -             to and ask go              unsubscribe    from or pending  from and pending go
/// subscribed    pending       from comes, pending goes   subscribed     ask              to comes, ask goes
/// unsubscribed  from/pending  from and pending go        unsubscribed   to or ask        to and ask go
/// </code>
/// </summary>
internal sealed class SubscriptionRules(XmppDomain domain)
{
    public static bool IsSubscription(string? type) =>
        type is "subscribe" or "subscribed" or "unsubscribe" or "unsubscribed";

    /// <summary>Our user says something to a contact; the stanza carries the full 'from' still.</summary>
    public void Outbound(XElement stanza, Resource sender)
    {
        Account account = sender.Account;
        Jid contact = stanza.To()!.Bare;
        XElement bare = Stanzas.Readdressed(stanza, account.Jid, contact);
        if (contact == account.Jid)
        {
            return;
        }

        switch (stanza.Type())
        {
            case "subscribe":
                Ask(bare, sender, contact);
                break;
            case "unsubscribe":
                Unsubscribe(bare, account, contact);
                break;
            case "subscribed":
                Approve(bare, account, contact);
                break;
            default:
                Cancel(bare, account, contact);
                break;
        }
    }

    /// <summary>A contact says something to our user.</summary>
    public void Inbound(XElement stanza, Account account, Jid contact)
    {
        RosterItem? item = account.Roster.Find(contact);
        switch (stanza.Type())
        {
            case "subscribe":
                Asked(stanza, account, contact, item);
                break;
            case "subscribed" when item is { Ask: true }:
                item.To = true;
                item.Ask = false;
                Tell(stanza, account, item);
                break;
            case "unsubscribed" when item is { To: true } or { Ask: true }:
                item.To = false;
                item.Ask = false;
                Tell(stanza, account, item);
                break;
            case "unsubscribe" when item is { From: true } or { PendingIn: not null }:
                Withdrawn(stanza, account, item);
                break;
            default:
                break;
        }
    }

    /// <summary>Both directions end because the contact is removed.</summary>
    public void Sever(Account account, RosterItem item)
    {
        if (item.To || item.Ask)
        {
            domain.Router.Route(Stanzas.Presence(account.Jid, item.Jid, "unsubscribe"));
        }

        if (item.From || item.PendingIn is not null)
        {
            domain.Presence.Withdraw(account, item.Jid);
            domain.Router.Route(Stanzas.Presence(account.Jid, item.Jid, "unsubscribed"));
        }
    }

    /// <summary>Lists a contact with a mutual subscription, as an administrator does.</summary>
    public void Link(Account account, Account other)
    {
        RosterItem? item = account.Roster.FindOrAdd(other.Jid, domain.Options.Limits.RosterItems);
        if (item is null)
        {
            throw new InvalidOperationException($"The roster of {account.Jid} is full.");
        }

        item.To = true;
        item.From = true;
        item.Ask = false;
        item.PendingIn = null;
        item.Listed = true;
        domain.Rosters.Push(account, item);
        domain.Presence.Show(account, other.Jid);
    }

    private void Ask(XElement stanza, Resource sender, Jid contact)
    {
        Account account = sender.Account;
        if (account.Roster.FindOrAdd(contact, domain.Options.Limits.RosterItems) is not { } item)
        {
            sender.Deliver(Stanzas.ErrorFor(stanza, StanzaFault.ResourceConstraint));
            return;
        }

        item.Listed = true;
        item.Ask = !item.To;
        domain.Rosters.Push(account, item);
        domain.Router.Route(stanza);
    }

    private void Unsubscribe(XElement stanza, Account account, Jid contact)
    {
        if (account.Roster.Find(contact) is { } item && (item.To || item.Ask))
        {
            item.To = false;
            item.Ask = false;
            domain.Rosters.Push(account, item);
        }

        domain.Router.Route(stanza);
    }

    private void Approve(XElement stanza, Account account, Jid contact)
    {
        if (account.Roster.Find(contact) is not { PendingIn: not null } item)
        {
            return;
        }

        item.PendingIn = null;
        item.From = true;
        item.Listed = true;
        domain.Rosters.Push(account, item);
        domain.Router.Route(stanza);
        domain.Presence.Show(account, contact);
    }

    private void Cancel(XElement stanza, Account account, Jid contact)
    {
        if (account.Roster.Find(contact) is { } item && (item.From || item.PendingIn is not null))
        {
            End(account, item);
            domain.Router.Route(stanza);
        }
    }

    private void Asked(XElement stanza, Account account, Jid contact, RosterItem? item)
    {
        if (item is { From: true })
        {
            domain.Router.Route(Stanzas.Presence(account.Jid, contact, "subscribed"));
            return;
        }

        item ??= account.Roster.FindOrAdd(contact, domain.Options.Limits.RosterItems);
        if (item is not null)
        {
            item.PendingIn = stanza;
            PresenceRules.ToAvailable(stanza, account);
        }
    }

    private void Withdrawn(XElement stanza, Account account, RosterItem item)
    {
        End(account, item);
        PresenceRules.ToAvailable(stanza, account);
    }

    // They no longer see us: our resources go dark for them before anybody reads of it.
    private void End(Account account, RosterItem item)
    {
        if (item.From)
        {
            domain.Presence.Withdraw(account, item.Jid);
        }

        item.From = false;
        item.PendingIn = null;
        domain.Rosters.Push(account, item);
        if (!item.Listed)
        {
            account.Roster.Remove(item.Jid);
        }
    }

    private void Tell(XElement stanza, Account account, RosterItem item)
    {
        PresenceRules.ToAvailable(stanza, account);
        domain.Rosters.Push(account, item);
    }
}

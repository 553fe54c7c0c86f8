using System.Xml.Linq;
using HostSim.XmppServer.Services;

namespace HostSim.XmppServer.Messaging;

/// <summary>Roster get, set, remove and pushes (RFC 6121 §2), with versions (§2.6).</summary>
internal sealed class RosterService(XmppDomain domain) : IIqService
{
    /// <inheritdoc/>
    public IReadOnlyList<XName> Payloads { get; } = [Xmlns.Roster + "query"];

    /// <inheritdoc/>
    public IqReply Handle(IqRequest request)
    {
        Account? account = request.Account;
        if (account is null || !request.From.SameBare(account.Jid))
        {
            return StanzaFault.Forbidden;
        }

        return request.IsSet ? Set(account, request.Payload) : Get(account, request);
    }

    /// <summary>Tells every interested resource about one contact.</summary>
    public void Push(Account account, RosterItem item)
    {
        if (item.Listed)
        {
            Push(account, item.ToElement());
        }
    }

    private static IqReply Get(Account account, IqRequest request)
    {
        if (account.Find(request.From.Resource) is { } resource)
        {
            resource.Interested = true;
        }

        string? known = (string?)request.Payload.Attribute("ver");
        string version = account.Roster.Version.ToString();
        if (known == version)
        {
            return IqReply.Empty;
        }

        XElement query = new(
            Xmlns.Roster + "query",
            account.Roster.Items.Where(item => item.Listed).Select(item => item.ToElement()));
        query.SetAttributeValue("ver", known is null ? null : version);
        return IqReply.With(query);
    }

    private IqReply Set(Account account, XElement query)
    {
        XElement[] items = [.. query.Elements(Xmlns.Roster + "item")];
        if (items.Length != 1 || !Jid.TryParse((string?)items[0].Attribute("jid"), out Jid? jid))
        {
            return StanzaFault.BadRequest;
        }

        if ((string?)items[0].Attribute("subscription") == "remove")
        {
            return Remove(account, jid);
        }

        string? name = (string?)items[0].Attribute("name");
        string[] groups = [.. items[0].Elements(Xmlns.Roster + "group").Select(group => group.Value).Distinct()];
        int longest = domain.Options.Limits.RosterText;
        if (name?.Length > longest || groups.Any(group => group.Length == 0 || group.Length > longest))
        {
            return StanzaFault.NotAcceptable;
        }

        if (account.Roster.FindOrAdd(jid, domain.Options.Limits.RosterItems) is not { } item)
        {
            return StanzaFault.ResourceConstraint;
        }

        item.Name = string.IsNullOrEmpty(name) ? null : name;
        item.Groups = groups;
        item.Listed = true;
        Push(account, item);
        return IqReply.Empty;
    }

    // RFC 6121 §2.5.2: removing a contact ends the subscriptions in both directions.
    private IqReply Remove(Account account, Jid jid)
    {
        if (account.Roster.Find(jid) is not { Listed: true } item)
        {
            return StanzaFault.ItemNotFound;
        }

        domain.Subscriptions.Sever(account, item);
        account.Roster.Remove(jid);
        Push(account, new XElement(
            Xmlns.Roster + "item",
            new XAttribute("jid", item.Jid.ToString()),
            new XAttribute("subscription", "remove")));
        return IqReply.Empty;
    }

    private void Push(Account account, XElement item)
    {
        account.Roster.Version++;
        foreach (Resource resource in account.Resources.Where(one => one.Interested).ToArray())
        {
            resource.Deliver(new XElement(
                Xmlns.Client + "iq",
                new XAttribute("type", "set"),
                new XAttribute("id", domain.Entropy.Token(9)),
                new XAttribute("to", resource.Jid.ToString()),
                new XElement(
                    Xmlns.Roster + "query",
                    new XAttribute("ver", account.Roster.Version),
                    new XElement(item))));
        }
    }
}

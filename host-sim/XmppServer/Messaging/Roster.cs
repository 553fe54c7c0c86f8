using System.Xml.Linq;

namespace HostSim.XmppServer.Messaging;

/// <summary>
/// One contact. The states of RFC 6121 appendix A are the combinations of four facts: we see them (To), they see us
/// (From), we have asked (Ask), they have asked (PendingIn). Unlisted ones only remember a pending request.
/// </summary>
internal sealed class RosterItem(Jid jid)
{
    public Jid Jid { get; } = jid;

    public string? Name { get; set; }

    public IReadOnlyList<string> Groups { get; set; } = [];

    public bool To { get; set; }

    public bool From { get; set; }

    public bool Ask { get; set; }

    public bool Listed { get; set; }

    /// <summary>The request that waits for an answer, or null.</summary>
    public XElement? PendingIn { get; set; }

    public string Subscription => (To, From) switch
    {
        (true, true) => "both",
        (true, false) => "to",
        (false, true) => "from",
        _ => "none",
    };

    public XElement ToElement()
    {
        XElement item = new(
            Xmlns.Roster + "item",
            new XAttribute("jid", Jid.ToString()),
            new XAttribute("subscription", Subscription));
        item.SetAttributeValue("name", Name);
        item.SetAttributeValue("ask", Ask ? "subscribe" : null);
        item.Add(Groups.Select(group => new XElement(Xmlns.Roster + "group", group)));
        return item;
    }
}

/// <summary>The contacts of one account and the version that changes with every push.</summary>
internal sealed class Roster
{
    private readonly Dictionary<Jid, RosterItem> _items = [];

    public int Version { get; set; } = 1;

    public int Count => _items.Count;

    public IEnumerable<RosterItem> Items => _items.Values;

    public RosterItem? Find(Jid jid) => _items.GetValueOrDefault(jid.Bare);

    /// <summary>The contact, added if it is new; null if the roster is full.</summary>
    public RosterItem? FindOrAdd(Jid jid, int limit)
    {
        if (_items.TryGetValue(jid.Bare, out RosterItem? item))
        {
            return item;
        }

        if (_items.Count >= limit)
        {
            return null;
        }

        item = new RosterItem(jid.Bare);
        _items.Add(item.Jid, item);
        return item;
    }

    public void Remove(Jid jid) => _items.Remove(jid.Bare);
}

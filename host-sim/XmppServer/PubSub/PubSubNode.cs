using System.Xml.Linq;

namespace HostSim.XmppServer.PubSub;

/// <summary>One published item.</summary>
internal sealed record PubSubItem(string Id, Jid Publisher, XElement? Payload)
{
    /// <summary>
    /// The item as the specification writes it in a namespace; the publisher only where the node says so.
    /// </summary>
    public XElement ToElement(XNamespace space, NodeConfig config, bool withPayload)
    {
        XElement item = new(space + "item", new XAttribute("id", Id));
        item.SetAttributeValue("publisher", config.NamesPublisher ? Publisher.Bare.ToString() : null);
        item.Add(withPayload ? Payload : null);
        return item;
    }
}

/// <summary>A node: configuration, items oldest first, who subscribes and who may do what.</summary>
internal sealed class PubSubNode(string name, NodeConfig config, Jid owner)
{
    private readonly List<PubSubItem> _items = [];

    public string Name { get; } = name;

    public NodeConfig Config { get; } = config;

    public IReadOnlyList<PubSubItem> Items => _items;

    /// <summary>Subscribed JIDs, bare or full, as they subscribed.</summary>
    public HashSet<Jid> Subscribers { get; } = [];

    /// <summary>Bare JIDs and their affiliation: owner, publisher, publish-only, member or outcast.</summary>
    public Dictionary<Jid, string> Affiliations { get; } = new() { [owner.Bare] = "owner" };

    public string Affiliation(Jid jid) => Affiliations.GetValueOrDefault(jid.Bare, "none");

    public bool IsOwner(Jid jid) => Affiliation(jid) == "owner";

    public bool Subscribed(Jid jid) => Subscribers.Contains(jid) || Subscribers.Contains(jid.Bare);

    public bool MayPublish(Jid jid) => Affiliation(jid) switch
    {
        "owner" or "publisher" or "publish-only" => true,
        "outcast" => false,
        _ => Config.PublishModel == "open" || (Config.PublishModel == "subscribers" && Subscribed(jid)),
    };

    /// <summary>Owners and publishers may retract anything, others only what they published themselves.</summary>
    public bool MayRetract(Jid jid, string id) => Affiliation(jid) switch
    {
        "owner" or "publisher" => true,
        "outcast" => false,
        _ => _items.Exists(item => item.Id == id && item.Publisher.SameBare(jid)),
    };

    /// <summary>Keeps an item; one with the same id is replaced and the oldest goes if there are too many.</summary>
    public void Keep(PubSubItem item)
    {
        _items.RemoveAll(older => older.Id == item.Id);
        _items.Add(item);
        Trim();
    }

    public void Trim() => _items.RemoveRange(0, Math.Max(0, _items.Count - Config.MaxItems));

    public bool Retract(string id) => _items.RemoveAll(item => item.Id == id) > 0;

    public void Purge() => _items.Clear();
}

/// <summary>The nodes behind one address: the component's, or those of one account (XEP-0163).</summary>
internal sealed class PubSubHost(Jid jid, bool isPep)
{
    public Jid Jid { get; } = jid;

    public bool IsPep { get; } = isPep;

    public Dictionary<string, PubSubNode> Nodes { get; } = [];
}

using System.Xml.Linq;
using HostSim.XmppServer.Services;

namespace HostSim.XmppServer.PubSub;

/// <summary>Service discovery of nodes (XEP-0060 §5.3 to §5.5).</summary>
internal static class PubSubDisco
{
    private static readonly string[] Names =
    [
        "access-open", "access-presence", "access-whitelist", "affiliations", "auto-create", "config-node",
        "create-and-configure", "create-nodes", "delete-items", "delete-nodes", "instant-nodes", "item-ids",
        "last-published", "meta-data", "modify-affiliations", "outcast-affiliation", "owner",
        "persistent-items", "publish", "publish-only-affiliation", "publish-options", "publisher-affiliation",
        "purge-nodes", "retract-items", "retrieve-affiliations", "retrieve-default", "retrieve-items",
        "retrieve-subscriptions", "subscribe",
    ];

    /// <summary>What the service can do, as disco#info features.</summary>
    public static IEnumerable<string> Features(bool isPep)
    {
        IEnumerable<string> features = Names.Select(name => $"{Xmlns.PubSub}#{name}");
        IEnumerable<string> extra = isPep ? [$"{Xmlns.PubSub}#filtered-notifications"] : [];
        return features.Concat(extra).Prepend(Xmlns.PubSub.NamespaceName);
    }

    /// <summary>The answer for one node, or for the list of nodes; null if the host itself is asked about.</summary>
    public static IqReply? Answer(XmppDomain domain, PubSubHost host, IqRequest request, bool info)
    {
        string? name = (string?)request.Payload.Attribute("node");
        if (name is null)
        {
            return info || host.Nodes.Count == 0 ? (IqReply?)null : IqReply.With(Nodes(domain, host, request.From));
        }

        if (!host.Nodes.TryGetValue(name, out PubSubNode? node))
        {
            return StanzaFault.ItemNotFound;
        }

        if (PubSubAccess.Obstacle(domain, host, node, request.From) is { } obstacle)
        {
            return obstacle;
        }

        return IqReply.With(info ? Describe(node) : Items(host, node));
    }

    public static XElement Nodes(XmppDomain domain, PubSubHost host, Jid asker) => new(
        Xmlns.DiscoItems + "query",
        host.Nodes.Values
            .Where(node => PubSubAccess.Obstacle(domain, host, node, asker) is null)
            .Select(node => Disco.Item(host.Jid, node.Name, node.Config.Title.Length > 0 ? node.Config.Title : null)));

    private static XElement Describe(PubSubNode node)
    {
        XElement query = Disco.Info(node.Name, "pubsub", "leaf", null, [Xmlns.PubSub.NamespaceName]);
        query.Add(node.Config.ToForm("result", NodeConfig.MetaType));
        XElement form = query.Elements().Last();
        form.Add(NodeConfig.FieldElement("pubsub#num_subscribers", "text-single", node.Subscribers.Count.ToString()));
        return query;
    }

    private static XElement Items(PubSubHost host, PubSubNode node)
    {
        XElement query = new(Xmlns.DiscoItems + "query", new XAttribute("node", node.Name));
        query.Add(node.Items.Select(item => Disco.Item(host.Jid, null, item.Id)));
        return query;
    }
}

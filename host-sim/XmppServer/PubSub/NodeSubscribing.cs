using System.Xml.Linq;
using HostSim.XmppServer.Services;

namespace HostSim.XmppServer.PubSub;

/// <summary>Subscribing and what a user may ask about itself (XEP-0060 §5.6, §5.7, §6.1, §6.2).</summary>
internal sealed class NodeSubscribing(XmppDomain domain, PubSubNotifier notifier)
{
    public IqReply Subscribe(PubSubHost host, IqRequest request, XElement subscribe)
    {
        if (Own(request, subscribe) is not { } jid)
        {
            return PubSubAccess.InvalidJid;
        }

        if (Find(host, subscribe) is not { } node)
        {
            return StanzaFault.ItemNotFound;
        }

        if (PubSubAccess.Obstacle(domain, host, node, request.From) is { } obstacle)
        {
            return obstacle;
        }

        bool full = node.Subscribers.Count >= domain.Options.Limits.SubscriptionsPerNode;
        if (full && !node.Subscribers.Contains(jid))
        {
            return StanzaFault.ResourceConstraint;
        }

        node.Subscribers.Add(jid);
        Action? last = node.Config.SendLast == "never" ? null : () => notifier.Last(host, node, jid);
        return IqReply.With(new XElement(Xmlns.PubSub + "pubsub", Subscription(node, jid)), last);
    }

    public static IqReply Unsubscribe(PubSubHost host, IqRequest request, XElement unsubscribe)
    {
        if (Own(request, unsubscribe) is not { } jid)
        {
            return PubSubAccess.InvalidJid;
        }

        if (Find(host, unsubscribe) is not { } node)
        {
            return StanzaFault.ItemNotFound;
        }

        return node.Subscribers.Remove(jid) ? IqReply.Empty : PubSubAccess.NotSubscribed;
    }

    /// <summary>The sender's subscriptions, of one node or of all.</summary>
    public static IqReply Mine(PubSubHost host, IqRequest request, XElement wanted)
    {
        IEnumerable<XElement> found =
            from node in Selected(host, wanted)
            from jid in node.Subscribers
            where jid.SameBare(request.From)
            select Subscription(node, jid);
        return IqReply.With(new XElement(Xmlns.PubSub + "pubsub", Echo(wanted, found)));
    }

    /// <summary>The sender's affiliations, with one node or with all.</summary>
    public static IqReply MyAffiliations(PubSubHost host, IqRequest request, XElement wanted)
    {
        IEnumerable<XElement> found = Selected(host, wanted)
            .Where(node => node.Affiliation(request.From) != "none")
            .Select(node => new XElement(
                Xmlns.PubSub + "affiliation",
                new XAttribute("node", node.Name),
                new XAttribute("affiliation", node.Affiliation(request.From))));
        return IqReply.With(new XElement(Xmlns.PubSub + "pubsub", Echo(wanted, found)));
    }

    private static XElement Echo(XElement wanted, IEnumerable<XElement> content)
    {
        XElement echo = new(wanted.Name, content);
        echo.SetAttributeValue("node", (string?)wanted.Attribute("node"));
        return echo;
    }

    private static IEnumerable<PubSubNode> Selected(PubSubHost host, XElement wanted) =>
        (string?)wanted.Attribute("node") is { } name
            ? host.Nodes.Values.Where(node => node.Name == name)
            : host.Nodes.Values;

    private static XElement Subscription(PubSubNode node, Jid jid) => new(
        Xmlns.PubSub + "subscription",
        new XAttribute("node", node.Name),
        new XAttribute("jid", jid.ToString()),
        new XAttribute("subscription", "subscribed"));

    // Nobody subscribes somebody else (§6.1.3.1).
    private static Jid? Own(IqRequest request, XElement action)
    {
        bool own = Jid.TryParse((string?)action.Attribute("jid"), out Jid? jid)
            && jid.SameBare(request.From) && (jid.IsBare || jid == request.From);
        return own ? jid : null;
    }

    private static PubSubNode? Find(PubSubHost host, XElement action) =>
        host.Nodes.GetValueOrDefault((string?)action.Attribute("node") ?? string.Empty);
}

using System.Xml.Linq;

namespace HostSim.XmppServer.PubSub;

/// <summary>
/// Sends events (XEP-0060 §7.1.2) to subscribers and, for an account's own nodes, to its resources and to the contacts
/// that see its presence (XEP-0163 §4.3).
/// </summary>
internal sealed class PubSubNotifier(XmppDomain domain)
{
    /// <summary>Tells of a new item.</summary>
    public void Published(PubSubHost host, PubSubNode node, PubSubItem item) =>
        Tell(host, node, Items(node, item.ToElement(Xmlns.PubSubEvent, node.Config, node.Config.DeliverPayloads)));

    /// <summary>Tells that an item is gone.</summary>
    public void Retracted(PubSubHost host, PubSubNode node, string id) =>
        Tell(host, node, Items(node, new XElement(Xmlns.PubSubEvent + "retract", new XAttribute("id", id))));

    /// <summary>Tells that the node is deleted or purged.</summary>
    public void Changed(PubSubHost host, PubSubNode node, string what) =>
        Tell(host, node, new XElement(Xmlns.PubSubEvent + what, new XAttribute("node", node.Name)));

    /// <summary>Sends the newest item to one receiver.</summary>
    public void Last(PubSubHost host, PubSubNode node, Jid receiver)
    {
        if (node.Items.Count > 0)
        {
            Send(host, node, receiver, Items(node, node.Items[^1].ToElement(Xmlns.PubSubEvent, node.Config, true)));
        }
    }

    private void Tell(PubSubHost host, PubSubNode node, XElement content)
    {
        foreach (Jid subscriber in node.Subscribers.ToArray())
        {
            Send(host, node, subscriber, content);
        }

        if (host.IsPep)
        {
            foreach (Resource resource in domain.Pep.Audience(host, node).ToArray())
            {
                Send(host, node, resource.Jid, content);
            }
        }
    }

    private void Send(PubSubHost host, PubSubNode node, Jid receiver, XElement content)
    {
        XElement message = Stanzas.Message(
            host.Jid,
            receiver,
            node.Config.NotificationType,
            new XElement(Xmlns.PubSubEvent + "event", new XElement(content)));
        message.SetAttributeValue("id", domain.Entropy.Token(12));
        domain.Router.Route(message);
    }

    private static XElement Items(PubSubNode node, XElement content) =>
        new(Xmlns.PubSubEvent + "items", new XAttribute("node", node.Name), content);
}

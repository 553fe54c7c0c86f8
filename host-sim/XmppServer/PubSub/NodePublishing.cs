using System.Xml.Linq;
using HostSim.XmppServer.Services;

namespace HostSim.XmppServer.PubSub;

/// <summary>Publishing, retracting and reading items (XEP-0060 §6.5, §7).</summary>
internal sealed class NodePublishing(XmppDomain domain, PubSubNotifier notifier)
{
    private readonly NodeOwning _owning = new(domain, notifier);
    private int _published;

    /// <summary>
    /// Publishes one item; a node that is missing is created with the publish-options as its configuration.
    /// </summary>
    public IqReply Publish(PubSubHost host, IqRequest request, XElement publish)
    {
        if ((string?)publish.Attribute("node") is not { Length: > 0 } name)
        {
            return PubSubAccess.NodeRequired;
        }

        XElement[] items = [.. publish.Elements(Xmlns.PubSub + "item")];
        if (items.Length > 1 || (items.Length == 1 && items[0].Elements().Count() > 1))
        {
            return PubSubAccess.InvalidPayload;
        }

        StanzaFault? fault = Prepare(host, request, name, out PubSubNode? node);
        if (fault is not null)
        {
            return fault;
        }

        XElement? content = items.FirstOrDefault();
        if (content is null && node!.Config.PersistItems)
        {
            return PubSubAccess.ItemRequired;
        }

        string id = (string?)content?.Attribute("id") is { Length: > 0 } wanted ? wanted : domain.Entropy.Token(12);
        if (id.Length > domain.Options.Limits.NodeNameLength)
        {
            return StanzaFault.NotAcceptable;
        }

        // A copy: the element itself would keep the whole stanza alive.
        XElement? payload = content?.Elements().Select(one => new XElement(one)).FirstOrDefault();
        AcceptOrFail(host, node!, new PubSubItem(id, request.From, payload));
        return IqReply.With(new XElement(
            Xmlns.PubSub + "pubsub",
            new XElement(
                Xmlns.PubSub + "publish",
                new XAttribute("node", name),
                new XElement(Xmlns.PubSub + "item", new XAttribute("id", id)))));
    }

    public IqReply Retract(PubSubHost host, IqRequest request, XElement retract)
    {
        string? id = (string?)retract.Element(Xmlns.PubSub + "item")?.Attribute("id");
        if (id is null)
        {
            return PubSubAccess.ItemRequired;
        }

        if (Find(host, retract) is not { } node)
        {
            return StanzaFault.ItemNotFound;
        }

        if (!node.MayRetract(request.From, id))
        {
            return StanzaFault.Forbidden;
        }

        if (!node.Retract(id))
        {
            return StanzaFault.ItemNotFound;
        }

        if (node.Config.NotifyRetract || (string?)retract.Attribute("notify") is "true" or "1")
        {
            notifier.Retracted(host, node, id);
        }

        return IqReply.Empty;
    }

    /// <summary>Items by id, or the newest ones, oldest first.</summary>
    public IqReply Read(PubSubHost host, IqRequest request, XElement wanted)
    {
        if (Find(host, wanted) is not { } node)
        {
            return StanzaFault.ItemNotFound;
        }

        if (PubSubAccess.Obstacle(domain, host, node, request.From) is { } obstacle)
        {
            return obstacle;
        }

        string[] ids =
            [.. wanted.Elements(Xmlns.PubSub + "item").Select(item => (string?)item.Attribute("id") ?? string.Empty)];
        string? limit = (string?)wanted.Attribute("max_items");
        int count = node.Items.Count;
        if (limit is not null && (!int.TryParse(limit, out count) || count < 1))
        {
            return StanzaFault.BadRequest;
        }

        IEnumerable<PubSubItem> items = ids.Length > 0
            ? node.Items.Where(item => ids.Contains(item.Id))
            : node.Items.Skip(node.Items.Count - Math.Min(count, node.Items.Count));
        return IqReply.With(new XElement(
            Xmlns.PubSub + "pubsub",
            new XElement(
                Xmlns.PubSub + "items",
                new XAttribute("node", node.Name),
                items.Select(item => item.ToElement(Xmlns.PubSub, node.Config, true)))));
    }

    private void AcceptOrFail(PubSubHost host, PubSubNode node, PubSubItem item)
    {
        _published++;
        if (IsFaulty(domain.Faults.LoseItemEvery))
        {
            return;
        }

        Accept(host, node, item);
        if (IsFaulty(domain.Faults.DoubleItemEvery))
        {
            Accept(host, node, item with { Id = domain.Entropy.Token(12) });
        }
    }

    private bool IsFaulty(int every) => every > 0 && _published % every == 0;

    private void Accept(PubSubHost host, PubSubNode node, PubSubItem item)
    {
        if (node.Config.PersistItems)
        {
            node.Keep(item);
        }

        domain.RaisePublished(node.Name, item.Id, item.Payload);
        notifier.Published(host, node, item);
    }

    private StanzaFault? Prepare(PubSubHost host, IqRequest request, string name, out PubSubNode? node)
    {
        XElement? options = request.Payload.Child(Xmlns.PubSub, "publish-options")?.Child(Xmlns.Data, "x");
        if (!host.Nodes.TryGetValue(name, out node))
        {
            return _owning.TryCreate(host, request.From, name, options, out node);
        }

        if (!node.MayPublish(request.From))
        {
            return StanzaFault.Forbidden;
        }

        return options is null || node.Config.Meets(options) ? null : PubSubAccess.PreconditionNotMet;
    }

    private static PubSubNode? Find(PubSubHost host, XElement action) =>
        host.Nodes.GetValueOrDefault((string?)action.Attribute("node") ?? string.Empty);
}

using System.Xml.Linq;
using HostSim.XmppServer.Services;

namespace HostSim.XmppServer.PubSub;

/// <summary>Creating, configuring and deleting nodes, and their affiliations (XEP-0060 §8).</summary>
internal sealed class NodeOwning(XmppDomain domain, PubSubNotifier notifier)
{
    private static readonly string[] Affiliations = ["owner", "publisher", "publish-only", "member", "outcast", "none"];

    /// <summary>Creates a node; without a name the server invents one.</summary>
    public IqReply Create(PubSubHost host, IqRequest request, XElement create)
    {
        string? wanted = (string?)create.Attribute("node");
        string name = string.IsNullOrEmpty(wanted) ? domain.Entropy.Token(12) : wanted;
        XElement? form = request.Payload.Child(Xmlns.PubSub, "configure")?.Child(Xmlns.Data, "x");
        StanzaFault? fault =
            host.Nodes.ContainsKey(name) ? StanzaFault.Conflict : TryCreate(host, request.From, name, form, out _);
        if (fault is not null)
        {
            return fault;
        }

        XElement created = new(Xmlns.PubSub + "create", new XAttribute("node", name));
        return wanted == name ? IqReply.Empty : IqReply.With(new XElement(Xmlns.PubSub + "pubsub", created));
    }

    /// <summary>Creates a node with the fields of a form, if there is one; null, or why not.</summary>
    public StanzaFault? TryCreate(PubSubHost host, Jid creator, string name, XElement? form, out PubSubNode? node)
    {
        node = null;
        if (host.IsPep && !creator.SameBare(host.Jid))
        {
            return StanzaFault.Forbidden;
        }

        int limit = host.IsPep ? domain.Options.Limits.PepNodes : domain.Options.Limits.PubSubNodes;
        if (host.Nodes.Count >= limit)
        {
            return StanzaFault.ResourceConstraint;
        }

        if (name.Length > domain.Options.Limits.NodeNameLength)
        {
            return StanzaFault.NotAcceptable;
        }

        NodeConfig config = new(host.IsPep, domain.Options.Limits.ItemsPerNode);
        if (form is not null && config.Apply(form) is { } flaw)
        {
            return new StanzaFault("modify", "not-acceptable", flaw);
        }

        node = new PubSubNode(name, config, host.IsPep ? host.Jid : creator);
        host.Nodes.Add(name, node);
        return null;
    }

    public IqReply Defaults(PubSubHost host, XNamespace space)
    {
        NodeConfig config = new(host.IsPep, domain.Options.Limits.ItemsPerNode);
        return IqReply.With(new XElement(
            space + "pubsub",
            new XElement(space + "default", config.ToForm("form", NodeConfig.FormType))));
    }

    public static IqReply ReadConfig(PubSubNode node) =>
        Answer("configure", node, node.Config.ToForm("form", NodeConfig.FormType));

    public static IqReply Configure(PubSubNode node, XElement configure)
    {
        if (configure.Child(Xmlns.Data, "x") is not { } form)
        {
            return StanzaFault.BadRequest;
        }

        if (form.Type() == "cancel")
        {
            return IqReply.Empty;
        }

        if (node.Config.Apply(form) is { } flaw)
        {
            return new StanzaFault("modify", "not-acceptable", flaw);
        }

        node.Trim();
        return IqReply.Empty;
    }

    public IqReply Delete(PubSubHost host, PubSubNode node)
    {
        host.Nodes.Remove(node.Name);
        if (node.Config.NotifyDelete)
        {
            notifier.Changed(host, node, "delete");
        }

        return IqReply.Empty;
    }

    public IqReply Purge(PubSubHost host, PubSubNode node)
    {
        node.Purge();
        notifier.Changed(host, node, "purge");
        return IqReply.Empty;
    }

    public static IqReply ReadAffiliations(PubSubNode node) => Answer(
        "affiliations",
        node,
        node.Affiliations.Select(pair => new XElement(
            Xmlns.PubSubOwner + "affiliation",
            new XAttribute("jid", pair.Key.ToString()),
            new XAttribute("affiliation", pair.Value))));

    /// <summary>Changes affiliations, all or none; a node never loses its last owner (§8.9.2).</summary>
    public static IqReply SetAffiliations(PubSubNode node, XElement affiliations)
    {
        Dictionary<Jid, string> changed = new(node.Affiliations);
        foreach (XElement item in affiliations.Elements(Xmlns.PubSubOwner + "affiliation"))
        {
            string kind = (string?)item.Attribute("affiliation") ?? string.Empty;
            if (!Jid.TryParse((string?)item.Attribute("jid"), out Jid? jid) || !Affiliations.Contains(kind))
            {
                return StanzaFault.BadRequest;
            }

            changed[jid.Bare] = kind;
        }

        if (!changed.ContainsValue("owner"))
        {
            return StanzaFault.NotAcceptable;
        }

        node.Affiliations.Clear();
        foreach ((Jid jid, string kind) in changed.Where(pair => pair.Value != "none"))
        {
            node.Affiliations.Add(jid, kind);
        }

        node.Subscribers.RemoveWhere(jid => node.Affiliation(jid) == "outcast");
        return IqReply.Empty;
    }

    public static IqReply ReadSubscriptions(PubSubNode node) => Answer(
        "subscriptions",
        node,
        node.Subscribers.Select(jid => new XElement(
            Xmlns.PubSubOwner + "subscription",
            new XAttribute("jid", jid.ToString()),
            new XAttribute("subscription", "subscribed"))));

    public IqReply SetSubscriptions(PubSubNode node, XElement subscriptions)
    {
        foreach (XElement item in subscriptions.Elements(Xmlns.PubSubOwner + "subscription"))
        {
            if (!Jid.TryParse((string?)item.Attribute("jid"), out Jid? jid))
            {
                return StanzaFault.BadRequest;
            }

            if ((string?)item.Attribute("subscription") == "none")
            {
                node.Subscribers.Remove(jid);
            }
            else if (node.Subscribers.Count < domain.Options.Limits.SubscriptionsPerNode)
            {
                node.Subscribers.Add(jid);
            }
        }

        return IqReply.Empty;
    }

    private static IqReply Answer(string name, PubSubNode node, object content) => IqReply.With(new XElement(
        Xmlns.PubSubOwner + "pubsub",
        new XElement(Xmlns.PubSubOwner + name, new XAttribute("node", node.Name), content)));
}

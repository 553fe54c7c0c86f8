using System.Xml.Linq;
using HostSim.XmppServer.Services;

namespace HostSim.XmppServer.PubSub;

/// <summary>
/// The requests of XEP-0060, for the component and for accounts alike:
/// <code>
/// pubsub        set  create [configure], publish [publish-options], retract, subscribe, unsubscribe
///               get  items, subscriptions, affiliations, default
/// pubsub#owner  set  configure, delete, purge, affiliations, subscriptions
///               get  configure, affiliations, subscriptions, default
/// </code>
/// </summary>
internal sealed class PubSubRequests
{
    private readonly NodePublishing _publishing;
    private readonly NodeSubscribing _subscribing;
    private readonly NodeOwning _owning;

    public PubSubRequests(XmppDomain domain)
    {
        PubSubNotifier notifier = new(domain);
        _publishing = new NodePublishing(domain, notifier);
        _subscribing = new NodeSubscribing(domain, notifier);
        _owning = new NodeOwning(domain, notifier);
    }

    /// <summary>Answers one request.</summary>
    public IqReply Handle(PubSubHost host, IqRequest request)
    {
        XElement? action = request.Payload.Elements().FirstOrDefault();
        if (action is null)
        {
            return StanzaFault.BadRequest;
        }

        return request.Payload.Name.Namespace == Xmlns.PubSubOwner
            ? Owner(host, request, action)
            : User(host, request, action);
    }

    private IqReply User(PubSubHost host, IqRequest request, XElement action) =>
        (request.IsSet, action.Name.LocalName) switch
    {
        (true, "create") => _owning.Create(host, request, action),
        (true, "publish") => _publishing.Publish(host, request, action),
        (true, "retract") => _publishing.Retract(host, request, action),
        (true, "subscribe") => _subscribing.Subscribe(host, request, action),
        (true, "unsubscribe") => NodeSubscribing.Unsubscribe(host, request, action),
        (false, "items") => _publishing.Read(host, request, action),
        (false, "subscriptions") => NodeSubscribing.Mine(host, request, action),
        (false, "affiliations") => NodeSubscribing.MyAffiliations(host, request, action),
        (false, "default") => _owning.Defaults(host, Xmlns.PubSub),
        _ => PubSubAccess.Unsupported(action.Name.LocalName),
    };

    private IqReply Owner(PubSubHost host, IqRequest request, XElement action)
    {
        if (action.Name.LocalName == "default" && !request.IsSet)
        {
            return _owning.Defaults(host, Xmlns.PubSubOwner);
        }

        if ((string?)action.Attribute("node") is not { } name)
        {
            return PubSubAccess.NodeRequired;
        }

        if (!host.Nodes.TryGetValue(name, out PubSubNode? node))
        {
            return StanzaFault.ItemNotFound;
        }

        if (!node.IsOwner(request.From))
        {
            return StanzaFault.Forbidden;
        }

        return (request.IsSet, action.Name.LocalName) switch
        {
            (false, "configure") => NodeOwning.ReadConfig(node),
            (true, "configure") => NodeOwning.Configure(node, action),
            (true, "delete") => _owning.Delete(host, node),
            (true, "purge") => _owning.Purge(host, node),
            (false, "affiliations") => NodeOwning.ReadAffiliations(node),
            (true, "affiliations") => NodeOwning.SetAffiliations(node, action),
            (false, "subscriptions") => NodeOwning.ReadSubscriptions(node),
            (true, "subscriptions") => _owning.SetSubscriptions(node, action),
            _ => PubSubAccess.Unsupported(action.Name.LocalName),
        };
    }
}

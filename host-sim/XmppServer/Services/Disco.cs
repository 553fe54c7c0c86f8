using System.Xml.Linq;
using HostSim.XmppServer.Messaging;
using HostSim.XmppServer.PubSub;

namespace HostSim.XmppServer.Services;

/// <summary>Service discovery (XEP-0030) of the server and of accounts.</summary>
internal sealed class Disco(XmppDomain domain) : IIqService
{
    private static readonly XNamespace[] ServerFeatures =
    [
        Xmlns.DiscoInfo, Xmlns.DiscoItems, Xmlns.Roster, Xmlns.Ping, Xmlns.Version, Xmlns.Time, Xmlns.Carbons,
        Xmlns.Blocking, "msgoffline", "urn:xmpp:carbons:rules:0",
    ];

    /// <inheritdoc/>
    public IReadOnlyList<XName> Payloads { get; } = [Xmlns.DiscoInfo + "query", Xmlns.DiscoItems + "query"];

    /// <summary>An answer to disco#info.</summary>
    public static XElement Info(string? node, string category, string type, string? name, IEnumerable<string> features)
    {
        XElement query = new(Xmlns.DiscoInfo + "query");
        query.SetAttributeValue("node", node);
        query.Add(Identity(category, type, name));
        foreach (string feature in features)
        {
            query.Add(new XElement(Xmlns.DiscoInfo + "feature", new XAttribute("var", feature)));
        }

        return query;
    }

    public static XElement Identity(string category, string type, string? name)
    {
        XElement identity =
            new(Xmlns.DiscoInfo + "identity", new XAttribute("category", category), new XAttribute("type", type));
        identity.SetAttributeValue("name", name);
        return identity;
    }

    /// <summary>One entry of an answer to disco#items.</summary>
    public static XElement Item(Jid jid, string? node, string? name)
    {
        XElement item = new(Xmlns.DiscoItems + "item", new XAttribute("jid", jid.ToString()));
        item.SetAttributeValue("node", node);
        item.SetAttributeValue("name", name);
        return item;
    }

    /// <inheritdoc/>
    public IqReply Handle(IqRequest request)
    {
        if (request.IsSet)
        {
            return StanzaFault.BadRequest;
        }

        bool info = request.Payload.Name.Namespace == Xmlns.DiscoInfo;
        if (request.Account is { } account)
        {
            return OfAccount(request, account, info);
        }

        if (request.Payload.Attribute("node") is not null)
        {
            return StanzaFault.ItemNotFound;
        }

        return IqReply.With(info ? ServerInfo() : ServerItems());
    }

    private static XElement ServerInfo() =>
        Info(null, "server", "im", "host-sim", ServerFeatures.Select(feature => feature.NamespaceName));

    private XElement ServerItems() => new(
        Xmlns.DiscoItems + "query",
        domain.Components.Values.Select(component => Item(component.Jid, null, component.Title)));

    // What an account tells depends on who asks: strangers learn nothing (RFC 6121 §8.5.1, XEP-0030 §8).
    private IqReply OfAccount(IqRequest request, Account account, bool info)
    {
        if (!request.FromOwner && account.Roster.Find(request.From) is not { From: true })
        {
            return StanzaFault.ServiceUnavailable;
        }

        if (PubSubDisco.Answer(domain, account.Pep, request, info) is { } reply)
        {
            return reply;
        }

        if (!info)
        {
            IEnumerable<XElement> seen = account.Available.Select(one => Item(one.Jid, null, null));
            return IqReply.With(new XElement(Xmlns.DiscoItems + "query", seen));
        }

        XElement query =
            Info(null, "account", "registered", null, [Xmlns.DiscoInfo.NamespaceName, .. PubSubDisco.Features(true)]);
        query.AddFirst(Identity("pubsub", "pep", null));
        return IqReply.With(query);
    }
}

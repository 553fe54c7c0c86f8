using System.Xml.Linq;

namespace HostSim.XmppServer.PubSub;

/// <summary>Who may read a node (XEP-0060 §4.5), and the faults that say why not.</summary>
internal static class PubSubAccess
{
    public static readonly StanzaFault NotSubscribed = Fault("cancel", "unexpected-request", "not-subscribed");
    public static readonly StanzaFault InvalidJid = Fault("modify", "bad-request", "invalid-jid");
    public static readonly StanzaFault NodeRequired = Fault("modify", "bad-request", "nodeid-required");
    public static readonly StanzaFault ItemRequired = Fault("modify", "bad-request", "item-required");
    public static readonly StanzaFault PayloadRequired = Fault("modify", "bad-request", "payload-required");
    public static readonly StanzaFault InvalidPayload = Fault("modify", "bad-request", "invalid-payload");
    public static readonly StanzaFault PreconditionNotMet = Fault("cancel", "conflict", "precondition-not-met");

    private static readonly StanzaFault ClosedNode = Fault("cancel", "not-allowed", "closed-node");
    private static readonly StanzaFault NeedsPresence =
        Fault("auth", "not-authorized", "presence-subscription-required");

    /// <summary>Null if the JID may subscribe and read, otherwise why not.</summary>
    public static StanzaFault? Obstacle(XmppDomain domain, PubSubHost host, PubSubNode node, Jid jid)
    {
        switch (node.Affiliation(jid))
        {
            case "outcast":
                return StanzaFault.Forbidden;
            case "owner" or "publisher" or "member":
                return null;
            default:
                break;
        }

        return node.Config.AccessModel switch
        {
            "open" => null,
            "presence" => SeesPresence(domain, host, node, jid) ? null : NeedsPresence,
            _ => ClosedNode,
        };
    }

    /// <summary>The fault for something the specification allows and this server does not do.</summary>
    public static StanzaFault Unsupported(string feature) => new(
        "cancel",
        "feature-not-implemented",
        null,
        new XElement(Xmlns.PubSubErrors + "unsupported", new XAttribute("feature", feature)));

    // On the component the presence that counts is that of the node's owners.
    private static bool SeesPresence(XmppDomain domain, PubSubHost host, PubSubNode node, Jid jid)
    {
        IEnumerable<Jid> owners = host.IsPep ? [host.Jid] : node.Affiliations.Keys.Where(node.IsOwner);
        return owners.Any(owner =>
            owner.SameBare(jid) || domain.Accounts.Find(owner)?.Roster.Find(jid) is { From: true });
    }

    private static StanzaFault Fault(string type, string condition, string detail) =>
        new(type, condition, null, new XElement(Xmlns.PubSubErrors + detail));
}

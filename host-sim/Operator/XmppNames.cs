using System.Xml.Linq;

namespace HostSim.Operator;

/// <summary>Namespaces and names that the operator speaks.</summary>
internal static class XmppNames
{
    public const string StreamNs = "http://etherx.jabber.org/streams";

    public static readonly XNamespace Client = "jabber:client";
    public static readonly XNamespace Stream = StreamNs;
    public static readonly XNamespace Tls = "urn:ietf:params:xml:ns:xmpp-tls";
    public static readonly XNamespace Sasl = "urn:ietf:params:xml:ns:xmpp-sasl";
    public static readonly XNamespace Bind = "urn:ietf:params:xml:ns:xmpp-bind";
    public static readonly XNamespace Stanzas = "urn:ietf:params:xml:ns:xmpp-stanzas";
    public static readonly XNamespace Commands = "http://jabber.org/protocol/commands";
    public static readonly XNamespace Form = "jabber:x:data";
    public static readonly XNamespace DiscoInfo = "http://jabber.org/protocol/disco#info";
    public static readonly XNamespace Items = "http://jabber.org/protocol/disco#items";
    public static readonly XNamespace PubSub = "http://jabber.org/protocol/pubsub";
    public static readonly XNamespace PubSubEvent = "http://jabber.org/protocol/pubsub#event";
    public static readonly XNamespace Roster = "jabber:iq:roster";
    public static readonly XNamespace Ping = "urn:xmpp:ping";

    /// <summary>An address without its resource, in lower case: how accounts are compared.</summary>
    public static string Bare(string jid)
    {
        int slash = jid.IndexOf('/', StringComparison.Ordinal);
        return (slash < 0 ? jid : jid[..slash]).ToLowerInvariant();
    }
}

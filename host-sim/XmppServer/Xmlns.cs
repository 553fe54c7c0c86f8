using System.Xml.Linq;

namespace HostSim.XmppServer;

/// <summary>Namespaces the server speaks.</summary>
internal static class Xmlns
{
    public static readonly XNamespace Client = "jabber:client";
    public static readonly XNamespace Stream = "http://etherx.jabber.org/streams";
    public static readonly XNamespace StreamErrors = "urn:ietf:params:xml:ns:xmpp-streams";
    public static readonly XNamespace StanzaErrors = "urn:ietf:params:xml:ns:xmpp-stanzas";
    public static readonly XNamespace Tls = "urn:ietf:params:xml:ns:xmpp-tls";
    public static readonly XNamespace Sasl = "urn:ietf:params:xml:ns:xmpp-sasl";
    public static readonly XNamespace Sasl2 = "urn:xmpp:sasl:2";
    public static readonly XNamespace Bind = "urn:ietf:params:xml:ns:xmpp-bind";
    public static readonly XNamespace Bind2 = "urn:xmpp:bind:0";
    public static readonly XNamespace Session = "urn:ietf:params:xml:ns:xmpp-session";
    public static readonly XNamespace Fast = "urn:xmpp:fast:0";
    public static readonly XNamespace Sm = "urn:xmpp:sm:3";
    public static readonly XNamespace Csi = "urn:xmpp:csi:0";
    public static readonly XNamespace Carbons = "urn:xmpp:carbons:2";
    public static readonly XNamespace Forward = "urn:xmpp:forward:0";
    public static readonly XNamespace Hints = "urn:xmpp:hints";
    public static readonly XNamespace Delay = "urn:xmpp:delay";
    public static readonly XNamespace StreamLimits = "urn:xmpp:stream-limits:0";
    public static readonly XNamespace Roster = "jabber:iq:roster";
    public static readonly XNamespace RosterVersion = "urn:xmpp:features:rosterver";
    public static readonly XNamespace DiscoInfo = "http://jabber.org/protocol/disco#info";
    public static readonly XNamespace DiscoItems = "http://jabber.org/protocol/disco#items";
    public static readonly XNamespace Caps = "http://jabber.org/protocol/caps";
    public static readonly XNamespace Ping = "urn:xmpp:ping";
    public static readonly XNamespace Version = "jabber:iq:version";
    public static readonly XNamespace Time = "urn:xmpp:time";
    public static readonly XNamespace Blocking = "urn:xmpp:blocking";
    public static readonly XNamespace BlockingErrors = "urn:xmpp:blocking:errors";
    public static readonly XNamespace Data = "jabber:x:data";
    public static readonly XNamespace PubSub = "http://jabber.org/protocol/pubsub";
    public static readonly XNamespace PubSubOwner = "http://jabber.org/protocol/pubsub#owner";
    public static readonly XNamespace PubSubEvent = "http://jabber.org/protocol/pubsub#event";
    public static readonly XNamespace PubSubErrors = "http://jabber.org/protocol/pubsub#errors";
    public static readonly XNamespace Muc = "http://jabber.org/protocol/muc";
    public static readonly XNamespace MucUser = "http://jabber.org/protocol/muc#user";
    public static readonly XNamespace MucOwner = "http://jabber.org/protocol/muc#owner";
}

using Core.Bytes;

namespace Xmpp.Xml;

/// <summary>Namespaces that the stream itself needs; those of one extension stand in its module.</summary>
public static class Ns
{
    /// <summary>Stanzas of a client's stream (RFC 6120 §4.8.2).</summary>
    public static readonly byte[] Client = Utf8.Bytes("jabber:client");

    /// <summary>The stream element itself (RFC 6120 §4.8.1).</summary>
    public static readonly byte[] Streams = Utf8.Bytes("http://etherx.jabber.org/streams");

    /// <summary>Stream error conditions (RFC 6120 §4.9.2).</summary>
    public static readonly byte[] StreamErrors = Utf8.Bytes("urn:ietf:params:xml:ns:xmpp-streams");

    /// <summary>Stanza error conditions (RFC 6120 §8.3.2).</summary>
    public static readonly byte[] StanzaErrors = Utf8.Bytes("urn:ietf:params:xml:ns:xmpp-stanzas");

    /// <summary>STARTTLS (RFC 6120 §5).</summary>
    public static readonly byte[] Tls = Utf8.Bytes("urn:ietf:params:xml:ns:xmpp-tls");

    /// <summary>SASL (RFC 6120 §6).</summary>
    public static readonly byte[] Sasl = Utf8.Bytes("urn:ietf:params:xml:ns:xmpp-sasl");

    /// <summary>Extensible SASL profile (XEP-0388).</summary>
    public static readonly byte[] Sasl2 = Utf8.Bytes("urn:xmpp:sasl:2");

    /// <summary>Resource binding (RFC 6120 §7).</summary>
    public static readonly byte[] Bind = Utf8.Bytes("urn:ietf:params:xml:ns:xmpp-bind");

    /// <summary>Bind 2 (XEP-0386).</summary>
    public static readonly byte[] Bind2 = Utf8.Bytes("urn:xmpp:bind:0");

    /// <summary>Fast authentication with tokens (XEP-0484).</summary>
    public static readonly byte[] Fast = Utf8.Bytes("urn:xmpp:fast:0");

    /// <summary>Stream management (XEP-0198).</summary>
    public static readonly byte[] StreamManagement = Utf8.Bytes("urn:xmpp:sm:3");

    /// <summary>Client state indication (XEP-0352).</summary>
    public static readonly byte[] ClientState = Utf8.Bytes("urn:xmpp:csi:0");
}

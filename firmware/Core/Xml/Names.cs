using Core.Bytes;

namespace Core.Xml;

/// <summary>Names of elements and attributes that more than one file reads.</summary>
public static class Names
{
    /// <summary>IQ stanza.</summary>
    public static readonly byte[] Iq = Utf8.Bytes("iq");

    /// <summary>Message stanza.</summary>
    public static readonly byte[] Message = Utf8.Bytes("message");

    /// <summary>Presence stanza.</summary>
    public static readonly byte[] Presence = Utf8.Bytes("presence");

    /// <summary>Attribute: stanza or item id.</summary>
    public static readonly byte[] Id = Utf8.Bytes("id");

    /// <summary>Attribute: sender.</summary>
    public static readonly byte[] From = Utf8.Bytes("from");

    /// <summary>Attribute: kind of stanza.</summary>
    public static readonly byte[] Type = Utf8.Bytes("type");

    /// <summary>Attribute: a node of disco, PubSub or commands.</summary>
    public static readonly byte[] Node = Utf8.Bytes("node");

    /// <summary>Attribute: name of a field or feature.</summary>
    public static readonly byte[] Var = Utf8.Bytes("var");

    /// <summary>Element: error of a stanza or a stream.</summary>
    public static readonly byte[] Error = Utf8.Bytes("error");

    /// <summary>Element: an XEP-0030, roster or version query.</summary>
    public static readonly byte[] Query = Utf8.Bytes("query");

    /// <summary>Element: an item of a list.</summary>
    public static readonly byte[] Item = Utf8.Bytes("item");

    /// <summary>Attribute: an address in a list.</summary>
    public static readonly byte[] Jid = Utf8.Bytes("jid");

    /// <summary>Element: features of a stream.</summary>
    public static readonly byte[] Features = Utf8.Bytes("features");

    /// <summary>Element: one SASL mechanism.</summary>
    public static readonly byte[] Mechanism = Utf8.Bytes("mechanism");

    /// <summary>Element: stanzas can be acknowledged, or are asked about.</summary>
    public static readonly byte[] Sm = Utf8.Bytes("sm");

    /// <summary>Element: bind a resource.</summary>
    public static readonly byte[] Bind = Utf8.Bytes("bind");

    /// <summary>Element: something failed, in SASL and stream management.</summary>
    public static readonly byte[] Failure = Utf8.Bytes("failure");

    /// <summary>Element: an answer in data forms.</summary>
    public static readonly byte[] Value = Utf8.Bytes("value");
}

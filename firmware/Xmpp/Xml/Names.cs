using Core.Bytes;

namespace Xmpp.Xml;

/// <summary>Names of elements and attributes that more than one file reads.</summary>
public static class Names
{
    /// <summary>IQ stanza.</summary>
    public static readonly ulong Iq = ShortName.Of("iq");

    /// <summary>Message stanza.</summary>
    public static readonly ulong Message = ShortName.Of("message");

    /// <summary>Presence stanza.</summary>
    public static readonly byte[] Presence = Utf8.Bytes("presence");

    /// <summary>Attribute: stanza or item id.</summary>
    public static readonly ulong Id = ShortName.Of("id");

    /// <summary>Attribute: sender.</summary>
    public static readonly ulong From = ShortName.Of("from");

    /// <summary>Attribute: kind of stanza.</summary>
    public static readonly ulong Type = ShortName.Of("type");

    /// <summary>Attribute: a node of disco, PubSub or commands.</summary>
    public static readonly ulong Node = ShortName.Of("node");

    /// <summary>Attribute: name of a field or feature.</summary>
    public static readonly ulong Var = ShortName.Of("var");

    /// <summary>Element: error of a stanza or a stream.</summary>
    public static readonly ulong Error = ShortName.Of("error");

    /// <summary>Element: an XEP-0030, roster or version query.</summary>
    public static readonly ulong Query = ShortName.Of("query");

    /// <summary>Element: an item of a list.</summary>
    public static readonly ulong Item = ShortName.Of("item");

    /// <summary>Attribute: an address in a list.</summary>
    public static readonly ulong Jid = ShortName.Of("jid");

    /// <summary>Element: features of a stream.</summary>
    public static readonly byte[] Features = Utf8.Bytes("features");

    /// <summary>Element: one SASL mechanism.</summary>
    public static readonly byte[] Mechanism = Utf8.Bytes("mechanism");

    /// <summary>Element: stanzas can be acknowledged, or are asked about.</summary>
    public static readonly ulong Sm = ShortName.Of("sm");

    /// <summary>Element: bind a resource.</summary>
    public static readonly ulong Bind = ShortName.Of("bind");

    /// <summary>Element: something failed, in SASL and stream management.</summary>
    public static readonly ulong Failure = ShortName.Of("failure");

    /// <summary>Element: an answer in data forms.</summary>
    public static readonly ulong Value = ShortName.Of("value");
}

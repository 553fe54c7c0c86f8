using Core.Bytes;

namespace Xmpp.Xml;

/// <summary>Names of elements and attributes that more than one file reads.</summary>
public static class Names
{
    /// <summary>IQ stanza.</summary>
    public const ulong Iq = 0x7169000000000028; // iq

    /// <summary>Message stanza.</summary>
    public const ulong Message = 0x6567617373656D00; // message

    /// <summary>Presence stanza.</summary>
    public static readonly byte[] Presence = Utf8.Bytes("presence");

    /// <summary>Attribute: stanza or item id.</summary>
    public const ulong Id = 0x6469000000000028; // id

    /// <summary>Attribute: sender.</summary>
    public const ulong From = 0x6D6F726600000018; // from

    /// <summary>Attribute: kind of stanza.</summary>
    public const ulong Type = 0x6570797400000018; // type

    /// <summary>Attribute: a node of disco, PubSub or commands.</summary>
    public const ulong Node = 0x65646F6E00000018; // node

    /// <summary>Attribute: name of a field or feature.</summary>
    public const ulong Var = 0x7261760000000020; // var

    /// <summary>Element: error of a stanza or a stream.</summary>
    public const ulong Error = 0x726F727265000010; // error

    /// <summary>Element: an XEP-0030, roster or version query.</summary>
    public const ulong Query = 0x7972657571000010; // query

    /// <summary>Element: an item of a list.</summary>
    public const ulong Item = 0x6D65746900000018; // item

    /// <summary>Attribute: an address in a list.</summary>
    public const ulong Jid = 0x64696A0000000020; // jid

    /// <summary>Element: features of a stream.</summary>
    public static readonly byte[] Features = Utf8.Bytes("features");

    /// <summary>Element: one SASL mechanism.</summary>
    public static readonly byte[] Mechanism = Utf8.Bytes("mechanism");

    /// <summary>Element: stanzas can be acknowledged, or are asked about.</summary>
    public const ulong Sm = 0x6D73000000000028; // sm

    /// <summary>Element: bind a resource.</summary>
    public const ulong Bind = 0x646E696200000018; // bind

    /// <summary>Element: something failed, in SASL and stream management.</summary>
    public const ulong Failure = 0x6572756C69616600; // failure

    /// <summary>Element: an answer in data forms.</summary>
    public const ulong Value = 0x65756C6176000010; // value
}

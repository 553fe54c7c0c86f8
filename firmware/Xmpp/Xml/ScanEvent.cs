namespace Xmpp.Xml;

/// <summary>What the scanner came to.</summary>
public enum ScanEvent
{
    /// <summary>Nothing whole yet: more bytes are needed.</summary>
    None = 0,

    /// <summary>The stream header; its attributes are those of element 0.</summary>
    StreamOpen = 1,

    /// <summary>A whole stanza.</summary>
    Stanza = 2,

    /// <summary>A stanza beyond the limits went by; only element 0 and its attributes are left of it.</summary>
    Oversized = 3,

    /// <summary>The end tag of the stream.</summary>
    StreamClose = 4,

    /// <summary>Not well-formed, or XML that RFC 6120 §11 forbids.</summary>
    Malformed = 5,

    /// <summary>One tag alone is larger than a whole stanza may be.</summary>
    TooLarge = 6,
}

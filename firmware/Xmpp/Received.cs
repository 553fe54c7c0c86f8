using Core.Bytes;
using Xmpp.Xml;

namespace Xmpp;

/// <summary>What kind of stanza came (RFC 6120 §8).</summary>
public enum StanzaKind
{
    /// <summary>Something else than a stanza.</summary>
    None = 0,

    /// <summary>Request or answer.</summary>
    Iq = 1,

    /// <summary>Message.</summary>
    Message = 2,

    /// <summary>Presence.</summary>
    Presence = 3,
}

/// <summary>A received stanza with what every module asks for first. Made once; valid during one call.</summary>
public sealed class Received
{
    private static readonly byte[] Get = Utf8.Bytes("get");
    private static readonly byte[] Set = Utf8.Bytes("set");
    private static readonly byte[] Result = Utf8.Bytes("result");
    private static readonly byte[] Error = Utf8.Bytes("error");

    /// <summary>All of it.</summary>
    public readonly Stanza Stanza;

    /// <summary>Sender; empty if it is our own server.</summary>
    public readonly Slice From = new();

    /// <summary>Sender without resource.</summary>
    public readonly Slice Bare = new();

    /// <summary>The stanza's id; empty if it has none.</summary>
    public readonly Slice Id = new();

    /// <summary>The stanza's type attribute; empty if it has none.</summary>
    public readonly Slice Type = new();

    /// <summary>Which kind of stanza it is.</summary>
    public StanzaKind Kind;

    /// <summary>The first element inside, or <see cref="Xml.Stanza.None"/>.</summary>
    public int Payload;

    /// <summary>Shows what stands in <paramref name="stanza"/>.</summary>
    public Received(Stanza stanza)
    {
        Stanza = stanza;
    }

    /// <summary>An IQ that asks (RFC 6120 §8.2.3).</summary>
    public bool IsGet => Type.Is(Get);

    /// <summary>An IQ that changes something.</summary>
    public bool IsSet => Type.Is(Set);

    /// <summary>An IQ that answers a request well.</summary>
    public bool IsResult => Type.Is(Result);

    /// <summary>A stanza that reports an error; it must not be answered with another.</summary>
    public bool IsError => Type.Is(Error);

    /// <summary>Reads the stanza's own tag; false if it is no stanza.</summary>
    public bool Read()
    {
        Kind = Stanza.Is(0, Names.Message, Ns.Client) ? StanzaKind.Message
            : Stanza.Is(0, Names.Iq, Ns.Client) ? StanzaKind.Iq
            : Stanza.Is(0, Names.Presence, Ns.Client) ? StanzaKind.Presence : StanzaKind.None;
        if (Kind == StanzaKind.None)
        {
            return false;
        }

        if (!Stanza.Attribute(0, Names.From, From))
        {
            From.Set(Stanza.Arena, 0, 0);
        }

        if (!Stanza.Attribute(0, Names.Id, Id))
        {
            Id.Set(Stanza.Arena, 0, 0);
        }

        if (!Stanza.Attribute(0, Names.Type, Type))
        {
            Type.Set(Stanza.Arena, 0, 0);
        }

        Jid.Bare(From, Bare);
        Payload = Stanza.FirstChild(0);
        return true;
    }
}

using Core;
using Core.Bytes;
using Xmpp.Xml;

namespace Tests.Unit.Xml;

/// <summary>A scanner inside an open stream, fed in pieces of any size, that tells what it came to.</summary>
public sealed class Scanned
{
    /// <summary>The header of a client's stream.</summary>
    public const string Header =
        "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";

    private static readonly byte[] Id = Utf8.Bytes("id");

    private readonly XmlScanner _scanner;
    private readonly Slice _value = new();

    /// <summary>What the last event shows.</summary>
    public readonly Stanza Stanza = new();

    /// <summary>A scanner that has seen the header.</summary>
    public Scanned()
    {
        _scanner = new XmlScanner(Stanza);
        Feed(Header);
    }

    /// <summary>One stanza, scanned.</summary>
    public static Stanza One(string stanza) => Whole(stanza).Stanza;

    /// <summary>A stream with one stanza, which must be there.</summary>
    public static Scanned Whole(string stanza)
    {
        Scanned scanned = new();
        Check.That(scanned.Feed(stanza) == ScanEvent.Stanza);
        return scanned;
    }

    /// <summary>One stanza whose first byte is the arena's first byte.</summary>
    public static Stanza AtFront(string stanza)
    {
        // What fills the arena to the last byte makes the next stanza move to its front.
        Scanned scanned = new();
        byte[] filling = Utf8.Bytes(new string(' ', Limits.Arena));
        scanned.Offer(filling, 0, filling.Length);
        scanned.Next();
        Check.That(scanned.Feed(stanza) == ScanEvent.Stanza);
        return scanned.Stanza;
    }

    /// <summary>Takes it all and comes to the next event.</summary>
    public ScanEvent Feed(string xml) => Feed(Utf8.Bytes(xml));

    /// <summary>Takes it all and comes to the next event.</summary>
    public ScanEvent Feed(byte[] bytes)
    {
        int taken = _scanner.Append(bytes, 0, bytes.Length);
        Check.That(taken == bytes.Length);
        return _scanner.Scan();
    }

    /// <summary>Comes to the next event in what was taken.</summary>
    public ScanEvent Next() => _scanner.Scan();

    /// <summary>Takes what has room.</summary>
    public int Offer(byte[] bytes, int offset, int count) => _scanner.Append(bytes, offset, count);

    /// <summary>Feeds everything in pieces: <paramref name="first"/> bytes, then <paramref name="step"/> at a time. The
    /// story names every event with the ids and texts of its elements.</summary>
    public string Story(byte[] xml, int first, int step)
    {
        string story = string.Empty;
        int at = 0;
        int piece = first;
        bool over = false;
        while (at < xml.Length && !over)
        {
            int taken = _scanner.Append(xml, at, piece < xml.Length - at ? piece : xml.Length - at);
            at += taken;
            ScanEvent found = _scanner.Scan();
            over = found == ScanEvent.None && taken == 0;
            while (found != ScanEvent.None && !over)
            {
                story += Tell(found);
                over = found >= ScanEvent.StreamClose;
                found = over ? found : _scanner.Scan();
            }

            piece = step;
        }

        return story;
    }

    private string Tell(ScanEvent found)
    {
        string told = ((int)found).ToString();
        for (int i = 0; i < Stanza.Count && found <= ScanEvent.Oversized; i++)
        {
            told += Stanza.Attribute(i, Id, _value) ? "#" + _value.ToString() : "#";
            told += Stanza.Text(i, _value) ? _value.ToString() : "?";
        }

        return told + (Stanza.Malformed ? "! " : " ");
    }
}

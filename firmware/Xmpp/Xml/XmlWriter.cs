using Core.Bytes;

namespace Xmpp.Xml;

/// <summary>Appends XML to a fixed array. What comes from outside goes through <see cref="Escaped(Slice)"/>
/// only.</summary>
public class XmlWriter : ByteWriter
{
    /// <summary>A writer over <paramref name="capacity"/> bytes, taken here once.</summary>
    public XmlWriter(int capacity)
        : base(capacity)
    {
    }

    /// <summary>Where the last mark stands.</summary>
    public int Marked;

    /// <summary>Remembers this place, to take back what follows.</summary>
    public void Mark() => Marked = Count;

    /// <summary>Takes back everything behind the mark, and the overflow with it.</summary>
    public void TakeBack()
    {
        Count = Marked;
        Overflow = false;
    }

    /// <summary>Appends an attribute whose value needs escaping.</summary>
    public void Attribute(string name, Slice value)
    {
        Text(" ");
        Text(name);
        Text("='");
        Escaped(value);
        Byte('\'');
    }

    /// <inheritdoc/>
    public override void Content(byte[] source, int offset, int count) => Escaped(source, offset, count);

    /// <summary>Appends text or an attribute value, escaped (XML 1.0 §2.4).</summary>
    public void Escaped(Slice text) => Escaped(text.Bytes, text.Offset, text.Count);

    /// <summary>Appends text or an attribute value, escaped.</summary>
    public void Escaped(byte[] text) => Escaped(text, 0, text.Length);

    /// <summary>Appends text or an attribute value, escaped; if it is not text that XML can carry, every doubtful byte
    /// becomes a question mark, because one such byte would end the stream.</summary>
    public void Escaped(byte[] text, int offset, int count)
    {
        bool carried = Utf8.IsXmlText(text, offset, count);
        int start = offset;
        int end = offset + count;
        for (int at = offset; at < end; at++)
        {
            byte next = text[at];
            bool doubtful = !carried && (next >= 0x80 || next < 0x20);
            if (doubtful || next == '<' || next == '>' || next == '&' || next == '\'' || next == '"')
            {
                Bytes(text, start, at - start);
                Text(doubtful ? "?" : Entity(next));
                start = at + 1;
            }
        }

        Bytes(text, start, end - start);
    }

    private static string Entity(byte character)
    {
        switch (character)
        {
            case (byte)'<': return "&lt;";
            case (byte)'>': return "&gt;";
            case (byte)'&': return "&amp;";
            case (byte)'\'': return "&apos;";
            default: return "&quot;";
        }
    }
}

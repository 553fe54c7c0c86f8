using Core.Bytes;

namespace Xmpp.Xml;

/// <summary>Appends XML to a fixed array. What comes from outside goes through <see cref="Escaped(Slice)"/>
/// only.</summary>
/// <remarks>What is written again and again is a static text: on the device each literal that is loaded takes
/// heap.</remarks>
public class XmlWriter : ByteWriter
{
    /// <summary>Ends the last attribute's value and the tag.</summary>
    public static readonly string EndTag = "'>";

    /// <summary>Ends the last attribute's value and the empty element.</summary>
    public static readonly string EndEmpty = "'/>";

    /// <summary>Attribute: id of a stanza or an item.</summary>
    public static readonly string Id = "id";

    /// <summary>Attribute: who a stanza is for.</summary>
    public static readonly string To = "to";

    /// <summary>Attribute: namespace of the element.</summary>
    public static readonly string Xmlns = "xmlns";


    // One table instead of five texts.
    private static readonly byte[] Entities = Utf8.Bytes("&lt;&gt;&amp;&apos;&quot;");

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
        BeginAttribute(name);
        Escaped(value);
        Byte('\'');
    }

    /// <summary>Begins an attribute; its value follows, and a quote.</summary>
    public void BeginAttribute(string name)
    {
        Byte(' ');
        Text(name);
        Byte('=');
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
                Entity(doubtful ? '?' : next);
                start = at + 1;
            }
        }

        Bytes(text, start, end - start);
    }

    private void Entity(int character)
    {
        switch (character)
        {
            case '?':
                Byte('?');
                break;
            case '<':
                Bytes(Entities, 0, 4);
                break;
            case '>':
                Bytes(Entities, 4, 4);
                break;
            case '&':
                Bytes(Entities, 8, 5);
                break;
            case '\'':
                Bytes(Entities, 13, 6);
                break;
            default:
                Bytes(Entities, 19, 6);
                break;
        }
    }
}

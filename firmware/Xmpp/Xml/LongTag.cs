namespace Xmpp.Xml;

/// <summary>Passes over one tag or CDATA section that is longer than the arena. Nothing of it is kept: what a stranger
/// sends costs him his stanza, and not us the stream.</summary>
internal sealed class LongTag
{
    private const int Open = 0x100;
    private const int Top = 0x200;

    private int _kind;      // the byte behind its "<", and the two flags above
    private byte _quote;    // the quotation mark that is open; zero for none
    private int _tail;      // the last two bytes

    /// <summary>One is being passed over.</summary>
    internal bool IsOpen => (_kind & Open) != 0;

    /// <summary>It is a stanza's own.</summary>
    internal bool IsTop => (_kind & Top) != 0;

    /// <summary>It is an end tag.</summary>
    internal bool IsEndTag => (byte)_kind == '/';

    /// <summary>It is a start tag; a section is neither.</summary>
    internal bool IsStartTag => !IsEndTag && !IsSection;

    /// <summary>The tag that went by ended with a slash.</summary>
    internal bool IsEmpty => (byte)_tail == '/';

    private bool IsSection => (byte)_kind == '!';

    /// <summary>Forgets it.</summary>
    internal void Clear() => _kind = 0;

    /// <summary>Begins with a tag behind whose "&lt;" this byte stands.</summary>
    internal void Begin(byte kind, bool isTop)
    {
        _kind = kind | Open | (isTop ? Top : 0);
        _quote = 0;
        _tail = 0;
    }

    /// <summary>Goes over these bytes. Returns where those behind the tag begin, or
    /// <see cref="XmlTag.Unfinished"/>.</summary>
    internal int Pass(byte[] bytes, int at, int end)
    {
        while (at < end)
        {
            byte next = bytes[at++];
            if (next == '>' && EndsHere())
            {
                _kind &= ~Open;
                return at;
            }

            if (!IsSection && (next == '"' || next == '\''))
            {
                _quote = _quote == 0 ? next : _quote == next ? (byte)0 : _quote;
            }

            _tail = (byte)_tail << 8 | next;
        }

        return XmlTag.Unfinished;
    }

    private bool EndsHere() => IsSection ? _tail == (']' << 8 | ']') : _quote == 0;
}

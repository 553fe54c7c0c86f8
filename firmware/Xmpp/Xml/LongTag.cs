namespace Xmpp.Xml;

/// <summary>Passes over one tag or CDATA section that is longer than the arena. Nothing of it is kept: what a stranger
/// sends costs him his stanza, and not us the stream.</summary>
internal sealed class LongTag
{
    private const byte Section = (byte)'!';

    private byte _kind;     // what stands behind its "<"; zero for none
    private byte _quote;    // the quotation mark that is open; zero for none
    private byte _last;
    private byte _beforeLast;

    /// <summary>One is being passed over.</summary>
    internal bool IsOpen => _kind != 0;

    /// <summary>It is an end tag.</summary>
    internal bool IsEndTag { get; private set; }

    /// <summary>It is a start tag; a section is neither.</summary>
    internal bool IsStartTag { get; private set; }

    /// <summary>The tag that went by ended with a slash.</summary>
    internal bool IsEmpty { get; private set; }

    /// <summary>Forgets it.</summary>
    internal void Clear() => _kind = 0;

    /// <summary>It is a stanza's own.</summary>
    internal bool IsTop { get; private set; }

    /// <summary>Begins with a tag behind whose "&lt;" this byte stands.</summary>
    internal void Begin(byte kind, bool isTop)
    {
        _kind = kind;
        IsTop = isTop;
        IsEndTag = _kind == '/';
        IsStartTag = _kind != '/' && _kind != Section;
        IsEmpty = false;
        _quote = _last = _beforeLast = 0;
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
                IsEmpty = _last == '/';
                _kind = 0;
                return at;
            }

            if (_kind != Section && (next == '"' || next == '\''))
            {
                _quote = _quote == 0 ? next : _quote == next ? (byte)0 : _quote;
            }

            _beforeLast = _last;
            _last = next;
        }

        return XmlTag.Unfinished;
    }

    private bool EndsHere() => _kind == Section ? _last == ']' && _beforeLast == ']' : _quote == 0;
}

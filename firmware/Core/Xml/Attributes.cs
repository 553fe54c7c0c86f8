using System;
using Core.Bytes;

namespace Core.Xml;

/// <summary>The attributes of one start tag, found in one walk (XML 1.0 §3.1).</summary>
/// <remarks>
/// <code>
/// attribute = name [space] "=" [space] ( "'" value "'" / '"' value '"' )
/// </code>
/// The walk leaps by native search from equal sign to quote to equal sign; names are compared only when asked for. A
/// tag is walked once, however many of its attributes are asked for in a row.
/// </remarks>
internal sealed class Attributes
{
    private static readonly object Equal = (byte)'=';
    private static readonly byte[] Xmlns = Utf8.Bytes("xmlns");

    private readonly byte[] _bytes;
    private readonly short[] _nameEnds = new short[Limits.Attributes];
    private readonly short[] _values = new short[Limits.Attributes];
    private readonly short[] _valueEnds = new short[Limits.Attributes];
    private int _element = Stanza.None;
    private int _count;

    /// <summary>A tag was not well-formed.</summary>
    internal bool IsMalformed;

    /// <summary>A tag had more attributes than <see cref="Limits.Attributes"/>; those behind count as absent.</summary>
    internal bool IsFull;

    /// <summary>Attributes of tags in these bytes.</summary>
    internal Attributes(byte[] bytes)
    {
        _bytes = bytes;
    }

    /// <summary>Forgets the tag: its bytes may change.</summary>
    internal void Clear()
    {
        _element = Stanza.None;
        IsMalformed = IsFull = false;
    }

    /// <summary>Walks the tag of an element, unless it was the last one walked.</summary>
    internal void Walk(int element, int open, int end)
    {
        if (element == _element)
        {
            return;
        }

        _element = element;
        _count = 0;
        byte[] bytes = _bytes;
        int at = open;
        int equal;
        while ((equal = Array.IndexOf(bytes, Equal, at, end - at)) > 0)
        {
            int nameEnd = equal;
            int quote = equal + 1;
            object mark = XmlTag.SingleQuote;
            if (bytes[quote] != '\'' || bytes[equal - 1] <= ' ')
            {
                quote = XmlTag.SkipSpace(bytes, quote, end);
                nameEnd = XmlTag.SkipSpaceBack(bytes, equal);
                mark = XmlTag.Mark(bytes[quote]);
            }

            int close = mark == null ? -1 : Array.IndexOf(bytes, mark, quote + 1, end - quote - 1);
            if (close < 0 || _count == Limits.Attributes)
            {
                IsMalformed |= close < 0;
                IsFull |= close >= 0;
                return;
            }

            _nameEnds[_count] = (short)nameEnd;
            _values[_count] = (short)(quote + 1);
            _valueEnds[_count++] = (short)close;
            at = close + 1;
        }
    }

    /// <summary>Shows the raw value of an attribute without prefix; false if it is not there.</summary>
    internal bool Find(byte[] name, Slice value)
    {
        byte[] bytes = _bytes;
        int length = name.Length;
        byte last = name[length - 1];
        for (int i = 0; i < _count; i++)
        {
            int end = _nameEnds[i];
            if (bytes[end - 1] == last && end > length && bytes[end - length - 1] <= ' '
                && Same.Bytes(bytes, end - length, name, 0, length))
            {
                value.Set(bytes, _values[i], _valueEnds[i] - _values[i]);
                return true;
            }
        }

        return false;
    }

    /// <summary>Shows the value of <c>xmlns</c>, or of <c>xmlns:prefix</c> where the prefix stands in the same bytes;
    /// false if the tag does not declare it.</summary>
    internal bool FindDeclaration(int prefixAt, int prefix, Slice value)
    {
        if (prefix == 0)
        {
            return Find(Xmlns, value);
        }

        for (int i = 0; i < _count; i++)
        {
            int at = _nameEnds[i] - prefix;
            int start = at - 1 - Xmlns.Length;
            if (start > 0 && _bytes[at - 1] == ':' && _bytes[start - 1] <= ' '
                && Same.Bytes(_bytes, start, Xmlns, 0, Xmlns.Length)
                && Same.Bytes(_bytes, at, _bytes, prefixAt, prefix))
            {
                value.Set(_bytes, _values[i], _valueEnds[i] - _values[i]);
                return true;
            }
        }

        return false;
    }
}

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
    private static readonly object SingleQuote = (byte)'\'';

    /// <summary>The attribute that declares the namespace of names without prefix.</summary>
    internal static readonly byte[] Xmlns = Utf8.Bytes("xmlns");

    private readonly Stanza _stanza;
    private readonly short[] _nameEnds = new short[Limits.Attributes];
    private readonly short[] _values = new short[Limits.Attributes];
    private readonly short[] _valueEnds = new short[Limits.Attributes];
    private int _element = Stanza.None;
    private int _count;

    /// <summary>A tag was not well-formed.</summary>
    internal bool IsMalformed;

    /// <summary>A tag had more attributes than <see cref="Limits.Attributes"/>; those behind count as absent.</summary>
    internal bool IsFull;

    /// <summary>Attributes of the elements of <paramref name="stanza"/>.</summary>
    internal Attributes(Stanza stanza)
    {
        _stanza = stanza;
    }

    /// <summary>Forgets the tag: its bytes may change.</summary>
    internal void Clear()
    {
        _element = Stanza.None;
        IsMalformed = IsFull = false;
    }

    /// <summary>Shows the raw value of an element's attribute without prefix; false if it is not there.</summary>
    internal bool Find(int element, byte[] name, Slice value)
    {
        if (element != _element)
        {
            Walk(element);
        }

        byte[] bytes = _stanza.Arena;
        short[] ends = _nameEnds;
        byte first = name[0];
        int length = name.Length;
        int count = _count;
        for (int i = 0; i < count; i++)
        {
            int start = ends[i] - length;
            if (start <= 0 || bytes[start] != first || bytes[start - 1] > ' ')
            {
                continue;
            }

            int same = 1;
            while (same < length && bytes[start + same] == name[same])
            {
                same++;
            }

            if (same == length)
            {
                value.Set(bytes, _values[i], _valueEnds[i] - _values[i]);
                return true;
            }
        }

        return false;
    }

    /// <summary>Shows the value of an element's <c>xmlns</c>, or of <c>xmlns:prefix</c> where the prefix stands in the
    /// same bytes; false if its tag does not declare it.</summary>
    internal bool FindDeclaration(int element, int prefixAt, int prefix, Slice value)
    {
        if (prefix == 0)
        {
            return Find(element, Xmlns, value);
        }

        if (element != _element)
        {
            Walk(element);
        }

        byte[] bytes = _stanza.Arena;
        for (int i = 0; i < _count; i++)
        {
            int at = _nameEnds[i] - prefix;
            int start = at - 1 - Xmlns.Length;
            if (start > 0 && bytes[at - 1] == ':' && bytes[start - 1] <= ' '
                && Same.Bytes(bytes, start, Xmlns, 0, Xmlns.Length)
                && Same.Bytes(bytes, at, bytes, prefixAt, prefix))
            {
                value.Set(bytes, _values[i], _valueEnds[i] - _values[i]);
                return true;
            }
        }

        return false;
    }

    private void Walk(int element)
    {
        _element = element;
        byte[] bytes = _stanza.Arena;
        int at = _stanza.Open[element];
        int end = _stanza.TagEnd[element];
        int count = 0;
        int equal;
        while (at < end && (equal = Array.IndexOf(bytes, Equal, at, end - at)) > 0)
        {
            int value = equal + 2;
            int close;
            if (bytes[equal + 1] == '\'' && bytes[equal - 1] > ' ')
            {
                close = Array.IndexOf(bytes, SingleQuote, value, end - value);
            }
            else
            {
                value = XmlTag.SkipSpace(bytes, equal + 1, end) + 1;
                equal = XmlTag.SkipSpaceBack(bytes, equal);
                object mark = XmlTag.Mark(bytes[value - 1]);
                close = mark == null ? -1 : Array.IndexOf(bytes, mark, value, end - value);
            }

            if (close < 0 || count == Limits.Attributes)
            {
                IsMalformed |= close < 0;
                IsFull |= close >= 0;
                break;
            }

            _nameEnds[count] = (short)equal;
            _values[count] = (short)value;
            _valueEnds[count++] = (short)close;
            at = close + 1;
        }

        _count = count;
    }
}

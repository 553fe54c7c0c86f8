using System;
using Core;
using Core.Bytes;

namespace Xmpp.Xml;

/// <summary>Notes the elements of a stanza as their tags go by, and checks that start and end tags match.</summary>
/// <remarks>A stanza beyond the limits is only counted through: of it the first element is left.</remarks>
internal sealed class StanzaTree
{
    private readonly Stanza _stanza;
    private readonly byte[] _arena;
    private int _open = Stanza.None;    // the innermost open element

    /// <summary>Elements that are open.</summary>
    internal int Depth;

    /// <summary>The stanza is beyond the limits.</summary>
    internal bool IsSkipping;

    /// <summary>A tree that is built in <paramref name="stanza"/>.</summary>
    internal StanzaTree(Stanza stanza)
    {
        _stanza = stanza;
        _arena = stanza.Arena;
    }

    /// <summary>Forgets everything.</summary>
    internal void Clear()
    {
        _stanza.Release();
        Depth = 0;
        _open = Stanza.None;
        IsSkipping = false;
    }

    /// <summary>Gives up the stanza: its first element is all that is kept.</summary>
    internal void Skip() => IsSkipping = true;

    /// <summary>Notes the stream header, which stays open.</summary>
    internal void Header(int tag, int end)
    {
        Note(tag, end);
        Close(0, end, 1);
    }

    /// <summary>Steps inside the stanza over plain tags, as most are; returns where the first begins that is not
    /// plain or not whole.</summary>
    /// <remarks>Just what <see cref="Enter"/> and <see cref="Leave"/> do for one tag, without their calls and fields: a
    /// stanza is mostly this.</remarks>
    internal int Pass(int at, int limit)
    {
        int from;
        do
        {
            from = at;
            at = Ascend(Descend(at, limit), limit);
        }
        while (at > from && Depth > 0);

        return at;
    }

    /// <summary>Steps over plain start tags and empty elements.</summary>
    private int Descend(int at, int limit)
    {
        byte[] arena = _arena;
        short[] opens = _stanza.Open, ends = _stanza.TagEnd, parents = _stanza.Parent;
        int open = _open, count = _stanza.Count, depth = Depth;
        int last = limit - 2;
        while (at < last && arena[at] == '<' && arena[at + 1] >= 'A' && depth < Limits.Depth && count < Limits.Elements)
        {
            int end = Array.IndexOf(arena, XmlTag.GreaterThan, at + 2, last - at - 1);
            if (end < 0 || (arena[end + 1] != '<' && Array.IndexOf(arena, XmlTag.Equal, at, end - at) > 0))
            {
                break;
            }

            opens[count] = (short)at;
            ends[count] = (short)end;
            parents[count] = (short)open;
            if (arena[end - 1] == '/')
            {
                Close(count, end, count + 1);
            }
            else
            {
                open = count;
                depth++;
            }

            count++;
            at = end + 1;
        }

        _open = open;
        _stanza.Count = count;
        Depth = depth;
        return at;
    }

    /// <summary>Steps over plain end tags, and the text before them.</summary>
    private int Ascend(int at, int limit)
    {
        byte[] arena = _arena;
        short[] opens = _stanza.Open, closes = _stanza.Close, behinds = _stanza.Behind, parents = _stanza.Parent;
        ulong[] names = _stanza.NameWords;
        short count = (short)_stanza.Count;
        int open = _open, depth = Depth;
        while (depth > 0)
        {
            at = arena[at] == '<' ? at : TextEnd(at, limit);
            int end = arena[at + 1] != '/' ? -1 : Array.IndexOf(arena, XmlTag.GreaterThan, at, limit - at);
            if (end < 0)
            {
                break;
            }

            // Both tags' names as words, each with what stands before it: that is shifted out. A name too long for that
            // is compared elsewhere.
            int rest = ShortName.Word + 2 + at - end;
            int openEnd = opens[open] + end - at - 1;
            byte behind = arena[openEnd];
            ulong name = BitConverter.ToUInt64(arena, end - ShortName.Word);
            if ((behind != '>' && behind > ' ' && behind != '/') || rest < 0
                || (name ^ BitConverter.ToUInt64(arena, openEnd - ShortName.Word)) >> (8 * rest) != 0)
            {
                break;
            }

            if (open < Limits.NamedElements)
            {
                names[open] = name;
            }

            closes[open] = (short)at;
            behinds[open] = count;
            open = parents[open];
            depth--;
            at = end + 1;
        }

        _open = open;
        Depth = depth;
        return at;
    }

    /// <summary>Where the text at hand ends, as far as it came.</summary>
    private int TextEnd(int at, int limit)
    {
        int tag = Array.IndexOf(_arena, XmlTag.LessThan, at, limit - at);
        return tag < at ? limit : tag;
    }

    /// <summary>A start tag; empty if it has no end tag.</summary>
    internal ScanEvent Enter(int tag, int end, bool empty)
    {
        IsSkipping |= _stanza.Count == Limits.Elements || Depth == Limits.Depth;
        if (!IsSkipping)
        {
            Note(tag, end);
            _open = _stanza.Count - 1;
        }

        Depth++;
        return empty ? Leave(end) : ScanEvent.None;
    }

    /// <summary>True if the name from <paramref name="name"/> to <paramref name="end"/>, perhaps with white space
    /// behind it, is the open element's.</summary>
    internal bool ClosesOpen(int name, int end)
    {
        while (_arena[end - 1] <= ' ')
        {
            end--;
        }

        int open = _stanza.Open[_open] + 1;
        byte behind = _arena[open + end - name];
        return (behind <= ' ' || behind == '>' || behind == '/') && Same.Bytes(_arena, name, _arena, open, end - name);
    }

    /// <summary>The open element ends with the tag at <paramref name="close"/>.</summary>
    internal ScanEvent Leave(int close)
    {
        Depth--;
        if (!IsSkipping)
        {
            Close(_open, close, _stanza.Count);
            _open = _stanza.Parent[_open];
            return Depth == 0 ? ScanEvent.Stanza : ScanEvent.None;
        }

        if (Depth > 0)
        {
            return ScanEvent.None;
        }

        _stanza.Count = 1;
        Close(0, _stanza.TagEnd[0], 1);
        _open = Stanza.None;
        IsSkipping = false;
        return ScanEvent.Oversized;
    }

    /// <summary>The bytes have moved towards the front.</summary>
    internal void Shift(int distance)
    {
        _stanza.Attributes.Clear();
        for (int i = 0; i < _stanza.Count; i++)
        {
            _stanza.Open[i] -= (short)distance;
            _stanza.TagEnd[i] -= (short)distance;
            _stanza.Close[i] -= (short)distance;
        }
    }

    /// <summary>An element ends, with nothing known of its name.</summary>
    private void Close(int element, int close, int behind)
    {
        _stanza.Close[element] = (short)close;
        _stanza.Behind[element] = (short)behind;
        if (element < Limits.NamedElements)
        {
            _stanza.NameWords[element] = 0;
        }
    }

    private void Note(int tag, int end)
    {
        int element = _stanza.Count++;
        _stanza.Open[element] = (short)tag;
        _stanza.TagEnd[element] = (short)end;
        _stanza.Parent[element] = (short)_open;
    }
}

using System;
using Core.Bytes;

namespace Core.Xml;

/// <summary>Notes the elements of a stanza as their tags go by, and checks that start and end tags match.</summary>
/// <remarks>A stanza beyond the limits is only counted through: of it the first element is left.</remarks>
internal sealed class StanzaTree
{
    private static readonly object LessThan = (byte)'<';
    private static readonly object GreaterThan = (byte)'>';
    private static readonly object Equal = (byte)'=';

    private const int Word = 8;

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
        _stanza.Behind[0] = 1;
        _stanza.Close[0] = (short)end;
    }

    /// <summary>Steps inside the stanza over plain tags, as most are; returns where the first begins that is not
    /// plain or not whole.</summary>
    /// <remarks>Just what <see cref="Enter"/> and <see cref="Leave"/> do for one tag, without their calls and fields: a
    /// stanza is mostly this.</remarks>
    internal int Pass(int at, int limit)
    {
        byte[] arena = _arena;
        short[] opens = _stanza.Open, parents = _stanza.Parent;
        int open = _open, count = _stanza.Count, depth = Depth;
        int last = limit - 2;
        while (depth > 0)
        {
            int tag = arena[at] == '<' ? at : Array.IndexOf(arena, LessThan, at, limit - at);
            int end = tag < at || tag >= last ? -1 : Array.IndexOf(arena, GreaterThan, tag + 2, last - tag);
            byte kind = arena[tag + 1];
            if (end < 0 || (kind == '/' ? IsOther(arena, opens[open] + 1, tag + 2, end)
                : kind < 'A' || end > last || depth == Limits.Depth || count == Limits.Elements
                    || (arena[end + 1] != '<' && Array.IndexOf(arena, Equal, tag, end - tag) > 0)))
            {
                break;
            }

            at = end + 1;
            if (kind != '/')
            {
                opens[count] = (short)tag;
                _stanza.TagEnd[count] = (short)end;
                parents[count] = (short)open;
                open = count++;
                depth++;
                if (arena[end - 1] != '/')
                {
                    continue;
                }

                tag = end;
            }

            _stanza.Close[open] = (short)tag;
            _stanza.Behind[open] = (short)count;
            open = parents[open];
            depth--;
        }

        _open = open;
        _stanza.Count = count;
        Depth = depth;
        return at;
    }

    /// <summary>True if an end tag's name is not plainly the one at <paramref name="open"/>: another, a long one, or
    /// one with white space behind it.</summary>
    private static bool IsOther(byte[] arena, int open, int name, int end)
    {
        // The arena's slack lets a short name be read as one word. Every device of ours is little-endian: what stands
        // behind the name is in the word's high end, and is shifted out.
        int rest = Word - end + name;
        byte behind = arena[open + end - name];
        return rest < 0 || (behind > ' ' && behind != '>' && behind != '/')
            || (BitConverter.ToInt64(arena, name) ^ BitConverter.ToInt64(arena, open)) << (8 * rest) != 0;
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
            _stanza.Close[_open] = (short)close;
            _stanza.Behind[_open] = (short)_stanza.Count;
            _open = _stanza.Parent[_open];
            return Depth == 0 ? ScanEvent.Stanza : ScanEvent.None;
        }

        if (Depth > 0)
        {
            return ScanEvent.None;
        }

        _stanza.Count = 1;
        _stanza.Behind[0] = 1;
        _stanza.Close[0] = _stanza.TagEnd[0];
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

    private void Note(int tag, int end)
    {
        int element = _stanza.Count++;
        _stanza.Open[element] = (short)tag;
        _stanza.TagEnd[element] = (short)end;
        _stanza.Parent[element] = (short)_open;
    }
}

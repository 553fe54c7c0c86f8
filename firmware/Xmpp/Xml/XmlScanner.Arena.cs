using System;
using Core;

namespace Xmpp.Xml;

/// <summary>How bytes come into the arena, and what makes room there.</summary>
public sealed partial class XmlScanner
{
    /// <summary>Takes bytes that came; fewer than <paramref name="count"/> if there is no room before the next
    /// <see cref="Scan"/>.</summary>
    public int Append(byte[] source, int offset, int count)
    {
        Release();
        if (count > ArenaEnd - _end)
        {
            MoveToFront();
            if (_end == ArenaEnd && _tree.Depth > 0 && !_unseen)
            {
                Discard();
            }
        }

        int room = ArenaEnd - _end;
        int taken = count < room ? count : room;
        Array.Copy(source, offset, _arena, _end, taken);
        _end += taken;
        _unseen |= taken > 0;
        return taken;
    }

    /// <summary>True if no byte more can be taken although the tag at hand is not whole. A stanza that fills the arena
    /// is given up first.</summary>
    private bool IsFull()
    {
        if (_end == ArenaEnd && _start == Stanza.Front && _tree.Depth > 0 && !_tree.IsSkipping)
        {
            Discard();
        }

        return _at == KeptLength() && _end == ArenaEnd;
    }

    private int KeptLength() => _tree.IsSkipping ? _stanza.TagEnd[0] + 1 : Stanza.Front;

    /// <summary>Gives up a stanza that fills the arena alone: only its own start tag is kept, for the answer, and
    /// what is not yet scanned.</summary>
    private void Discard()
    {
        _tree.Skip();
        int kept = KeptLength();
        Array.Copy(_arena, _at, _arena, kept, _end - _at);
        _end -= _at - kept;
        _at = kept;
    }

    private void MoveToFront()
    {
        if (_start == Stanza.Front)
        {
            return;
        }

        int shift = _start - Stanza.Front;
        Array.Copy(_arena, _start, _arena, Stanza.Front, _end - _start);
        _at -= shift;
        _end -= shift;
        _start = Stanza.Front;
        _tree.Shift(shift);
    }
}

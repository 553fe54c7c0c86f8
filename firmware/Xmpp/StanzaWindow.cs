using System;
using Core;
using Core.Bytes;

namespace Xmpp;

/// <summary>Stanzas that were sent and not acknowledged, oldest first, in a fixed array.</summary>
/// <remarks>
/// <code>
/// entry = owned 1 bit | length 15 bits (big endian) | stanza;  length 0: counted, but not kept for lack of room
/// </code>
/// An owned stanza is a request that whoever made it makes again in a new session.
/// </remarks>
public sealed class StanzaWindow
{
    private const int HeaderLength = 2;
    private const int OwnedBit = 0x80;

    private static readonly byte[] PresenceStart = Utf8.Bytes("<presence");

    private readonly Slice _slice = new();
    private int _lost;          // the oldest ones, for which no entry was left
    private byte[] _left;       // what an earlier session left behind

    /// <summary>The entries; the first <see cref="Length"/> bytes.</summary>
    public readonly byte[] Bytes = new byte[Limits.Window];

    /// <summary>Bytes that the entries take.</summary>
    public int Length;

    /// <summary>Stanzas that the server has not acknowledged, kept or not.</summary>
    public int Count;

    /// <summary>Forgets all of them.</summary>
    public void Clear()
    {
        Length = 0;
        Count = 0;
        _lost = 0;
    }

    /// <summary>Puts them aside for <see cref="WriteLeft"/>: their session is gone.</summary>
    public void LeaveBehind()
    {
        // What an earlier session left is worth more than the presence of one that never began.
        if (Length > 0 && _left == null)
        {
            _left = new byte[Length];
            Array.Copy(Bytes, 0, _left, 0, Length);
        }

        Clear();
    }

    /// <summary>Counts a stanza that goes out, and keeps it if there is room.</summary>
    public void Add(byte[] source, int offset, int count, bool owned)
    {
        Count++;
        if (Length + HeaderLength > Limits.Window)
        {
            DropEntry(0);
            _lost++;
        }

        int kept = Length + HeaderLength + count <= Limits.Window ? count : 0;
        Bytes[Length] = (byte)((owned ? OwnedBit : 0) | kept >> 8);
        Bytes[Length + 1] = (byte)kept;
        Array.Copy(source, offset, Bytes, Length + HeaderLength, kept);
        Length += HeaderLength + kept;
    }

    /// <summary>The oldest stanza is acknowledged.</summary>
    public void Remove()
    {
        Count--;
        if (_lost > 0)
        {
            _lost--;
        }
        else
        {
            DropEntry(0);
        }
    }

    /// <summary>Writes all again, in order and byte by byte, after their session was resumed.</summary>
    public void WriteAgain(ByteWriter target)
    {
        Count = 0;
        _lost = 0;
        for (int at = 0; at < Length;)
        {
            int length = EntryLength(Bytes, at);
            if (length == 0)
            {
                // Not kept, so not sent again: it must not stand where the server counts the next one.
                DropEntry(at);
                continue;
            }

            target.Bytes(Bytes, at + HeaderLength, length);
            at += HeaderLength + length;
            Count++;
        }
    }

    /// <summary>Writes as new, and counts, what an earlier session left behind: all but presence, which is sent anew,
    /// and owned ones.</summary>
    public void WriteLeft(ByteWriter target, bool counts)
    {
        byte[] left = _left;
        _left = null;
        int end = left == null ? 0 : left.Length;
        for (int at = 0; at < end;)
        {
            bool owned = (left[at] & OwnedBit) != 0;
            int count = EntryLength(left, at);
            at += HeaderLength;
            _slice.Set(left, at, count);
            if (count > 0 && !owned && !_slice.StartsWith(PresenceStart))
            {
                target.Bytes(left, at, count);
                if (counts)
                {
                    Add(left, at, count, false);
                }
            }

            at += count;
        }
    }

    /// <summary>Takes over entries that were saved; false if they do not fit the count that was saved with
    /// them.</summary>
    public bool Load(byte[] source, int offset, int length, int count)
    {
        Array.Copy(source, offset, Bytes, 0, length);
        Length = length;
        Count = count;
        _lost = count;
        int at = 0;
        while (at + HeaderLength <= length)
        {
            at += HeaderLength + EntryLength(Bytes, at);
            _lost--;
        }

        return at == length && _lost >= 0 && count <= Limits.Window;
    }

    private static int EntryLength(byte[] bytes, int at) => (bytes[at] & ~OwnedBit) << 8 | bytes[at + 1];

    private void DropEntry(int at)
    {
        int dropped = Length == 0 ? 0 : HeaderLength + EntryLength(Bytes, at);
        Length -= dropped;
        Array.Copy(Bytes, at + dropped, Bytes, at, Length - at);
    }
}

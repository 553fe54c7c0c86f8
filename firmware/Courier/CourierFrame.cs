using System;
using Core;
using Core.Bytes;

namespace Courier;

/// <summary>One frame of the Courier protocol on its way in, taken in whatever pieces it comes.</summary>
/// <remarks>
/// <code>
/// frame = command u8 | length u32, of all items | item*        integers big endian
/// item  = id u8 | length u16 | value
/// </code>
/// Kept are the items that this device has a use for, the first of each id. One that finds no room is skipped as it
/// comes, and so is the rest of a frame whose items do not fit into its length: the next frame begins where this one
/// said.
/// </remarks>
public sealed class CourierFrame
{
    private const int HeaderLength = 5;
    private const int ItemHeaderLength = 3;

    // What a long item leaves free for the short ones behind it: without its id a push cannot even be refused.
    private const int Reserve = 192;

    // Items 1 to 6, 8 and 10, one bit each.
    private const int KnownItems = 0b101_0111_1110;

    private readonly byte[] _kept = new byte[Limits.PushArena];
    private int _count;         // bytes of kept items, as they stand in the frame
    private long _header;       // bytes of the header that is being read
    private int _missing;       // bytes that are still missing of it
    private long _rest;         // bytes of the frame behind what was taken
    private long _valueRest;    // bytes of the value that is being taken
    private int _seen;          // one bit an item, as in the items that are known
    private bool _inFrame;
    private bool _keeps;

    /// <summary>A frame that has not begun.</summary>
    public CourierFrame()
    {
        Next();
    }

    /// <summary>What the frame is.</summary>
    public int Command;

    /// <summary>All of it was taken; <see cref="Next"/> before more.</summary>
    public bool IsComplete;

    /// <summary>An item that has a use was longer than fits.</summary>
    public bool IsOversized;

    /// <summary>The lengths of the items do not add up to the frame's.</summary>
    public bool IsMalformed;

    /// <summary>The frame claims to be longer than any; it is not taken.</summary>
    public bool IsTooLarge;

    /// <summary>Forgets this frame and awaits the next.</summary>
    public void Next()
    {
        _count = _seen = 0;
        _inFrame = _keeps = IsComplete = IsOversized = IsMalformed = IsTooLarge = false;
        _rest = _valueRest = 0;
        Await(HeaderLength);
    }

    /// <summary>Takes bytes up to the end of this frame; returns how many.</summary>
    public int Append(byte[] source, int offset, int count)
    {
        int at = offset;
        int end = offset + count;
        while (at < end && !IsComplete && !IsTooLarge)
        {
            if (_valueRest > 0)
            {
                at += TakeValue(source, at, end - at);
            }
            else
            {
                TakeHeader(source[at++]);
            }
        }

        return at - offset;
    }

    /// <summary>Points to an item's value; false, and nowhere, if it did not come or was not kept.</summary>
    public bool Find(int id, Slice value)
    {
        for (int at = 0; at < _count;)
        {
            int length = _kept[at + 1] << 8 | _kept[at + 2];
            if (_kept[at] == id)
            {
                value.Set(_kept, at + ItemHeaderLength, length);
                return true;
            }

            at += ItemHeaderLength + length;
        }

        value.Clear();
        return false;
    }

    /// <summary>A number of one to eight bytes; <paramref name="otherwise"/> if it did not come or is longer, and for
    /// one above what a long holds.</summary>
    public long Number(int id, Slice scratch, long otherwise)
    {
        if (!Find(id, scratch) || scratch.Count == 0 || scratch.Count > 8)
        {
            return otherwise;
        }

        long value = 0;
        for (int i = 0; i < scratch.Count; i++)
        {
            value = value << 8 | scratch.Bytes[scratch.Offset + i];
        }

        return value < 0 ? otherwise : value;
    }

    /// <summary>The bit of an item that this device has a use for; zero for any other.</summary>
    private static int Bit(int id) => id <= 10 ? KnownItems & 1 << id : id == ItemId.Provider ? 1 : 0;

    private void Await(int length)
    {
        _header = 0;
        _missing = length;
    }

    private void TakeHeader(byte next)
    {
        _header = _header << 8 | next;
        _missing--;
        if (_inFrame)
        {
            _rest--;
        }

        if (_missing > 0)
        {
            return;
        }

        if (_inFrame)
        {
            BeginItem((int)(_header >> 16), (int)_header & 0xFFFF);
        }
        else
        {
            _inFrame = true;
            Command = (int)(_header >> 32);
            _rest = _header & 0xFFFF_FFFF;
            IsTooLarge = _rest > Limits.PushFrame;
            EndItem();
        }
    }

    private void BeginItem(int id, int length)
    {
        int bit = Bit(id);
        bool first = (bit & ~_seen) != 0;
        bool fits = _count + ItemHeaderLength + length <= _kept.Length - (length > Limits.PushToken ? Reserve : 0);
        IsMalformed |= length > _rest;
        IsOversized |= first && !fits;
        _valueRest = IsMalformed ? _rest : length;
        _keeps = first && fits && !IsMalformed;
        if (_keeps)
        {
            _seen |= bit;
            _kept[_count++] = (byte)id;
            _kept[_count++] = (byte)(length >> 8);
            _kept[_count++] = (byte)length;
        }

        if (_valueRest == 0)
        {
            EndItem();
        }
    }

    private int TakeValue(byte[] source, int offset, int count)
    {
        int taken = count < _valueRest ? count : (int)_valueRest;
        if (_keeps)
        {
            Array.Copy(source, offset, _kept, _count, taken);
            _count += taken;
        }

        _rest -= taken;
        _valueRest -= taken;
        if (_valueRest == 0)
        {
            EndItem();
        }

        return taken;
    }

    private void EndItem()
    {
        Await(ItemHeaderLength);
        IsComplete = _rest == 0 && !IsTooLarge;
        if (_rest > 0 && _rest < ItemHeaderLength)
        {
            IsMalformed = true;
            _keeps = false;
            _valueRest = _rest;
        }
    }
}

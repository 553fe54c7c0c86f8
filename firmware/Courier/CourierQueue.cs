using System;
using Core;
using Core.Bytes;

namespace Courier;

/// <summary>Frames on their way out, and messages until the server acknowledges them.</summary>
/// <remarks>
/// <code>
/// entry = state u8 | tries u8 | length u16, of the frame | id u32 | frame
///
/// passing message   Unsent → gone                          acknowledgements and all else likewise
/// kept message      Kept|Unsent → Kept → gone when it is acknowledged
///                   Kept|Held: until it is tried again, or until the next connection is up
/// </code>
/// Everything goes out in its order. When a connection is set up, the messages that were held back come behind what
/// sets it up.
/// </remarks>
public sealed class CourierQueue : FrameWriter
{
    private const int HeaderLength = 8;
    private const int FrameHeaderLength = 5;
    private const int Kept = 1;
    private const int Unsent = 2;
    private const int Held = 4;

    private int _entry;         // where the entry that is being written begins
    private int _sending = -1;  // where the entry that is being sent begins
    private int _given;         // bytes of its frame that were given

    /// <summary>An empty queue.</summary>
    public CourierQueue()
        : base(Limits.PushQueue)
    {
    }

    /// <summary>Something can be sent.</summary>
    public bool HasUnsent => _sending >= 0 || Find(Unsent, Unsent) >= 0;

    /// <summary>A message was sent and not acknowledged.</summary>
    public bool AwaitsAcknowledgement => Find(Kept | Unsent | Held, Kept) >= 0;

    /// <summary>A message is not acknowledged, sent or not.</summary>
    public bool HasMessages => Find(Kept, Kept) >= 0;

    /// <summary>Starts a frame; a kept message by its id, anything else by zero.</summary>
    public void Begin(int command, bool kept, uint id)
    {
        _entry = Count;
        Byte(kept ? Kept | Unsent : Unsent);
        Byte(0);
        Integer(0, 2);
        Integer(id, 4);
        Byte(command);
        Integer(0, 4);
    }

    /// <summary>Ends the frame; false, and it is gone, if it did not fit. Messages leave some room.</summary>
    public bool End()
    {
        if (Overflow || ((Buffer[_entry] & Kept) != 0 && Room < Limits.PushReserve))
        {
            Cancel();
            return false;
        }

        int length = Count - _entry - HeaderLength;
        Patch(_entry + 2, length);
        Patch(_entry + HeaderLength + 3, length - FrameHeaderLength);
        return true;
    }

    /// <summary>Takes back the frame that was begun.</summary>
    public void Cancel()
    {
        Count = _entry;
        Overflow = false;
    }

    /// <summary>Gives bytes to send, at most <paramref name="count"/>.</summary>
    public int Take(byte[] target, int offset, int count)
    {
        int given = 0;
        while (given < count && Pick())
        {
            int rest = Length(_sending) - HeaderLength - _given;
            int part = rest < count - given ? rest : count - given;
            Array.Copy(Buffer, _sending + HeaderLength + _given, target, offset + given, part);
            given += part;
            _given += part;
            if (part == rest)
            {
                Sent();
            }
        }

        return given;
    }

    /// <summary>True if a message with this id waits for its acknowledgement, sent or not.</summary>
    public bool Has(uint id) => FindMessage(id) >= 0;

    /// <summary>True if no message waits for its acknowledgement longer than the one with this id.</summary>
    public bool IsOldest(uint id)
    {
        int at = Find(Kept | Unsent | Held, Kept);
        return at >= 0 && Id(at) == id;
    }

    /// <summary>Forgets a message; false if none with this id was sent.</summary>
    public bool Acknowledge(uint id)
    {
        int at = FindMessage(id);
        if (at < 0 || (Buffer[at] & Unsent) != 0)
        {
            return false;
        }

        Remove(at);
        return true;
    }

    /// <summary>Holds a message back that was sent too early; how often that has happened to it, or zero if none with
    /// this id was sent.</summary>
    public int Hold(uint id)
    {
        int at = FindMessage(id);
        if (at < 0 || Buffer[at] != Kept)
        {
            return 0;
        }

        Buffer[at] = Kept | Held;
        return ++Buffer[at + 1];
    }

    /// <summary>Forgets a message that is held back.</summary>
    public void Withdraw(uint id)
    {
        int at = FindMessage(id);
        if (at >= 0 && (Buffer[at] & Held) != 0)
        {
            Remove(at);
        }
    }

    /// <summary>Lets go what was held back: it is sent now.</summary>
    public void Release()
    {
        for (int at = 0; at < Count; at += Length(at))
        {
            if ((Buffer[at] & Held) != 0)
            {
                Buffer[at] = Kept | Unsent;
            }
        }
    }

    /// <summary>Puts what stands before <paramref name="place"/> behind everything else; nothing is being sent
    /// then.</summary>
    public void PutLast(int place)
    {
        Reverse(0, place);
        Reverse(place, Count);
        Reverse(0, Count);
    }

    /// <summary>The connection is gone: holds the messages back and drops everything else.</summary>
    public void Suspend()
    {
        _sending = -1;
        _given = 0;
        for (int at = 0; at < Count;)
        {
            if ((Buffer[at] & Kept) == 0)
            {
                Remove(at);
                continue;
            }

            Buffer[at] = Kept | Held;
            at += Length(at);
        }
    }

    /// <summary>Takes out the first message of all and gives its id; false if there is none.</summary>
    public bool Drop(out uint id)
    {
        int at = Find(Kept, Kept);
        id = at < 0 ? 0 : Id(at);
        if (at >= 0)
        {
            Remove(at);
        }

        return at >= 0;
    }

    private void Reverse(int at, int end)
    {
        for (end--; at < end; at++, end--)
        {
            byte first = Buffer[at];
            Buffer[at] = Buffer[end];
            Buffer[end] = first;
        }
    }

    private int Length(int at) => HeaderLength + (Buffer[at + 2] << 8 | Buffer[at + 3]);

    private uint Id(int at) =>
        (uint)(Buffer[at + 4] << 24 | Buffer[at + 5] << 16 | Buffer[at + 6] << 8 | Buffer[at + 7]);

    /// <summary>The first entry whose state has these bits, of those in the mask; -1 for none.</summary>
    private int Find(int mask, int state)
    {
        for (int at = 0; at < Count; at += Length(at))
        {
            if ((Buffer[at] & mask) == state)
            {
                return at;
            }
        }

        return -1;
    }

    private int FindMessage(uint id)
    {
        for (int at = 0; at < Count; at += Length(at))
        {
            if ((Buffer[at] & Kept) != 0 && Id(at) == id)
            {
                return at;
            }
        }

        return -1;
    }

    private bool Pick()
    {
        if (_sending < 0)
        {
            _sending = Find(Unsent, Unsent);
        }

        return _sending >= 0;
    }

    private void Sent()
    {
        int at = _sending;
        _sending = -1;
        _given = 0;
        if ((Buffer[at] & Kept) != 0)
        {
            Buffer[at] = Kept;
        }
        else
        {
            Remove(at);
        }
    }

    private void Remove(int at)
    {
        int length = Length(at);
        Count -= length;
        Array.Copy(Buffer, at + length, Buffer, at, Count - at);
        if (_sending > at)
        {
            _sending -= length;
        }
    }
}

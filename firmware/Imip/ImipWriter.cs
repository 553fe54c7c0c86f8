using System;
using Core;
using Core.Bytes;

namespace Imip;

/// <summary>The queue of bytes for the transport, and the only way to write blocks: each is whole in it or not at
/// all.</summary>
/// <remarks>An empty line is written before a body only, in the style of Odigo's client. Numbers rise from 1001, as
/// Yahoo's did.</remarks>
public sealed class ImipWriter : ByteWriter
{
    private static readonly string NewLine = "\r\n";
    private static readonly string SizePlace = "0000\r\n";
    private static readonly string IdName = "ID: ";
    private static readonly string ReferenceName = "Reference: ";
    private static readonly string AckWord = "ACK ";

    private const uint FirstId = 1001;
    private const int SizeDigits = 4;

    private int _taken;
    private int _start;
    private int _size;              // where the size of the block that is being written stands

    /// <summary>Number of the block that was begun last.</summary>
    public uint LastId;

    /// <summary>A queue of <see cref="Limits.ImipQueue"/> bytes.</summary>
    public ImipWriter()
        : base(Limits.ImipQueue)
    {
        Reset();
    }

    /// <summary>True if the largest answer fits; moves what waits to the front if that helps.</summary>
    public bool HasRoom
    {
        get
        {
            if (Room < Limits.ImipReply && _taken > 0)
            {
                Count -= _taken;
                Array.Copy(Buffer, _taken, Buffer, 0, Count);
                _taken = 0;
            }

            return Room >= Limits.ImipReply;
        }
    }

    /// <summary>Forgets what waits, and counts anew: the transport is gone.</summary>
    public void Reset()
    {
        Clear();
        _taken = 0;
        LastId = FirstId - 1;
    }

    /// <summary>Takes bytes out for the transport.</summary>
    public int Take(byte[] target, int offset, int count)
    {
        int waiting = Count - _taken;
        int taken = waiting < count ? waiting : count;
        Array.Copy(Buffer, _taken, target, offset, taken);
        _taken += taken;
        if (_taken == Count)
        {
            Count = 0;
            _taken = 0;
        }

        return taken;
    }

    /// <summary>Begins a block with this first line, and numbers it; headers and a body may follow, then
    /// <see cref="End"/>.</summary>
    public void Begin(string firstLine)
    {
        _start = Count;
        Text(firstLine);
        BeginContent();
    }

    /// <summary>Begins a block about a user: a word, and the user's name.</summary>
    public void Begin(string word, byte[] user)
    {
        _start = Count;
        Text(word);
        Bytes(user);
        BeginContent();
    }

    /// <summary>Writes a header.</summary>
    public void Line(string name, byte[] value) => Line(name, value, 0, value.Length);

    /// <summary>Writes a header whose value came from outside and is a word.</summary>
    public void Line(string name, Slice value) => Line(name, value.Bytes, value.Offset, value.Count);

    /// <summary>Writes a header.</summary>
    public void Line(string name, byte[] value, int offset, int count)
    {
        Text(name);
        Bytes(value, offset, count);
        Text(NewLine);
    }

    /// <summary>Writes a header with a number.</summary>
    public void Line(string name, long value)
    {
        Text(name);
        Number(value);
        Text(NewLine);
    }

    /// <summary>Writes a header whose value is a word.</summary>
    public void Line(string name, string value)
    {
        Text(name);
        Text(value);
        EndLine();
    }

    /// <summary>Ends a header.</summary>
    public void EndLine() => Text(NewLine);

    /// <summary>Ends the headers; the rest is the body.</summary>
    public void BeginBody() => Text(NewLine);

    /// <summary>Ends a block. False if it did not fit: then nothing of it is left.</summary>
    public bool End()
    {
        int content = _size + SizeDigits + 2;
        int end = Count;
        int size = end - content;
        if (Overflow || size >= 10_000)
        {
            Overflow = false;
            Count = _start;
            return false;
        }

        // The size stands before what it counts: only now it is known, and how many digits it has.
        Count = _size;
        Number(size);
        Text(NewLine);
        Array.Copy(Buffer, content, Buffer, Count, size);
        Count += size;
        return true;
    }

    /// <summary>Answers the block of this number; zero for one that has none.</summary>
    public void Ack(int code, uint reference)
    {
        _start = Count;
        Text(AckWord);
        Number(code);
        BeginContent();
        if (reference != 0)
        {
            Line(ReferenceName, reference);
        }

        End();
    }

    private void BeginContent()
    {
        Text(NewLine);
        _size = Count;
        Text(SizePlace);
        LastId++;
        Line(IdName, LastId);
    }
}

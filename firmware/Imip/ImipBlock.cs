using System;
using Core;
using Core.Bytes;

namespace Imip;

/// <summary>What has become of the block that is being read.</summary>
public enum BlockState
{
    /// <summary>More bytes are needed.</summary>
    Partial = 0,

    /// <summary>It is there.</summary>
    Whole = 1,

    /// <summary>It is there, and was too large to be kept: its type and its first headers are.</summary>
    Oversized = 2,

    /// <summary>It is no block, and where the next would begin is unknown.</summary>
    Malformed = 3,
}

/// <summary>Reads one block after the other, from pieces of any size.</summary>
/// <remarks>
/// <code>
/// block   = type [ SP argument ] CRLF  size CRLF  content       size: bytes of the content, decimal, at most 5 digits
/// content = *( name ":" SP value CRLF ) [ CRLF body ]
/// </code>
/// The empty line may be there or not if there is no body: both styles were seen. A block longer than
/// <see cref="Limits.ImipBlock"/> is skipped while it streams in.
/// </remarks>
public sealed class ImipBlock
{
    private const byte LineFeed = (byte)'\n';
    private const int MostDigits = 5;

    private readonly object _lineFeed = LineFeed;
    private readonly object _space = (byte)' ';
    private readonly byte[] _bytes = new byte[Limits.ImipBlock];
    private readonly ImipHeaders _headers;
    private int _count;                     // bytes kept
    private Part _part;
    private int _content;                   // where the content begins
    private int _digits;                    // of the size, so far
    private int _left;                      // bytes of the content that have not come, or the size so far

    /// <summary>The word behind the type, empty for none.</summary>
    public readonly Slice Argument = new();

    /// <summary>What stands behind the headers, empty for nothing.</summary>
    public readonly Slice Body = new();

    /// <summary>What has become of it.</summary>
    public BlockState State;

    /// <summary>What it is.</summary>
    public BlockType Type;

    /// <summary>Waits for a block.</summary>
    public ImipBlock()
    {
        _headers = new ImipHeaders(_bytes);
        Reset();
    }

    /// <summary>Forgets the block, and waits for the next.</summary>
    public void Reset()
    {
        State = BlockState.Partial;
        Type = BlockType.Other;
        _count = _content = _digits = _left = 0;
        _part = Part.FirstLine;
        Argument.Clear();
        Body.Clear();
        _headers.Clear();
    }

    /// <summary>Takes bytes, as many as belong to this block, and returns how many.</summary>
    public int Append(byte[] source, int offset, int count)
    {
        int at = offset;
        int end = offset + count;
        while (at < end && State == BlockState.Partial)
        {
            switch (_part)
            {
                case Part.FirstLine:
                    at += TakeFirstLine(source, at, end - at);
                    break;
                case Part.Content:
                case Part.Overflow:
                    at += TakeContent(source, at, end - at);
                    break;
                default:
                    TakeSize(source[at++]);
                    break;
            }
        }

        return at - offset;
    }

    /// <summary>Shows the value of a header; false, and an empty slice, if it is not there.</summary>
    public bool Value(Header header, Slice value) => _headers.Value(header, value);

    /// <summary>The value of a header as a number from 1 to 4,294,967,295; zero for anything else.</summary>
    public uint Number(Header header, Slice scratch) =>
        Value(header, scratch) && scratch.TryNumber(out long value) && value > 0 && value <= uint.MaxValue
            ? (uint)value : 0;

    /// <summary>Shows the user in the From header, without the display name; false if there is none that can be
    /// answered.</summary>
    public bool Sender(Slice user)
    {
        Value(Header.From, user);
        int space = user.IndexOf(_space);
        user.Count = space < 0 ? user.Count : space;
        return IsWord(user, Limits.ImipUser);
    }

    /// <summary>True for 1 to so many bytes without space or control characters: only such go out again in a
    /// header.</summary>
    public static bool IsWord(Slice word, int longest)
    {
        int end = word.Offset + word.Count;
        for (int i = word.Offset; i < end; i++)
        {
            if (word.Bytes[i] <= ' ' || word.Bytes[i] == 0x7F)
            {
                return false;
            }
        }

        return word.Count > 0 && word.Count <= longest;
    }

    private int TakeFirstLine(byte[] source, int offset, int count)
    {
        int found = Array.IndexOf(source, _lineFeed, offset, count);
        int taken = found < offset ? count : found - offset + 1;
        if (_count + taken > Limits.ImipLine)
        {
            State = BlockState.Malformed;
            return taken;
        }

        Array.Copy(source, offset, _bytes, _count, taken);
        _count += taken;
        if (found >= offset)
        {
            EndFirstLine();
        }

        return taken;
    }

    private void EndFirstLine()
    {
        int end = _count - 2;
        if (end < 1 || _bytes[end] != '\r')
        {
            State = BlockState.Malformed;
            return;
        }

        // Of a shorter line the end of the line is read with it: that makes it no known type.
        int space = Array.IndexOf(_bytes, _space, 0, end);
        int word = space < 0 ? end : space;
        if (word == 4 || word == 3)
        {
            Type = (BlockType)BitConverter.ToInt32(_bytes, 0);
        }

        if (space >= 0)
        {
            Argument.Set(_bytes, space + 1, end - space - 1);
        }

        _content = _count;
        _part = Part.Size;
    }

    private void TakeSize(byte next)
    {
        if (_part == Part.Size && next >= '0' && next <= '9' && _digits < MostDigits)
        {
            _left = _left * 10 + next - '0';
            _digits++;
        }
        else if (_part == Part.Size && next == '\r' && _digits > 0)
        {
            _part = Part.SizeEnd;
        }
        else if (_part == Part.SizeEnd && next == LineFeed)
        {
            _part = Part.Content;
            EndIfThere();
        }
        else
        {
            State = BlockState.Malformed;
        }
    }

    private int TakeContent(byte[] source, int offset, int count)
    {
        int taken = count < _left ? count : _left;
        int room = _bytes.Length - _count;
        int kept = taken < room ? taken : room;
        Array.Copy(source, offset, _bytes, _count, kept);
        _count += kept;
        _left -= taken;
        if (kept < taken)
        {
            _part = Part.Overflow;
        }

        EndIfThere();
        return taken;
    }

    private void EndIfThere()
    {
        if (_left == 0)
        {
            State = _part == Part.Overflow ? BlockState.Oversized : BlockState.Whole;
            ReadHeaders();
        }
    }

    private void ReadHeaders()
    {
        int at = _content;
        while (at < _count)
        {
            int end = Array.IndexOf(_bytes, _lineFeed, at, _count - at);
            if (end < at || end - at >= Limits.ImipLine || end == at || _bytes[end - 1] != '\r')
            {
                // Of an oversized block the last line that was kept may be a part of one.
                State = State == BlockState.Oversized && end < at ? State : BlockState.Malformed;
                return;
            }

            if (end == at + 1)
            {
                Body.Set(_bytes, end + 1, _count - end - 1);
                return;
            }

            if (!_headers.Read(at, end - 1))
            {
                State = BlockState.Malformed;
                return;
            }

            at = end + 1;
        }
    }

    /// <summary>Which part of the block comes next.</summary>
    private enum Part
    {
        FirstLine = 0,
        Size = 1,
        SizeEnd = 2,
        Content = 3,
        Overflow = 4,
    }
}

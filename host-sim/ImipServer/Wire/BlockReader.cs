using System.Globalization;
using System.Text;

namespace HostSim.ImipServer.Wire;

/// <summary>Cuts a stream into blocks.</summary>
/// <remarks>
/// <code>
/// verb [SP argument] CRLF
/// size CRLF                       decimal, what follows in bytes
/// *( name ":" *SP value CRLF )
/// [ CRLF body ]                   the empty line may stand there without a body too: both were recorded
/// </code>
/// </remarks>
public sealed class BlockReader(ImipLimits limits)
{
    // A size of more digits is none that anybody would wait for.
    private const int SizeLineBytes = 12;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private static readonly byte[] LineEnd = "\r\n"u8.ToArray();

    private byte[] _pending = [];
    private int _count;
    private int _toSkip;
    private bool _isBroken;

    /// <summary>Takes bytes from the stream.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        int skipped = Math.Min(_toSkip, bytes.Length);
        _toSkip -= skipped;
        bytes = bytes[skipped..];
        if (_count + bytes.Length > _pending.Length)
        {
            Array.Resize(ref _pending, _count + bytes.Length);
        }

        bytes.CopyTo(_pending.AsSpan(_count));
        _count += bytes.Length;
    }

    /// <summary>The next block, or null if it has not come whole. After what is no block nothing is read any
    /// more.</summary>
    public InboundBlock? Read()
    {
        if (_isBroken)
        {
            return null;
        }

        InboundBlock? block = TryRead();
        _isBroken = block?.Finding == Finding.Malformed;
        return block;
    }

    private InboundBlock? TryRead()
    {
        ReadOnlySpan<byte> pending = _pending.AsSpan(0, _count);
        int first = pending.IndexOf(LineEnd);
        if (first < 0)
        {
            return _count < limits.LineBytes ? null : InboundBlock.Bad;
        }

        int second = pending[(first + 2)..].IndexOf(LineEnd);
        if (second < 0)
        {
            return _count - first - 2 < SizeLineBytes ? null : InboundBlock.Bad;
        }

        int content = first + 2 + second + 2;
        bool isSize = int.TryParse(
            pending.Slice(first + 2, second), NumberStyles.None, CultureInfo.InvariantCulture, out int size);
        if (first is 0 || first + 2 > limits.LineBytes || !isSize || size > limits.SkippedBytes)
        {
            return InboundBlock.Bad;
        }

        if (size <= limits.BlockBytes)
        {
            return _count < content + size ? null : Take(first, content, content + size, Finding.Block);
        }

        int kept = content + Math.Min(size, limits.HeaderBytes);
        if (_count < kept)
        {
            return null;
        }

        InboundBlock block = Take(first, content, kept, Finding.Oversized);
        Skip(content + size - kept);
        return block;
    }

    private InboundBlock Take(int first, int content, int end, Finding finding)
    {
        InboundBlock block;
        try
        {
            string line = Strict.GetString(_pending, 0, first);
            int space = line.IndexOf(' ', StringComparison.Ordinal);
            List<KeyValuePair<string, string>> headers = [];
            int body = ReadHeaders(_pending.AsSpan(content, end - content), headers, finding);
            block = body < 0 ? InboundBlock.Bad : new InboundBlock(finding, space < 0 ? line : line[..space],
                space < 0 ? "" : line[(space + 1)..].Trim(), headers, _pending[(content + body)..end]);
        }
        catch (DecoderFallbackException)
        {
            block = InboundBlock.Bad;
        }

        Drop(end);
        return block;
    }

    /// <summary>Reads headers; where the body begins, or -1 if they are none. Of a block that was cut the last line may
    /// be a part of one.</summary>
    private int ReadHeaders(ReadOnlySpan<byte> content, List<KeyValuePair<string, string>> headers, Finding finding)
    {
        int at = 0;
        while (at < content.Length)
        {
            int length = content[at..].IndexOf(LineEnd);
            if (length == 0)
            {
                return at + 2;
            }

            if (length < 0 && finding == Finding.Oversized)
            {
                return content.Length;
            }

            bool isTooMuch = length + 2 > limits.LineBytes || at + length + 2 > limits.HeaderBytes;
            if (length < 0 || isTooMuch || !TryHeader(content.Slice(at, length), headers))
            {
                return -1;
            }

            at += length + 2;
        }

        return at;
    }

    private static bool TryHeader(ReadOnlySpan<byte> line, List<KeyValuePair<string, string>> headers)
    {
        int colon = line.IndexOf((byte)':');
        if (colon <= 0 || line.IndexOfAny((byte)'\r', (byte)'\n') >= 0)
        {
            return false;
        }

        headers.Add(KeyValuePair.Create(
            Strict.GetString(line[..colon]), Strict.GetString(line[(colon + 1)..]).Trim(' ')));
        return true;
    }

    private void Skip(int count)
    {
        int there = Math.Min(count, _count);
        Drop(there);
        _toSkip = count - there;
    }

    private void Drop(int count)
    {
        _count -= count;
        _pending = _count == 0 ? [] : _pending[count..(count + _count)];
    }
}

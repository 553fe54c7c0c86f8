using System.Globalization;
using System.Text;
using HostSim.ImipServer;

namespace HostSim.Network.Transcripts;

/// <summary>IMIP blocks as they are and in words, a piece each.</summary>
/// <remarks>
/// <code>
/// the body of HELO, a challenge, and of LOGN, its proof: together they let a reader try passwords     → …
/// </code>
/// What is no block is masked up to the end.
/// </remarks>
internal sealed class ImipTranscript : ITranscript
{
    // Twice the largest block that our server takes.
    private static readonly int MaxBlock = 2 * new ImipLimits().BlockBytes;

    private readonly List<byte> _begun = [];
    private bool _isBroken;

    /// <inheritdoc/>
    public IReadOnlyList<Piece> Hear(ReadOnlySpan<byte> bytes)
    {
        if (_isBroken)
        {
            return [Broken(bytes.Length)];
        }

        _begun.AddRange(bytes);
        List<Piece> pieces = [];
        ReadOnlySpan<byte> rest = _begun.ToArray();
        int size;
        while ((size = Find(rest, out int head)) > 0)
        {
            pieces.Add(Describe(Encoding.UTF8.GetString(rest[..head]), rest[head..size], size));
            rest = rest[size..];
        }

        _isBroken = size < 0;
        if (_isBroken)
        {
            pieces.Add(Broken(rest.Length));
        }

        _begun.RemoveRange(0, _isBroken ? _begun.Count : _begun.Count - rest.Length);
        return pieces;
    }

    private static Piece Broken(int bytes) => new(bytes, $"{SecretMask.Mark}", "no IMIP block");

    // The size of the block that begins here; 0 if its end is not here, negative if it is none.
    private static int Find(ReadOnlySpan<byte> bytes, out int head)
    {
        head = 0;
        for (int line = 0; line < 2; line++)
        {
            int end = bytes[head..].IndexOf((byte)'\n');
            if (end < 0)
            {
                return bytes.Length > MaxBlock ? -1 : 0;
            }

            if (line == 1)
            {
                string digits = Encoding.ASCII.GetString(bytes.Slice(head, end)).TrimEnd('\r');
                head += end + 1;
                return !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int size)
                    || size > MaxBlock ? -1 : bytes.Length - head < size ? 0 : head + size;
            }

            head += end + 1;
        }

        return -1;
    }

    private static Piece Describe(string head, ReadOnlySpan<byte> content, int bytes)
    {
        int empty = content.StartsWith("\r\n"u8) ? 0 : content.IndexOf("\r\n\r\n"u8);
        int bodyAt = empty < 0 ? content.Length : empty + (empty == 0 ? 2 : 4);
        string headers = Encoding.UTF8.GetString(content[..bodyAt]);
        string body = Encoding.UTF8.GetString(content[bodyAt..]);
        string[] words = head.Split('\n')[0].TrimEnd('\r').Split(' ', 2);
        if (body.Length > 0 && words[0] is "HELO" or "LOGN")
        {
            body = $"{SecretMask.Mark}";
        }

        return new Piece(bytes, head + headers + body, ImipWords.Of(words, headers, body));
    }
}

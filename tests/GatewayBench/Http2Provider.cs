using System.Buffers.Binary;
using System.Text;

namespace Tests.GatewayBench;

/// <summary>A provider on HTTP/2 (RFC 9113) that costs as little as the MQTT client: after the first push to each
/// device the headers are five bytes of HPACK (RFC 7541) indices.</summary>
internal sealed class Http2Provider(Wire wire, string topic)
{
    private const int FrameHeader = 9;
    private const byte Data = 0;
    private const byte Headers = 1;
    private const byte Settings = 4;
    private const byte Ping = 6;
    private const byte GoAway = 7;
    private const byte Ack = 1;
    private const byte EndStream = 1;
    private const byte EndHeaders = 4;

    // RFC 7541 appendix A: :method POST, :scheme https, :status 200; the dynamic table begins at 62.
    private const byte MethodPost = 0x83;
    private const byte SchemeHttps = 0x87;
    private const byte Status200 = 0x88;
    private const int DynamicStart = 62;

    private readonly List<byte> _output = [];
    private readonly SemaphoreSlim _writing = new(1);
    private uint _stream = 1;

    public async Task StartAsync()
    {
        byte[] preface = [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, 0, 0, 0, Settings, 0, 0, 0, 0, 0];
        await wire.Stream.WriteAsync(preface);
    }

    /// <summary>Pushes to the tokens in turn, as many at once as the relay allows; the first time it teaches the server
    /// their paths.</summary>
    public async Task PushAllAsync(
        IReadOnlyList<byte[]> tokens, byte[] payload, int total, Relay relay, bool isFirst)
    {
        for (int sent = 0; sent < total;)
        {
            await relay.RoomAsync();
            _output.Clear();
            do
            {
                byte[] block = isFirst && sent < tokens.Count
                    ? First(tokens[sent], sent)
                    : Later(tokens.Count, sent % tokens.Count);
                Frame(Headers, EndHeaders, _stream, block);
                Frame(Data, EndStream, _stream, payload);
                _stream += 2;
                sent++;
            }
            while (sent < total && relay.TryRoom());
            await WriteAsync(_output.ToArray());
        }
    }

    /// <summary>Counts the answers, until the end; any that is not 200 throws.</summary>
    public async Task ListenAsync(Relay relay)
    {
        while (await wire.FillAsync())
        {
            int taken = 0;
            while (Length(wire.Buffered.Span[taken..]) is int length and > 0)
            {
                byte[]? reply = Take(wire.Buffered.Span.Slice(taken, length), relay);
                taken += length;
                if (reply is not null)
                {
                    await WriteAsync(reply);
                }
            }

            wire.Take(taken);
        }
    }

    private static int Length(ReadOnlySpan<byte> bytes)
    {
        int length = bytes.Length < FrameHeader ? int.MaxValue
            : FrameHeader + ((bytes[0] << 16) | (bytes[1] << 8) | bytes[2]);
        return bytes.Length < length ? 0 : length;
    }

    private static byte[]? Take(ReadOnlySpan<byte> frame, Relay relay)
    {
        byte kind = frame[3];
        switch (kind)
        {
            case Headers when frame[FrameHeader] == Status200:
                relay.Accepted();
                return null;
            case Headers or GoAway:
                throw new InvalidDataException($"a push was refused: {Convert.ToHexString(frame)}");
            case Settings when (frame[4] & Ack) == 0:
                return [0, 0, 0, Settings, Ack, 0, 0, 0, 0];
            case Ping when (frame[4] & Ack) == 0:
                return [0, 0, 8, Ping, Ack, 0, 0, 0, 0, .. frame[FrameHeader..]];
            default:
                return null;
        }
    }

    // Literals with incremental indexing: authority and topic with the first push, a path with each. Index 62 is the
    // newest entry; pseudo headers come first, so the first push enters authority, path, topic.
    private byte[] First(byte[] token, int number)
    {
        List<byte> block = [MethodPost, SchemeHttps];
        if (number == 0)
        {
            block.Add(0x41);
            Text(block, "localhost");
        }
        else
        {
            block.Add(Index(number + 1));
        }

        block.Add(0x44);
        Text(block, $"/3/device/{Convert.ToHexStringLower(token)}");
        if (number == 0)
        {
            block.Add(0x40);
            Text(block, "apns-topic");
            Text(block, topic);
        }
        else
        {
            block.Add(Index(number));
        }

        return [.. block];
    }

    private static byte[] Later(int devices, int device) =>
    [
        MethodPost, SchemeHttps, Index(devices + 1), Index(device == 0 ? devices : devices - 1 - device),
        Index(devices - 1),
    ];

    private static byte Index(int age) => (byte)(0x80 | (DynamicStart + age));

    private static void Text(List<byte> block, string text)
    {
        block.Add((byte)text.Length);
        block.AddRange(Encoding.ASCII.GetBytes(text));
    }

    private void Frame(byte kind, byte flags, uint stream, byte[] body)
    {
        Span<byte> header = stackalloc byte[FrameHeader];
        BinaryPrimitives.WriteInt32BigEndian(header, body.Length << 8 | kind);
        header[4] = flags;
        BinaryPrimitives.WriteUInt32BigEndian(header[5..], stream);
        _output.AddRange(header);
        _output.AddRange(body);
    }

    private async Task WriteAsync(byte[] bytes)
    {
        await _writing.WaitAsync();
        try
        {
            await wire.Stream.WriteAsync(bytes);
        }
        finally
        {
            _writing.Release();
        }
    }
}

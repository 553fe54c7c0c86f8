using System.Buffers.Binary;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Tests.Gateway.Provider;

/// <summary>A frame as it came (RFC 9113 §4.1).</summary>
internal sealed record RawFrame(int Type, int Flags, int Stream, byte[] Payload)
{
    public bool EndsStream => (Flags & 1) != 0;
}

/// <summary>HTTP/2 by hand: what a library would hide. Headers go out as literals, those that come are not
/// read.</summary>
internal sealed class RawHttp2 : IDisposable
{
    public const int Data = 0;
    public const int Headers = 1;
    public const int Reset = 3;
    public const int Settings = 4;
    public const int Ping = 6;
    public const int GoAway = 7;

    private const int EndStream = 1;
    private const int EndHeaders = 4;
    private const int FrameHead = 9;

    private readonly TcpClient _tcp;
    private readonly SslStream _tls;
    private int _stream = -1;

    private RawHttp2(TcpClient tcp, SslStream tls) => (_tcp, _tls) = (tcp, tls);

    public static async Task<RawHttp2> ConnectAsync(
        int port, SslProtocols protocols = SslProtocols.None, bool negotiates = true)
    {
        TcpClient tcp = new() { NoDelay = true };
        await tcp.ConnectAsync("127.0.0.1", port);
        SslStream tls = new(tcp.GetStream(), false, (_, server, _, _) => server is not null);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            EnabledSslProtocols = protocols,
            ApplicationProtocols = negotiates ? [SslApplicationProtocol.Http2] : null,
        });
        RawHttp2 raw = new(tcp, tls);
        await tls.WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray());
        await raw.WriteAsync(Settings, 0, 0, []);
        return raw;
    }

    /// <summary>A push on a new stream; a null body leaves the stream open.</summary>
    public async Task SendAsync(string device, string? body, params (string Name, string Value)[] headers)
    {
        _stream += 2;
        using MemoryStream block = new();
        (string, string)[] pseudo =
            [(":method", "POST"), (":scheme", "https"), (":path", "/3/device/" + device), (":authority", "localhost")];
        foreach ((string name, string value) in pseudo.Concat(headers))
        {
            block.WriteByte(0);
            WriteText(block, name);
            WriteText(block, value);
        }

        await WriteAsync(Headers, EndHeaders, _stream, block.ToArray());
        if (body is not null)
        {
            await WriteAsync(Data, EndStream, _stream, Encoding.UTF8.GetBytes(body));
        }
    }

    public async Task WriteAsync(int type, int flags, int stream, byte[] payload)
    {
        byte[] frame = new byte[FrameHead + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        (frame[3], frame[4]) = ((byte)type, (byte)flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame, FrameHead);
        await _tls.WriteAsync(frame);
    }

    /// <summary>The next frame; null at the end of the connection, however it came.</summary>
    public async Task<RawFrame?> ReadAsync()
    {
        try
        {
            return await ReadFrameAsync();
        }
        catch (IOException)
        {
            return null;
        }
    }

    private async Task<RawFrame?> ReadFrameAsync()
    {
        byte[] head = new byte[FrameHead];
        if (await _tls.ReadAtLeastAsync(head, FrameHead, throwOnEndOfStream: false) < FrameHead)
        {
            return null;
        }

        byte[] payload = new byte[BinaryPrimitives.ReadInt32BigEndian(head) >>> 8];
        await _tls.ReadExactlyAsync(payload);
        return new RawFrame(head[3], head[4], BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)), payload);
    }

    /// <summary>The frames of the newest stream up to the one that ends it.</summary>
    public async Task<List<RawFrame>> AnswerAsync()
    {
        List<RawFrame> answer = [];
        while (await ReadAsync() is { } frame)
        {
            if (frame.Stream != _stream)
            {
                continue;
            }

            answer.Add(frame);
            if (frame.Type == Reset || frame.EndsStream)
            {
                break;
            }
        }

        return answer;
    }

    public async Task<string> BodyAsync() => string.Concat(
        from frame in await AnswerAsync() where frame.Type == Data select Encoding.UTF8.GetString(frame.Payload));

    public void Dispose()
    {
        _tls.Dispose();
        _tcp.Dispose();
    }

    // RFC 7541 §5.2 without Huffman; §5.1 with a prefix of seven bits.
    private static void WriteText(MemoryStream block, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        int rest = bytes.Length - 127;
        block.WriteByte((byte)Math.Min(bytes.Length, 127));
        while (rest >= 0)
        {
            block.WriteByte((byte)(rest >= 128 ? (rest & 127) | 128 : rest));
            rest = rest >= 128 ? rest >> 7 : -1;
        }

        block.Write(bytes);
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Tests.GatewayBench;

/// <summary>A device of the courier protocol, as far as receiving and confirming needs it.</summary>
internal sealed class CourierDevice(Wire wire)
{
    private const int Header = 5;

    public byte[] Token { get; private set; } = [];

    /// <summary>Connects and subscribes.</summary>
    public async Task StartAsync(string topic)
    {
        await wire.Stream.WriteAsync(Convert.FromHexString("070000000b0200010105000400000041"));
        ReadOnlyMemory<byte> answer = await NextAsync();
        Token = Item(answer.Span, 3).ToArray();
        wire.Take(answer.Length);
#pragma warning disable CA5350 // the protocol names topics by SHA-1
        byte[] hash = SHA1.HashData(Encoding.UTF8.GetBytes(topic));
#pragma warning restore CA5350
        byte[] filter = [9, 0, 0, 0, 58, 1, 0, 32, .. Token, 2, 0, 20, .. hash];
        await wire.Stream.WriteAsync(filter);
        wire.Take((await NextAsync()).Length);
    }

    /// <summary>Confirms and counts what arrives, until the end.</summary>
    public async Task ListenAsync(Relay relay)
    {
        List<byte> confirmations = [];
        while (await wire.FillAsync())
        {
            confirmations.Clear();
            int taken = 0;
            while (Length(wire.Buffered.Span[taken..]) is int length and > 0)
            {
                ReadOnlySpan<byte> frame = wire.Buffered.Span.Slice(taken, length);
                taken += length;
                if (frame[0] == 0x0a)
                {
                    confirmations.AddRange([0x0b, 0, 0, 0, 11, 4, 0, 4, .. Item(frame, 4), 8, 0, 1, 0]);
                    relay.Delivered();
                }
            }

            wire.Take(taken);
            if (confirmations.Count > 0)
            {
                await wire.Stream.WriteAsync(confirmations.ToArray());
            }
        }
    }

    private static int Length(ReadOnlySpan<byte> bytes)
    {
        int length = bytes.Length < Header ? int.MaxValue : Header + BinaryPrimitives.ReadInt32BigEndian(bytes[1..]);
        return bytes.Length < length ? 0 : length;
    }

    private static ReadOnlySpan<byte> Item(ReadOnlySpan<byte> frame, byte id)
    {
        ReadOnlySpan<byte> rest = frame[Header..];
        while (rest[0] != id)
        {
            rest = rest[(3 + BinaryPrimitives.ReadUInt16BigEndian(rest[1..]))..];
        }

        return rest.Slice(3, BinaryPrimitives.ReadUInt16BigEndian(rest[1..]));
    }

    private async Task<ReadOnlyMemory<byte>> NextAsync()
    {
        int length;
        while ((length = Length(wire.Buffered.Span)) == 0)
        {
            if (!await wire.FillAsync())
            {
                throw new IOException("the gateway closed the connection");
            }
        }

        return wire.Buffered[..length];
    }
}

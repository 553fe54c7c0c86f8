using System.Buffers.Binary;
using System.Text;

namespace Tests.GatewayBench;

/// <summary>MQTT 3.1.1 as far as QoS 1 needs it.</summary>
internal sealed class MqttClient(Wire wire)
{
    private const byte Publish = 0x30;
    private const byte QosOne = 0x02;
    private const byte PublishAck = 0x40;

    private readonly List<byte> _output = [];

    public static async Task<MqttClient> ConnectAsync(Wire wire, string id)
    {
        MqttClient client = new(wire);
        byte[] name = Encoding.ASCII.GetBytes(id);

        // Not a clean session: what is not confirmed is kept for the next connection, as the gateway does.
        byte[] packet =
            [0x10, (byte)(12 + name.Length), 0, 4, .. "MQTT"u8, 4, 0, 0x0e, 0x10, 0, (byte)name.Length, .. name];
        await wire.Stream.WriteAsync(packet);
        await client.ExpectAsync(0x20);
        return client;
    }

    public async Task SubscribeAsync(string topic)
    {
        byte[] name = Encoding.ASCII.GetBytes(topic);
        byte[] packet = [0x82, (byte)(5 + name.Length), 0, 1, 0, (byte)name.Length, .. name, 1];
        await wire.Stream.WriteAsync(packet);
        await ExpectAsync(0x90);
    }

    /// <summary>Sends all messages to the topics in turn, as many at once as the relay allows.</summary>
    public async Task PublishAllAsync(string[] topics, byte[] payload, int total, Relay relay)
    {
        byte[][] names = [.. topics.Select(Encoding.ASCII.GetBytes)];
        for (int sent = 0; sent < total;)
        {
            await relay.RoomAsync();
            _output.Clear();
            do
            {
                Append(names[sent % names.Length], payload, (ushort)(1 + (sent % 60_000)));
                sent++;
            }
            while (sent < total && relay.TryRoom());
            await wire.Stream.WriteAsync(_output.ToArray());
        }
    }

    /// <summary>Counts confirmations of what was published, and what arrives, confirming it; until the end.</summary>
    public async Task ListenAsync(Relay relay)
    {
        List<byte> confirmations = [];
        while (await wire.FillAsync())
        {
            confirmations.Clear();
            int taken = 0;
            while (Length(wire.Buffered.Span[taken..]) is int length and > 0)
            {
                Count(wire.Buffered.Span.Slice(taken, length), relay, confirmations);
                taken += length;
            }

            wire.Take(taken);
            if (confirmations.Count > 0)
            {
                await wire.Stream.WriteAsync(confirmations.ToArray());
            }
        }
    }

    private static void Count(ReadOnlySpan<byte> packet, Relay relay, List<byte> confirmations)
    {
        byte kind = (byte)(packet[0] & 0xf0);
        if (kind == PublishAck)
        {
            relay.Accepted();
        }
        else if (kind == Publish)
        {
            ReadOnlySpan<byte> rest = packet[(packet[1] < 0x80 ? 2 : 3)..];
            rest = rest[(2 + BinaryPrimitives.ReadUInt16BigEndian(rest))..];
            confirmations.AddRange([PublishAck, 2, rest[0], rest[1]]);
            relay.Delivered();
        }
    }

    // Bytes of the whole packet; 0 if its end has not arrived. Lengths of one or two bytes are enough here.
    private static int Length(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2 || (bytes[1] >= 0x80 && bytes.Length < 3))
        {
            return 0;
        }

        int length = bytes[1] < 0x80 ? 2 + bytes[1] : 3 + (bytes[1] & 0x7f) + (bytes[2] << 7);
        return bytes.Length < length ? 0 : length;
    }

    private void Append(byte[] topic, byte[] payload, ushort id)
    {
        int length = 4 + topic.Length + payload.Length;
        _output.Add(Publish | QosOne);
        if (length >= 0x80)
        {
            _output.Add((byte)(length & 0x7f | 0x80));
            length >>= 7;
        }

        _output.AddRange([(byte)length, (byte)(topic.Length >> 8), (byte)topic.Length, .. topic]);
        _output.AddRange([(byte)(id >> 8), (byte)id, .. payload]);
    }

    private async Task ExpectAsync(byte kind)
    {
        int length;
        while ((length = Length(wire.Buffered.Span)) == 0)
        {
            if (!await wire.FillAsync())
            {
                throw new IOException("mosquitto closed the connection");
            }
        }

        if (wire.Buffered.Span[0] != kind)
        {
            throw new InvalidDataException($"expected {kind:x2}, heard {wire.Buffered.Span[0]:x2}");
        }

        wire.Take(length);
    }
}

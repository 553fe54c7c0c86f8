using System.Buffers.Binary;

namespace Tests.Gateway.Courier;

/// <summary>A courier frame as a device's author would write it from the description of the protocol: made apart from
/// the gateway's own codec, so that both must be right.</summary>
internal sealed class Tlv(byte command)
{
    private readonly List<(byte Id, byte[] Value)> _items = [];

    public byte Command => command;

    public IReadOnlyList<(byte Id, byte[] Value)> Items => _items;

    public Tlv With(byte id, params byte[] value)
    {
        _items.Add((id, value));
        return this;
    }

    public Tlv With32(byte id, uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return With(id, bytes);
    }

    public Tlv With64(byte id, ulong value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return With(id, bytes);
    }

    public byte[]? Find(byte id)
    {
        int at = _items.FindIndex(item => item.Id == id);
        return at < 0 ? null : _items[at].Value;
    }

    public long Number(byte id) => Find(id)!.Aggregate(0L, (number, digit) => (number << 8) | digit);

    public byte[] ToArray()
    {
        List<byte> body = [];
        foreach ((byte id, byte[] value) in _items)
        {
            body.Add(id);
            body.Add((byte)(value.Length >> 8));
            body.Add((byte)value.Length);
            body.AddRange(value);
        }

        byte[] frame = new byte[5 + body.Count];
        frame[0] = command;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)body.Count);
        body.CopyTo(frame, 5);
        return frame;
    }

    /// <summary>Takes the first frame off; null if it is not whole.</summary>
    public static Tlv? Take(List<byte> bytes)
    {
        if (bytes.Count < 5)
        {
            return null;
        }

        int length = BinaryPrimitives.ReadInt32BigEndian([.. bytes[1..5]]);
        if (bytes.Count < 5 + length)
        {
            return null;
        }

        Tlv frame = new(bytes[0]);
        byte[] body = [.. bytes[5..(5 + length)]];
        bytes.RemoveRange(0, 5 + length);
        for (int at = 0; at < body.Length;)
        {
            int size = BinaryPrimitives.ReadUInt16BigEndian(body.AsSpan(at + 1));
            frame.With(body[at], body[(at + 3)..(at + 3 + size)]);
            at += 3 + size;
        }

        return frame;
    }
}

using System.Buffers;
using System.Buffers.Binary;

namespace HostSim.PushGateway.Courier;

/// <summary>Frames on their way out. Holds a buffer only while there are any: most connections are silent most of the
/// time, and there are many.</summary>
internal sealed class CourierOutput
{
    private const int Smallest = 512;

    private byte[] _bytes = [];
    private int _count;
    private int _frame;

    public int Count => _count;

    public CourierOutput Begin(byte command)
    {
        _frame = _count;
        Take(CourierWire.HeaderSize)[0] = command;
        return this;
    }

    public CourierOutput Item(byte id, ReadOnlySpan<byte> value)
    {
        value.CopyTo(Item(id, value.Length));
        return this;
    }

    public CourierOutput U8(byte id, byte value)
    {
        Item(id, sizeof(byte))[0] = value;
        return this;
    }

    public CourierOutput U16(byte id, ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(Item(id, sizeof(ushort)), value);
        return this;
    }

    public CourierOutput U32(byte id, uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(Item(id, sizeof(uint)), value);
        return this;
    }

    public CourierOutput U64(byte id, ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(Item(id, sizeof(ulong)), value);
        return this;
    }

    public Span<byte> Item(byte id, int length)
    {
        Span<byte> item = Take(CourierWire.ItemHeaderSize + length);
        item[0] = id;
        BinaryPrimitives.WriteUInt16BigEndian(item[1..], checked((ushort)length));
        return item[CourierWire.ItemHeaderSize..];
    }

    public void End() => BinaryPrimitives.WriteInt32BigEndian(
        _bytes.AsSpan(_frame + 1), _count - _frame - CourierWire.HeaderSize);

    /// <summary>Moves everything to the target and gives the buffer back.</summary>
    public void MoveTo(IBufferWriter<byte> target)
    {
        target.Write(_bytes.AsSpan(0, _count));
        Clear();
    }

    public void Clear()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = [];
        _count = 0;
    }

    private Span<byte> Take(int count)
    {
        if (_bytes.Length - _count < count)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(Smallest, Math.Max(2 * _count, _count + count)));
            _bytes.AsSpan(0, _count).CopyTo(larger);
            int kept = _count;
            Clear();
            _bytes = larger;
            _count = kept;
        }

        Span<byte> taken = _bytes.AsSpan(_count, count);
        _count += count;
        return taken;
    }
}

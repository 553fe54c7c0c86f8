using System.Buffers.Binary;

namespace HostSim.PushGateway.Courier;

/// <summary>The items of a frame. Ids may repeat.</summary>
internal readonly ref struct CourierItems(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Size => _bytes.Length;

    /// <summary>True if the items fill the frame exactly; the other members may only be used then.</summary>
    public bool AreWhole()
    {
        ReadOnlySpan<byte> rest = _bytes;
        while (rest.Length >= CourierWire.ItemHeaderSize)
        {
            int size = CourierWire.ItemHeaderSize + BinaryPrimitives.ReadUInt16BigEndian(rest[1..]);
            if (size > rest.Length)
            {
                return false;
            }

            rest = rest[size..];
        }

        return rest.IsEmpty;
    }

    /// <summary>The value of the first item with this id; empty if there is none.</summary>
    public ReadOnlySpan<byte> Find(byte id)
    {
        foreach (CourierItem item in this)
        {
            if (item.Id == id)
            {
                return item.Value;
            }
        }

        return default;
    }

    /// <summary>A whole number of up to eight bytes; <paramref name="missing"/> if the item is not there.</summary>
    public ulong Number(byte id, ulong missing = 0)
    {
        ReadOnlySpan<byte> value = Find(id);
        if (value.IsEmpty || value.Length > sizeof(ulong))
        {
            return missing;
        }

        ulong number = 0;
        foreach (byte digit in value)
        {
            number = (number << 8) | digit;
        }

        return number;
    }

    public Enumerator GetEnumerator() => new(_bytes);

    internal ref struct Enumerator(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> _rest = bytes;

        public CourierItem Current { get; private set; }

        public bool MoveNext()
        {
            if (_rest.Length < CourierWire.ItemHeaderSize)
            {
                return false;
            }

            int length = BinaryPrimitives.ReadUInt16BigEndian(_rest[1..]);
            Current = new CourierItem(_rest[0], _rest.Slice(CourierWire.ItemHeaderSize, length));
            _rest = _rest[(CourierWire.ItemHeaderSize + length)..];
            return true;
        }
    }
}

/// <summary>One item of a frame.</summary>
internal readonly ref struct CourierItem(byte id, ReadOnlySpan<byte> value)
{
    public byte Id { get; } = id;

    public ReadOnlySpan<byte> Value { get; } = value;
}

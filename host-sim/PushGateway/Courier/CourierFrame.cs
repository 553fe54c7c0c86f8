using System.Buffers.Binary;

namespace HostSim.PushGateway.Courier;

/// <summary>What came of looking for a frame.</summary>
internal enum FrameFound
{
    /// <summary>Here it is.</summary>
    Whole,

    /// <summary>Its end has not arrived.</summary>
    Partial,

    /// <summary>It claims to be longer than any frame may be.</summary>
    TooLong,
}

/// <summary>One frame within the bytes it arrived in.</summary>
internal readonly ref struct CourierFrame
{
    private CourierFrame(byte command, ReadOnlySpan<byte> items)
    {
        Command = command;
        Items = new CourierItems(items);
    }

    public byte Command { get; }

    public CourierItems Items { get; }

    /// <summary>Bytes of the whole frame.</summary>
    public int Size => CourierWire.HeaderSize + Items.Size;

    public static FrameFound Find(ReadOnlySpan<byte> bytes, int maxItems, out CourierFrame frame)
    {
        frame = default;
        if (bytes.Length < CourierWire.HeaderSize)
        {
            return FrameFound.Partial;
        }

        uint length = BinaryPrimitives.ReadUInt32BigEndian(bytes[1..]);
        if (length > (uint)maxItems)
        {
            return FrameFound.TooLong;
        }

        if (bytes.Length - CourierWire.HeaderSize < length)
        {
            return FrameFound.Partial;
        }

        frame = new CourierFrame(bytes[0], bytes.Slice(CourierWire.HeaderSize, (int)length));
        return FrameFound.Whole;
    }
}

using Core.Bytes;

namespace Courier;

/// <summary>Appends items of a frame and the numbers in them, big endian.</summary>
public abstract class FrameWriter : ByteWriter
{
    private int _item;      // where the value that is being written begins

    /// <summary>A writer over <paramref name="capacity"/> bytes, taken here once.</summary>
    protected FrameWriter(int capacity)
        : base(capacity)
    {
    }

    /// <summary>Bytes of the value that is being written.</summary>
    public int ItemLength => Count - _item;

    /// <summary>Appends an item of bytes.</summary>
    public void Item(int id, byte[] value, int offset, int count)
    {
        BeginItem(id);
        Bytes(value, offset, count);
        EndItem();
    }

    /// <summary>Appends an item of bytes.</summary>
    public void Item(int id, Slice value) => Item(id, value.Bytes, value.Offset, value.Count);

    /// <summary>Appends an item that is a number of so many bytes.</summary>
    public void Item(int id, long value, int width)
    {
        BeginItem(id);
        Integer(value, width);
        EndItem();
    }

    /// <summary>Appends an item whose value is what is written until <see cref="EndItem"/>.</summary>
    public void BeginItem(int id)
    {
        Byte(id);
        Integer(0, 2);
        _item = Count;
    }

    /// <summary>Ends an item.</summary>
    public void EndItem()
    {
        if (!Overflow)
        {
            Patch(_item - 2, Count - _item);
        }
    }

    /// <summary>Appends a number of so many bytes.</summary>
    protected void Integer(long value, int width)
    {
        for (int shift = 8 * (width - 1); shift >= 0; shift -= 8)
        {
            Byte((int)(value >> shift) & 0xFF);
        }
    }

    /// <summary>Puts a number of two bytes where room was left for it.</summary>
    protected void Patch(int at, int value)
    {
        Buffer[at] = (byte)(value >> 8);
        Buffer[at + 1] = (byte)value;
    }
}

using System;
using System.Text;

namespace Core.Bytes;

/// <summary>Appends to a fixed array. What does not fit sets <see cref="Overflow"/> and is left out whole; nothing
/// throws and nothing is half-written.</summary>
public class ByteWriter
{
    // One for all writers: on the device each call of Encoding.UTF8 makes another.
    private static readonly Encoding Utf8Encoding = Encoding.UTF8;

    /// <summary>The bytes; the first <see cref="Count"/> are written. Owned here, borrowed by readers.</summary>
    public readonly byte[] Buffer;

    /// <summary>How many bytes are written.</summary>
    public int Count;

    /// <summary>Something did not fit since the last <see cref="Clear"/>.</summary>
    public bool Overflow;

    /// <summary>A writer over <paramref name="capacity"/> bytes, taken here once.</summary>
    public ByteWriter(int capacity)
    {
        Buffer = new byte[capacity];
    }

    /// <summary>Bytes that still fit.</summary>
    public int Room => Buffer.Length - Count;

    /// <summary>Starts over.</summary>
    public void Clear()
    {
        Count = 0;
        Overflow = false;
    }

    /// <summary>Appends one byte.</summary>
    public void Byte(int value)
    {
        if (Fits(1))
        {
            Buffer[Count++] = (byte)value;
        }
    }

    /// <summary>Appends a slice.</summary>
    public void Bytes(byte[] source, int offset, int count)
    {
        if (count > 0 && Fits(count))
        {
            Array.Copy(source, offset, Buffer, Count, count);
            Count += count;
        }
    }

    /// <summary>Appends a whole array.</summary>
    public void Bytes(byte[] source) => Bytes(source, 0, source.Length);

    /// <summary>Appends a slice.</summary>
    public void Bytes(Slice source) => Bytes(source.Bytes, source.Offset, source.Count);

    /// <summary>Appends text that comes from outside, in whatever form the protocol carries it.</summary>
    public virtual void Content(byte[] source, int offset, int count) => Bytes(source, offset, count);

    /// <summary>Appends text that comes from outside, in whatever form the protocol carries it.</summary>
    public void Content(Slice source) => Content(source.Bytes, source.Offset, source.Count);

    /// <summary>Appends text in UTF-8. On the device a literal takes 12 bytes of heap whenever it is loaded, so what is
    /// written again and again is a static text.</summary>
    public void Text(string text)
    {
        // No character takes more than three bytes; only at the end of the array is it worth to know how many.
        int length = text.Length;
        if (length * 3 <= Room && !Overflow)
        {
            Count += Utf8Encoding.GetBytes(text, 0, length, Buffer, Count);
        }
        else
        {
            Bytes(Utf8Encoding.GetBytes(text));
        }
    }

    /// <summary>Appends a decimal number.</summary>
    public void Number(long value)
    {
        int start = Count;
        value = Signed(value);
        int digits = 1;
        for (long rest = value / 10; rest != 0; rest /= 10)
        {
            digits++;
        }

        if (!Fits(digits))
        {
            Count = start;
            return;
        }

        for (int i = Count + digits - 1; i >= Count; i--)
        {
            Buffer[i] = (byte)('0' + (int)(value % 10));
            value /= 10;
        }

        Count += digits;
    }

    /// <summary>Appends a value given in thousandths as a decimal fraction without trailing zeros: 21500 is
    /// 21.5.</summary>
    public void Thousandths(long value)
    {
        int start = Count;
        value = Signed(value);
        Number(value / 1000);
        int rest = (int)(value % 1000);
        if (rest != 0)
        {
            Byte('.');
        }

        for (int unit = 100; rest != 0; unit /= 10)
        {
            Byte('0' + rest / unit);
            rest %= unit;
        }

        TakeBackTo(start);
    }

    /// <summary>Appends a number of at least <paramref name="width"/> digits, padded with zeros.</summary>
    public void Padded(int value, int width)
    {
        int start = Count;
        for (int limit = 10, missing = width - 1; missing > 0; missing--, limit *= 10)
        {
            if (value < limit)
            {
                Byte('0');
            }
        }

        Number(value);
        TakeBackTo(start);
    }

    /// <summary>Writes the sign and gives the rest. The smallest number of all has no positive twin; it means "absent"
    /// (<c>Sensor.Absent</c>), so it fits nowhere.</summary>
    private long Signed(long value)
    {
        if (value == long.MinValue)
        {
            Overflow = true;
            return 0;
        }

        if (value >= 0)
        {
            return value;
        }

        Byte('-');
        return -value;
    }

    /// <summary>Takes back the parts of a value that did not fit whole.</summary>
    private void TakeBackTo(int start)
    {
        if (Overflow)
        {
            Count = start;
        }
    }

    private bool Fits(int count)
    {
        if (count > Buffer.Length - Count)
        {
            Overflow = true;
        }

        return !Overflow;
    }
}

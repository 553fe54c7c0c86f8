namespace Core.Bytes;

/// <summary>A borrowed part of a byte array, made once and pointed anew: valid until the call that lent it
/// returns.</summary>
/// <remarks>A class, not a struct: the interpreter keeps a struct local on the heap anew in every call.</remarks>
public sealed class Slice
{
    /// <summary>The array; null when the slice points nowhere.</summary>
    public byte[] Bytes;

    /// <summary>Where the part starts.</summary>
    public int Offset;

    /// <summary>How many bytes it has.</summary>
    public int Count;

    /// <summary>Points to a part of <paramref name="bytes"/>.</summary>
    public void Set(byte[] bytes, int offset, int count)
    {
        Bytes = bytes;
        Offset = offset;
        Count = count;
    }

    /// <summary>Points nowhere.</summary>
    public void Clear()
    {
        Bytes = null;
        Offset = Count = 0;
    }

    /// <summary>True if the slice holds just these bytes.</summary>
    public bool Is(byte[] other) =>
        Count == other.Length && (Bytes == other || Same.Bytes(Bytes, Offset, other, 0, Count));

    /// <summary>True if both hold the same bytes.</summary>
    public bool Is(Slice other) =>
        Count == other.Count && Same.Bytes(Bytes, Offset, other.Bytes, other.Offset, Count);

    /// <summary>True if the slice begins with these bytes.</summary>
    public bool StartsWith(byte[] other) =>
        Count >= other.Length && Same.Bytes(Bytes, Offset, other, 0, other.Length);

    /// <summary>Position of a byte within the slice, or -1. <paramref name="boxed"/> is a boxed byte, made
    /// once.</summary>
    public int IndexOf(object boxed)
    {
        int at = System.Array.IndexOf(Bytes, boxed, Offset, Count);
        return at < Offset ? -1 : at - Offset;
    }

    /// <summary>Reads a decimal number with an optional sign, of at most 18 digits; false if it is anything
    /// else.</summary>
    public bool TryNumber(out long value)
    {
        value = 0;
        int at = Offset;
        int end = Offset + Count;
        bool negative = at < end && Bytes[at] == '-';
        if (negative)
        {
            at++;
        }

        if (at == end || end - at > 18)
        {
            return false;
        }

        for (; at < end; at++)
        {
            int digit = Bytes[at] - '0';
            if (digit < 0 || digit > 9)
            {
                return false;
            }

            value = value * 10 + digit;
        }

        value = negative ? -value : value;
        return true;
    }

    /// <summary>A new string of these UTF-8 bytes: for configuration, not for the hot path.</summary>
    public override string ToString() =>
        Count == 0 ? string.Empty : Utf8.Text(Bytes, Offset, Count);
}

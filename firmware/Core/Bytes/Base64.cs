namespace Core.Bytes;

/// <summary>Base64 of RFC 4648 §4: the standard alphabet, padded, without white space or line breaks.</summary>
public static class Base64
{
    /// <summary>Decoding found something that is not base64, or no room for what it says.</summary>
    public const int Malformed = -1;

    /// <summary>Characters that <paramref name="count"/> bytes become.</summary>
    public static int EncodedLength(int count) => (count + 2) / 3 * 4;

    /// <summary>Appends the encoded bytes; without room for all of them it appends nothing and sets
    /// <see cref="ByteWriter.Overflow"/>.</summary>
    public static void Encode(byte[] source, int offset, int count, ByteWriter target)
    {
        int length = EncodedLength(count);
        if (target.Overflow || length > target.Room)
        {
            target.Overflow = true;
            return;
        }

        byte[] output = target.Buffer;
        int at = target.Count;
        int end = offset + count;
        for (; end - offset >= 3; offset += 3, at += 4)
        {
            int bits = source[offset] << 16 | source[offset + 1] << 8 | source[offset + 2];
            output[at] = Character(bits >> 18);
            output[at + 1] = Character(bits >> 12 & 63);
            output[at + 2] = Character(bits >> 6 & 63);
            output[at + 3] = Character(bits & 63);
        }

        if (offset < end)
        {
            bool two = end - offset == 2;
            int bits = source[offset] << 16 | (two ? source[offset + 1] << 8 : 0);
            output[at] = Character(bits >> 18);
            output[at + 1] = Character(bits >> 12 & 63);
            output[at + 2] = two ? Character(bits >> 6 & 63) : (byte)'=';
            output[at + 3] = (byte)'=';
        }

        target.Count += length;
    }

    /// <summary>Decodes into <paramref name="target"/> and returns the number of bytes, or <see cref="Malformed"/>
    /// for a wrong length, a character outside the alphabet, misplaced padding, bits beyond the last byte (RFC 4648
    /// §3.5), or too little room. After a failure the target's content is undefined.</summary>
    /// <remarks>Source and target may be one array, the target not behind the source.</remarks>
    public static int Decode(byte[] source, int offset, int count, byte[] target, int targetOffset)
    {
        if ((count & 3) != 0)
        {
            return Malformed;
        }

        int end = offset + count;
        int padding = count == 0 || source[end - 1] != '=' ? 0 : source[end - 2] != '=' ? 1 : 2;
        int length = count / 4 * 3 - padding;
        if (length > target.Length - targetOffset)
        {
            return Malformed;
        }

        int wholeEnd = padding == 0 ? end : end - 4;
        int at = targetOffset;
        for (; offset < wholeEnd; offset += 4, at += 3)
        {
            int bits = Value(source[offset]) << 18 | Value(source[offset + 1]) << 12
                | Value(source[offset + 2]) << 6 | Value(source[offset + 3]);
            if (bits < 0)
            {
                return Malformed;
            }

            target[at] = (byte)(bits >> 16);
            target[at + 1] = (byte)(bits >> 8);
            target[at + 2] = (byte)bits;
        }

        return padding == 0 || DecodeTail(source, offset, padding, target, at) ? length : Malformed;
    }

    private static bool DecodeTail(byte[] source, int offset, int padding, byte[] target, int at)
    {
        int third = padding == 2 ? 0 : Value(source[offset + 2]);
        int bits = Value(source[offset]) << 18 | Value(source[offset + 1]) << 12 | third << 6;
        int beyond = padding == 2 ? 0xFFFF : 0xFF;
        if (bits < 0 || (bits & beyond) != 0)
        {
            return false;
        }

        target[at] = (byte)(bits >> 16);
        if (padding == 1)
        {
            target[at + 1] = (byte)(bits >> 8);
        }

        return true;
    }

    // Ranges instead of tables: their heap would be held from boot for a few dozen characters an hour.
    private static byte Character(int value) => (byte)(value < 26 ? 'A' + value
        : value < 52 ? 'a' - 26 + value
        : value < 62 ? '0' - 52 + value
        : value == 62 ? '+' : '/');

    /// <summary>Value of a character, 0 to 63; -1, which stays negative under any shift, for one outside the alphabet.
    /// </summary>
    private static int Value(int character)
    {
        if (character >= 'a')
        {
            return character <= 'z' ? character - 'a' + 26 : -1;
        }

        if (character >= 'A')
        {
            return character <= 'Z' ? character - 'A' : -1;
        }

        if (character >= '0')
        {
            return character <= '9' ? character - '0' + 52 : -1;
        }

        return character == '+' ? 62 : character == '/' ? 63 : -1;
    }
}

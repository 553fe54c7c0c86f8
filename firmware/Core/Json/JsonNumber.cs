using Core.Bytes;

namespace Core.Json;

/// <summary>Numbers as JSON writes them (RFC 8259 §6), without floating point.</summary>
/// <remarks>
/// <code>
/// number = [ "-" ] ( "0" | digit1-9 *digit ) [ "." 1*digit ] [ ( "e" | "E" ) [ "+" | "-" ] 1*digit ]
/// </code>
/// </remarks>
internal static class JsonNumber
{
    // More than any exponent that leaves something of 18 digits; above it the exponent's size does not matter.
    private const int LargestExponent = 9_999;

    private const long Largest = 999_999_999_999_999_999;

    /// <summary>Bytes of the number that begins at <paramref name="at"/>; zero if none does.</summary>
    internal static int Length(byte[] bytes, int at, int end)
    {
        int start = at;
        if (at < end && bytes[at] == '-')
        {
            at++;
        }

        int digits = Digits(bytes, at, end);
        if (digits == 0)
        {
            return 0;
        }

        at += bytes[at] == '0' ? 1 : digits;
        if (at < end && bytes[at] == '.')
        {
            digits = Digits(bytes, at + 1, end);
            if (digits == 0)
            {
                return 0;
            }

            at += 1 + digits;
        }

        if (at < end && (bytes[at] | 0x20) == 'e')
        {
            at += at + 1 < end && (bytes[at + 1] == '+' || bytes[at + 1] == '-') ? 2 : 1;
            digits = Digits(bytes, at, end);
            at += digits;
        }

        return digits == 0 ? 0 : at - start;
    }

    /// <summary>The value of a well-formed number times ten to the power of <paramref name="places"/>. What is left
    /// behind the point then is cut off, but if there are no places it must be nothing. False also beyond 18
    /// digits.</summary>
    internal static bool TryRead(Slice text, int places, out long value)
    {
        byte[] bytes = text.Bytes;
        int at = text.Offset;
        int end = at + text.Count;
        bool negative = bytes[at] == '-';
        at += negative ? 1 : 0;
        value = 0;
        int shift = places;
        bool exact = true;
        bool fraction = false;
        for (; at < end && (bytes[at] | 0x20) != 'e'; at++)
        {
            if (bytes[at] == '.')
            {
                fraction = true;
                continue;
            }

            int digit = bytes[at] - '0';
            bool fits = value <= Largest / 10;
            value = fits ? value * 10 + digit : value;
            exact &= fits || digit == 0;
            shift += (fits ? 0 : 1) - (fraction ? 1 : 0);
        }

        shift += at < end ? Exponent(bytes, at + 1, end) : 0;
        bool known = Scale(ref value, shift, ref exact);
        value = negative ? -value : value;
        return known && (exact || places > 0);
    }

    private static bool Scale(ref long value, int shift, ref bool exact)
    {
        for (; shift > 0 && value != 0; shift--)
        {
            if (value > Largest / 10)
            {
                return false;
            }

            value *= 10;
        }

        for (; shift < 0 && value != 0; shift++)
        {
            exact &= value % 10 == 0;
            value /= 10;
        }

        return true;
    }

    private static int Exponent(byte[] bytes, int at, int end)
    {
        bool negative = bytes[at] == '-';
        at += negative || bytes[at] == '+' ? 1 : 0;
        int exponent = 0;
        for (; at < end && exponent < LargestExponent; at++)
        {
            exponent = exponent * 10 + bytes[at] - '0';
        }

        return negative ? -exponent : exponent;
    }

    private static int Digits(byte[] bytes, int at, int end)
    {
        int start = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9')
        {
            at++;
        }

        return at - start;
    }
}

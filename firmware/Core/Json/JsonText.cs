using Core.Bytes;

namespace Core.Json;

/// <summary>The characters of a JSON string (RFC 8259 §7).</summary>
/// <remarks>
/// <code>
/// char = any character above U+001F but quotation mark and backslash, in UTF-8
///      | "\" ( quotation mark | "\" | "/" | "b" | "f" | "n" | "r" | "t" | "u" 4hexdigit )
/// </code>
/// Characters above U+FFFF take two escapes, a high and a low surrogate.
/// </remarks>
internal static class JsonText
{
    private const int UnicodeEscape = 6;    // a backslash, the u and four digits

    // What may stand behind a backslash, and what it means.
    private static readonly byte[] Escapes = Utf8.Bytes("\"\\/bfnrt");
    private static readonly byte[] Meanings = Utf8.Bytes("\"\\/\b\f\n\r\t");

    /// <summary>Where the next character stands that is not white space (§2).</summary>
    internal static int SkipSpace(byte[] bytes, int at, int end)
    {
        while (at < end)
        {
            int next = bytes[at];
            if (next > ' ' || (next != ' ' && next != '\n' && next != '\r' && next != '\t'))
            {
                break;
            }

            at++;
        }

        return at;
    }

    /// <summary>Bytes of the character at <paramref name="at"/> as it stands in a string, a pair of surrogates counted
    /// as one; zero if it is malformed or cut off by <paramref name="end"/>. U+0000 counts as malformed: a string of
    /// the device would end there.</summary>
    internal static int Length(byte[] bytes, int at, int end)
    {
        int first = bytes[at];
        if (first >= 0x80)
        {
            return Utf8.SequenceLength(bytes, at, end);
        }

        if (first != '\\')
        {
            return first < ' ' ? 0 : 1;
        }

        if (at + 1 == end)
        {
            return 0;
        }

        if (bytes[at + 1] != 'u')
        {
            return Meaning(bytes[at + 1]) == 0 ? 0 : 2;
        }

        int code = Unit(bytes, at, end);
        if (code <= 0 || IsLow(code))
        {
            return 0;
        }

        return !IsHigh(code) ? UnicodeEscape : IsLow(Unit(bytes, at + UnicodeEscape, end)) ? 2 * UnicodeEscape : 0;
    }

    /// <summary>Writes a well-formed string without its escapes and returns how many bytes that takes; writes nothing
    /// if the target is null.</summary>
    internal static int Decode(Slice source, byte[] target, int targetAt)
    {
        byte[] bytes = source.Bytes;
        int end = source.Offset + source.Count;
        int written = targetAt;
        for (int at = source.Offset; at < end;)
        {
            int first = bytes[at];
            bool unicode = first == '\\' && bytes[at + 1] == 'u';
            if (!unicode)
            {
                Put(target, written++, first == '\\' ? Meaning(bytes[at + 1]) : first);
                at += first == '\\' ? 2 : 1;
                continue;
            }

            int code = Unit(bytes, at, end);
            at += UnicodeEscape;
            if (IsHigh(code))
            {
                code = 0x10000 + ((code - 0xD800) << 10) + Unit(bytes, at, end) - 0xDC00;
                at += UnicodeEscape;
            }

            written += Encode(code, target, written);
        }

        return written - targetAt;
    }

    /// <summary>Makes bytes UTF-8, with question marks for what is not, and returns how many more they take with their
    /// escapes.</summary>
    internal static int Mend(byte[] bytes, int at, int end)
    {
        int more = 0;
        while (at < end)
        {
            int next = bytes[at];
            int length = next < 0x80 ? 1 : Utf8.SequenceLength(bytes, at, end);
            if (length == 0)
            {
                bytes[at] = (byte)'?';
                length = 1;
            }

            more += next < 0x80 ? EscapeLength(next) - 1 : 0;
            at += length;
        }

        return more;
    }

    /// <summary>Puts escapes into text that takes <paramref name="more"/> bytes more with them.</summary>
    internal static void Escape(byte[] bytes, int start, int end, int more)
    {
        int to = end + more;
        for (int at = end - 1; at >= start; at--)
        {
            int next = bytes[at];
            int length = EscapeLength(next);
            to -= length;
            bytes[to] = (byte)(length == 1 ? next : '\\');
            if (length > 1)
            {
                WriteEscape(bytes, to + 1, next, length);
            }
        }
    }

    private static int EscapeLength(int character) =>
        character == '"' || character == '\\' || character == '\n' ? 2 : character < ' ' ? UnicodeEscape : 1;

    private static void WriteEscape(byte[] bytes, int at, int character, int length)
    {
        bytes[at] = (byte)(length > 2 ? 'u' : character == '\n' ? 'n' : character);
        for (int i = at + 4; length > 2 && i > at; i--)
        {
            int digit = character & 0x0F;
            bytes[i] = (byte)(digit < 10 ? '0' + digit : 'a' + digit - 10);
            character >>= 4;
        }
    }

    private static bool IsHigh(int code) => code >= 0xD800 && code <= 0xDBFF;

    private static bool IsLow(int code) => code >= 0xDC00 && code <= 0xDFFF;

    private static int Meaning(int escape)
    {
        for (int i = 0; i < Escapes.Length; i++)
        {
            if (Escapes[i] == escape)
            {
                return Meanings[i];
            }
        }

        return 0;
    }

    /// <summary>The number that an escape of six characters gives, or -1 if there is no such escape.</summary>
    private static int Unit(byte[] bytes, int at, int end)
    {
        if (at + UnicodeEscape > end || bytes[at] != '\\' || bytes[at + 1] != 'u')
        {
            return -1;
        }

        int code = 0;
        for (int i = at + 2; i < at + UnicodeEscape; i++)
        {
            int digit = bytes[i];
            int value = digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
            if (value < 0 || value > 15 || (digit > '9' && value < 10))
            {
                return -1;
            }

            code = code << 4 | value;
        }

        return code;
    }

    /// <summary>Writes a character in UTF-8 and returns how many bytes it takes.</summary>
    private static int Encode(int code, byte[] target, int at)
    {
        int length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
        for (int i = length - 1; i > 0; i--)
        {
            Put(target, at + i, 0x80 | (code & 0x3F));
            code >>= 6;
        }

        // The first byte of many begins with as many ones.
        Put(target, at, length == 1 ? code : (0xF00 >> length & 0xFF) | code);
        return length;
    }

    private static void Put(byte[] target, int at, int value)
    {
        if (target != null)
        {
            target[at] = (byte)value;
        }
    }
}

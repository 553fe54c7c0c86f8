using System;
using System.Text;

namespace Core.Bytes;

/// <summary>UTF-8 as RFC 3629 has it.</summary>
public static class Utf8
{
    /// <summary>New bytes of a text: for configuration and constants, once.</summary>
    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A new string of these bytes, up to a NUL if they hold one: on the device a string ends there, so it
    /// does everywhere.</summary>
    public static string Text(byte[] bytes, int offset, int count)
    {
        int nul = Array.IndexOf(bytes, (object)(byte)0, offset, count);
        return Encoding.UTF8.GetString(bytes, offset, nul < 0 ? count : nul - offset);
    }

    /// <summary>True if the bytes are well-formed UTF-8 and every character is one that XML 1.0 §2.2 allows.</summary>
    public static bool IsXmlText(byte[] bytes, int offset, int count)
    {
        int end = offset + count;
        for (int at = offset; at < end;)
        {
            int first = bytes[at++];
            if (first >= 0x80)
            {
                int length = SequenceLength(bytes, at - 1, end);
                if (length == 0 || (first == 0xEF && IsNoCharacter(bytes, at)))
                {
                    return false;
                }

                at += length - 1;
            }
            else if (first < 0x20 && first != '\t' && first != '\n' && first != '\r')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Bytes of the multi-byte character at <paramref name="at"/>: 2 to 4, or zero if it is malformed, cut off
    /// by <paramref name="end"/>, overlong, a surrogate or above U+10FFFF.</summary>
    public static int SequenceLength(byte[] bytes, int at, int end)
    {
        int first = bytes[at];
        int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        if (first < 0xC2 || first > 0xF4 || at + length > end)
        {
            return 0;
        }

        int code = first & (0xFF >> (length + 1));
        for (int i = 1; i < length; i++)
        {
            int next = bytes[at + i];
            if ((next & 0xC0) != 0x80)
            {
                return 0;
            }

            code = (code << 6) | (next & 0x3F);
        }

        bool overlong = length == 3 ? code < 0x800 : length == 4 && code < 0x10000;
        return overlong || (code >= 0xD800 && code <= 0xDFFF) || code > 0x10FFFF ? 0 : length;
    }

    /// <summary>True behind the first byte of U+FFFE and U+FFFF, which XML cannot carry.</summary>
    private static bool IsNoCharacter(byte[] bytes, int at) => bytes[at] == 0xBF && bytes[at + 1] >= 0xBE;
}

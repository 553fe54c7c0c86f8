using System;
using Core;
using Core.Bytes;

namespace Xmpp.Xml;

/// <summary>Replaces references and CDATA sections in character data (XML 1.0 §2.7, §4.1).</summary>
/// <remarks>
/// <code>
/// reference = "&amp;lt;" / "&amp;gt;" / "&amp;amp;" / "&amp;apos;" / "&amp;quot;" / "&amp;#" digits ";" / "&amp;#x"
/// hex ";" section   = "&lt;![CDATA[" any but "]]&gt;" "]]&gt;"
/// </code>
/// The five entities are the only ones that RFC 6120 §11.1 leaves.
/// </remarks>
internal sealed class XmlText
{
    private static readonly object Semicolon = (byte)';';
    private static readonly object Bracket = (byte)']';
    private static readonly byte[] SectionStart = Utf8.Bytes("<![CDATA[");

    private readonly byte[] _decoded = new byte[Limits.Decoded];
    private int _count;

    /// <summary>A reference was malformed.</summary>
    internal bool IsMalformed;

    /// <summary>A text found no room.</summary>
    internal bool IsFull;

    /// <summary>Forgets what was decoded.</summary>
    internal void Clear()
    {
        _count = 0;
        IsMalformed = IsFull = false;
    }

    /// <summary>Points the slice to its decoded form; false, and nowhere, if a reference is malformed or there is no
    /// room.</summary>
    internal bool Decode(Slice text)
    {
        // A reference is never shorter than the character it stands for, so the raw length is room enough.
        if (text.Count > _decoded.Length - _count)
        {
            IsFull = true;
            text.Clear();
            return false;
        }

        byte[] source = text.Bytes;
        int at = text.Offset;
        int end = at + text.Count;
        int start = _count;
        while (at >= 0 && at < end)
        {
            byte next = source[at];
            if (next == '&')
            {
                at = Reference(source, at + 1, end);
            }
            else if (next == '<')
            {
                at = Section(source, at, end);
            }
            else
            {
                _decoded[_count++] = next;
                at++;
            }
        }

        if (at < 0)
        {
            IsMalformed = true;
            _count = start;
            text.Clear();
            return false;
        }

        text.Set(_decoded, start, _count - start);
        return true;
    }

    /// <summary>Position behind the "]]&gt;" that ends the section starting at <paramref name="at"/>;
    /// <see cref="XmlTag.Unfinished"/> if it does not end before <paramref name="end"/>, <see cref="XmlTag.Broken"/>
    /// if it is no section.</summary>
    internal static int SectionEnd(byte[] source, int at, int end)
    {
        int content = at + SectionStart.Length;
        for (int i = at; i < content; i++)
        {
            if (i >= end)
            {
                return XmlTag.Unfinished;
            }

            if (source[i] != SectionStart[i - at])
            {
                return XmlTag.Broken;
            }
        }

        for (int from = content; from + 3 <= end; from++)
        {
            int bracket = Array.IndexOf(source, Bracket, from, end - from);
            if (bracket < from || bracket + 3 > end)
            {
                return XmlTag.Unfinished;
            }

            from = bracket;
            if (source[from + 1] == ']' && source[from + 2] == '>')
            {
                return from + 3;
            }
        }

        return XmlTag.Unfinished;
    }

    private int Section(byte[] source, int at, int end)
    {
        int sectionEnd = SectionEnd(source, at, end);
        if (sectionEnd < 0)
        {
            return sectionEnd;
        }

        int content = at + SectionStart.Length;
        int length = sectionEnd - 3 - content;
        Array.Copy(source, content, _decoded, _count, length);
        _count += length;
        return sectionEnd;
    }

    private int Reference(byte[] source, int at, int end)
    {
        int semicolon = at < end ? Array.IndexOf(source, Semicolon, at, end - at) : -1;
        int length = semicolon - at;
        if (semicolon < at || length < 2 || length > 8)
        {
            return XmlTag.Broken;
        }

        int code = source[at] == '#' ? Number(source, at + 1, semicolon) : Entity(source, at, length);
        if (code == 0)
        {
            return XmlTag.Broken;
        }

        Append(code);
        return semicolon + 1;
    }

    private static int Entity(byte[] source, int at, int length)
    {
        byte first = source[at];
        byte second = source[at + 1];
        byte last = source[at + length - 1];
        if (length == 2)
        {
            return second != 't' ? 0 : first == 'l' ? '<' : first == 'g' ? '>' : 0;
        }

        if (length == 3)
        {
            return first == 'a' && second == 'm' && last == 'p' ? '&' : 0;
        }

        byte third = source[at + 2];
        if (length != 4 || third != 'o')
        {
            return 0;
        }

        return first == 'a' && second == 'p' && last == 's' ? '\''
            : first == 'q' && second == 'u' && last == 't' ? '"' : 0;
    }

    private static int Number(byte[] source, int at, int end)
    {
        int radix = 10;
        if (source[at] == 'x')
        {
            radix = 16;
            at++;
        }

        int code = 0;
        for (; at < end; at++)
        {
            int digit = Digit(source[at]);
            code = code * radix + digit;
            if (digit >= radix || code > 0x10FFFF)
            {
                return 0;
            }
        }

        bool control = code < 0x20 && code != '\t' && code != '\n' && code != '\r';
        return control || (code >= 0xD800 && code <= 0xDFFF) || code == 0xFFFE || code == 0xFFFF ? 0 : code;
    }

    private static int Digit(byte value)
    {
        if (value >= '0' && value <= '9')
        {
            return value - '0';
        }

        int letter = value | 0x20;
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : int.MaxValue >> 8;
    }

    private void Append(int code)
    {
        if (code < 0x80)
        {
            _decoded[_count++] = (byte)code;
            return;
        }

        int tail = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
        int lead = tail == 1 ? 0xC0 : tail == 2 ? 0xE0 : 0xF0;
        _decoded[_count++] = (byte)(lead | (code >> (6 * tail)));
        while (--tail >= 0)
        {
            _decoded[_count++] = (byte)(0x80 | ((code >> (6 * tail)) & 0x3F));
        }
    }
}

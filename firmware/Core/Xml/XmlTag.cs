using System;
using Core.Bytes;

namespace Core.Xml;

/// <summary>Looks into one start tag: where it ends and what its attributes are (XML 1.0 §3.1).</summary>
/// <remarks>
/// <code>
/// tag       = "&lt;" name *( space attribute ) [space] ["/"] "&gt;"
/// attribute = name [space] "=" [space] ( "'" value "'" / '"' value '"' )
/// </code>
/// Attributes are found by native searches for the equal sign and the closing quote, never by a loop over bytes.
/// </remarks>
internal static class XmlTag
{
    /// <summary>The attribute is there.</summary>
    internal const int Found = 0;

    /// <summary>The attribute is not there.</summary>
    internal const int Absent = 1;

    /// <summary>The tag is not well-formed.</summary>
    internal const int Malformed = 2;

    /// <summary>The tag goes on behind the bytes that came.</summary>
    internal const int Unfinished = -1;

    /// <summary>No byte that comes can make the tag well-formed.</summary>
    internal const int Broken = -2;

    private static readonly object Equal = (byte)'=';
    private static readonly object GreaterThan = (byte)'>';
    private static readonly object SingleQuote = (byte)'\'';
    private static readonly object DoubleQuote = (byte)'"';
    private static readonly byte[] Xmlns = Utf8.Bytes("xmlns");

    /// <summary>True for the bytes that XML calls white space.</summary>
    internal static bool IsSpace(byte value) => value == ' ' || value == '\n' || value == '\r' || value == '\t';

    /// <summary>True for the bytes that end a name.</summary>
    internal static bool EndsName(byte value) =>
        value == ' ' || value == '>' || value == '/' || value == '\n' || value == '\r' || value == '\t';

    /// <summary>Where the bracket stands that ends the tag beginning at <paramref name="open"/>, skipping brackets
    /// inside attribute values; <see cref="Unfinished"/> or <see cref="Broken"/> if there is none before
    /// <paramref name="end"/>.</summary>
    internal static int End(byte[] bytes, int open, int end)
    {
        int at = open + 1;
        while (true)
        {
            int bracket = Array.IndexOf(bytes, GreaterThan, at, end - at);
            int equal = Array.IndexOf(bytes, Equal, at, (bracket < at ? end : bracket) - at);
            if (equal < at)
            {
                return bracket < at ? Unfinished : bracket;
            }

            int quote = SkipSpace(bytes, equal + 1, end);
            if (quote >= end)
            {
                return Unfinished;
            }

            object mark = Mark(bytes[quote]);
            if (mark == null)
            {
                return Broken;
            }

            at = Array.IndexOf(bytes, mark, quote + 1, end - quote - 1) + 1;
            if (at <= quote + 1)
            {
                return Unfinished;
            }
        }
    }

    /// <summary>Finds the raw value of an attribute without prefix.</summary>
    internal static int Find(byte[] bytes, int open, int end, byte[] name, Slice value) =>
        Find(bytes, open, end, name, 0, 0, value);

    /// <summary>Finds the value of <c>xmlns</c>, or of <c>xmlns:prefix</c> where the prefix stands in the same
    /// bytes.</summary>
    internal static int FindDeclaration(byte[] bytes, int open, int end, int prefixAt, int prefix, Slice value) =>
        Find(bytes, open, end, Xmlns, prefixAt, prefix, value);

    private static int Find(byte[] bytes, int open, int end, byte[] name, int prefixAt, int prefix, Slice value)
    {
        int length = prefix == 0 ? name.Length : name.Length + 1 + prefix;
        int at = open;
        while (true)
        {
            int equal = Array.IndexOf(bytes, Equal, at, end - at);
            if (equal < at)
            {
                return Absent;
            }

            int quote = SkipSpace(bytes, equal + 1, end);
            object mark = Mark(bytes[quote]);
            int close = mark == null ? -1 : Array.IndexOf(bytes, mark, quote + 1, end - quote - 1);
            if (close <= quote)
            {
                return Malformed;
            }

            int nameEnd = equal;
            while (IsSpace(bytes[nameEnd - 1]))
            {
                nameEnd--;
            }

            int start = nameEnd - length;
            if (start > at && IsSpace(bytes[start - 1]) && IsName(bytes, start, name, prefixAt, prefix))
            {
                value.Set(bytes, quote + 1, close - quote - 1);
                return Found;
            }

            at = close + 1;
        }
    }

    private static object Mark(byte quote) => quote == '\'' ? SingleQuote : quote == '"' ? DoubleQuote : null;

    private static int SkipSpace(byte[] bytes, int at, int end)
    {
        while (at < end && IsSpace(bytes[at]))
        {
            at++;
        }

        return at;
    }

    private static bool IsName(byte[] bytes, int at, byte[] name, int prefixAt, int prefix)
    {
        for (int i = name.Length - 1; i >= 0; i--)
        {
            if (bytes[at + i] != name[i])
            {
                return false;
            }
        }

        int colon = at + name.Length;
        for (int i = 0; i < prefix; i++)
        {
            if (bytes[colon + 1 + i] != bytes[prefixAt + i])
            {
                return false;
            }
        }

        return prefix == 0 || bytes[colon] == ':';
    }
}

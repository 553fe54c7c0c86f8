using System;

namespace Core.Xml;

/// <summary>Finds the end of one start tag (XML 1.0 §3.1).</summary>
/// <remarks>
/// <code>
/// tag = "&lt;" name *( space attribute ) [space] ["/"] "&gt;"
/// </code>
/// </remarks>
internal static class XmlTag
{
    /// <summary>The tag goes on behind the bytes that came.</summary>
    internal const int Unfinished = -1;

    /// <summary>No byte that comes can make the tag well-formed.</summary>
    internal const int Broken = -2;

    private static readonly object Equal = (byte)'=';
    private static readonly object GreaterThan = (byte)'>';
    private static readonly object SingleQuote = (byte)'\'';
    private static readonly object DoubleQuote = (byte)'"';

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
        int bracket = -1;
        while (true)
        {
            if (bracket < at)
            {
                bracket = Array.IndexOf(bytes, GreaterThan, at, end - at);
            }

            int equal = Array.IndexOf(bytes, Equal, at, (bracket < at ? end : bracket) - at);
            if (equal < at)
            {
                return bracket < at ? Unfinished : bracket;
            }

            // What servers write needs no call.
            int quote = equal + 1;
            object mark = SingleQuote;
            if (quote >= end || bytes[quote] != '\'')
            {
                quote = SkipSpace(bytes, quote, end);
                if (quote >= end)
                {
                    return Unfinished;
                }

                mark = Mark(bytes[quote]);
            }

            at = mark == null ? Broken : Array.IndexOf(bytes, mark, quote + 1, end - quote - 1) + 1;
            if (at <= quote + 1)
            {
                return mark == null ? Broken : Unfinished;
            }
        }
    }

    /// <summary>The quote as what a native search takes; null if it is none.</summary>
    internal static object Mark(byte quote) => quote == '\'' ? SingleQuote : quote == '"' ? DoubleQuote : null;

    /// <summary>The first place from <paramref name="at"/> on that is no white space.</summary>
    internal static int SkipSpace(byte[] bytes, int at, int end)
    {
        while (at < end && IsSpace(bytes[at]))
        {
            at++;
        }

        return at;
    }

    /// <summary>Where the white space before <paramref name="at"/> begins.</summary>
    internal static int SkipSpaceBack(byte[] bytes, int at)
    {
        while (IsSpace(bytes[at - 1]))
        {
            at--;
        }

        return at;
    }
}

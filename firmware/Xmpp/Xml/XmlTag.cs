namespace Xmpp.Xml;

/// <summary>What the bytes around names are (XML 1.0 §2.3).</summary>
internal static class XmlTag
{
    /// <summary>The tag goes on behind the bytes that came.</summary>
    internal const int Unfinished = -1;

    /// <summary>No byte that comes can make the tag well-formed.</summary>
    internal const int Broken = -2;

    /// <summary>Boxed once, to be searched for: what XML cannot carry, and what ends a string on the device.</summary>
    internal static readonly object Nul = (byte)0;

    /// <summary>Where a tag begins.</summary>
    internal static readonly object LessThan = (byte)'<';

    /// <summary>Where it ends.</summary>
    internal static readonly object GreaterThan = (byte)'>';

    /// <summary>Where a reference begins.</summary>
    internal static readonly object Ampersand = (byte)'&';

    /// <summary>What stands between an attribute and its value.</summary>
    internal static readonly object Equal = (byte)'=';

    /// <summary>True for the bytes that XML calls white space.</summary>
    internal static bool IsSpace(byte value) => value == ' ' || value == '\n' || value == '\r' || value == '\t';

    /// <summary>True for the bytes that end a name.</summary>
    internal static bool EndsName(byte value) =>
        value == ' ' || value == '>' || value == '/' || value == '\n' || value == '\r' || value == '\t';

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

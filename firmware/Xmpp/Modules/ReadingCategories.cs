using Core.Bytes;
using Xmpp.Xml;

namespace Xmpp.Modules;

/// <summary>Categories of readings that a request is limited to.</summary>
/// <remarks>
/// <code>
/// m momentary, p peak, s status, c computed, i identity, h historical, all: attributes that are true or not
/// </code>
/// </remarks>
internal static class ReadingCategories
{
    private const ulong All = 0x6C6C610000000020; // all
    private static readonly byte[] One = Utf8.Bytes("1");
    private static readonly byte[] True = Utf8.Bytes("true");
    private static readonly ulong[] Names =
    {
        ShortName.Of("m"), ShortName.Of("p"), ShortName.Of("s"), ShortName.Of("c"), ShortName.Of("i"),
        ShortName.Of("h"),
    };

    /// <summary>True if momentary values are among what is asked for.</summary>
    internal static bool Include(Stanza stanza, int request)
    {
        if (IsTrue(stanza, request, All) || IsTrue(stanza, request, Names[0]))
        {
            return true;
        }

        for (int i = 1; i < Names.Length; i++)
        {
            if (IsTrue(stanza, request, Names[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsTrue(Stanza stanza, int element, ulong name) =>
        stanza.AttributeIs(element, name, True) || stanza.AttributeIs(element, name, One);
}

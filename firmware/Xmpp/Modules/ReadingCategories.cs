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
    private static readonly byte[] All = Utf8.Bytes("all");
    private static readonly byte[] One = Utf8.Bytes("1");
    private static readonly byte[] True = Utf8.Bytes("true");
    private static readonly byte[][] Names =
    {
        Utf8.Bytes("m"), Utf8.Bytes("p"), Utf8.Bytes("s"), Utf8.Bytes("c"), Utf8.Bytes("i"), Utf8.Bytes("h"),
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

    private static bool IsTrue(Stanza stanza, int element, byte[] name) =>
        stanza.AttributeIs(element, name, True) || stanza.AttributeIs(element, name, One);
}

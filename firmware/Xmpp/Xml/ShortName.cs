using Core;
using Core.Bytes;

namespace Xmpp.Xml;

/// <summary>Names of at most seven bytes, each as one word: most names that are asked for, compared without a
/// loop.</summary>
/// <remarks>
/// <code>
/// short name = shift u8 | zeros | name        little-endian: the name's last letter is the highest byte
/// text       = … any byte, name               the eight bytes before the place where a name in a tag ends
/// </code>
/// <c>(text ^ name) &gt;&gt; shift</c> is what stands before the name: white space for an attribute, "&lt;", "/" or the
/// colon of a prefix for an element. Of any other name, shorter, longer or different, a byte is left above that.
/// </remarks>
public static class ShortName
{
    /// <summary>Most bytes of such a name: beside it there is room for what stands before it.</summary>
    public const int Longest = Word - 1;

    /// <summary>Bytes that are compared at once.</summary>
    internal const int Word = 8;

    /// <summary>The word for a name: for constants, once.</summary>
    public static ulong Of(string name)
    {
        byte[] bytes = Utf8.Bytes(name);
        Check.That(bytes.Length > 0 && bytes.Length <= Longest);
        ulong word = 0;
        foreach (byte next in bytes)
        {
            word = word >> 8 | (ulong)next << 56;
        }

        return word | (uint)(Word * (Longest - bytes.Length));
    }
}

using System.Text;
using Core.Bytes;

namespace Tests.Unit;

/// <summary>Bytes as text, to compare and to show.</summary>
internal static class Texts
{
    /// <summary>Stands for null in a data row: the device's metadata processor takes no null there.</summary>
    public const string None = "(none)";

    /// <summary>The text of a data row, null for <see cref="None"/>.</summary>
    public static string OrNull(string text) => text == None ? null : text;

    public static string Of(ByteWriter writer) => Encoding.UTF8.GetString(writer.Buffer, 0, writer.Count);

    /// <summary>A slice that stands in the middle of other bytes, as a borrowed one does.</summary>
    public static Slice Slice(string text)
    {
        byte[] bytes = Utf8.Bytes("<" + text + ">");
        Slice slice = new();
        slice.Set(bytes, 1, bytes.Length - 2);
        return slice;
    }
}

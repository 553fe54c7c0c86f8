using System.Text;
using Core.Bytes;
using Imip;
using nanoFramework.TestFramework;

namespace Tests.Unit.Imip;

/// <summary>Blocks as text, put together without the code under test.</summary>
public static class Wire
{
    /// <summary>A block in the style of Odigo: an empty line only before a body; null for no body.</summary>
    public static string Odigo(string first, string body, params string[] headers) =>
        Sized(first, Lines(headers) + (body == null ? "" : "\r\n" + body));

    /// <summary>A block in the style of Yahoo: always an empty line.</summary>
    public static string Yahoo(string first, string body, params string[] headers) =>
        Sized(first, Lines(headers) + "\r\n" + body);

    /// <summary>The size that a block declares.</summary>
    public static string SizeOf(string block)
    {
        int line = block.IndexOf('\n') + 1;
        return block.Substring(line, block.IndexOf('\r', line) - line);
    }

    /// <summary>Reads one block in pieces of this size; all of it must be taken, and no more.</summary>
    public static ImipBlock Read(string text, int piece)
    {
        ImipBlock block = new();
        byte[] bytes = Utf8.Bytes(text);
        int at = 0;
        while (at < bytes.Length && block.State == BlockState.Partial)
        {
            int count = bytes.Length - at < piece ? bytes.Length - at : piece;
            at += block.Append(bytes, at, count);
        }

        if (block.State == BlockState.Whole || block.State == BlockState.Oversized)
        {
            Assert.AreEqual(bytes.Length, at, "bytes taken");
        }

        return block;
    }

    /// <summary>The value of a header; null if it is not there.</summary>
    public static string Value(ImipBlock block, Header header)
    {
        Slice value = new();
        return block.Value(header, value) ? value.ToString() : null;
    }

    private static string Sized(string first, string content) =>
        first + "\r\n" + Encoding.UTF8.GetBytes(content).Length.ToString() + "\r\n" + content;

    private static string Lines(string[] headers)
    {
        string lines = "";
        foreach (string header in headers)
        {
            lines += header + "\r\n";
        }

        return lines;
    }
}

using System.Text;
using Core.Bytes;

namespace Tests.Unit.Courier;

/// <summary>The peer's own idea of the wire, written from its description and not from the code that it tests: frames
/// as hex, and frames told in a line.</summary>
internal static class Wire
{
    /// <summary>A frame: command, length of the items in four bytes, items.</summary>
    public static string Frame(int command, string items) => Hex(command, 1) + Hex(items.Length / 2, 4) + items;

    /// <summary>An item: id, length in two bytes, value.</summary>
    public static string Item(int id, string value) => Hex(id, 1) + Hex(value.Length / 2, 2) + value;

    /// <summary>An item whose value is text.</summary>
    public static string TextItem(int id, string text) => Item(id, Hex(Utf8.Bytes(text), 0, Utf8.Bytes(text).Length));

    /// <summary>A number as so many bytes.</summary>
    public static string Hex(long value, int bytes)
    {
        byte[] all = new byte[bytes];
        for (int i = bytes - 1; i >= 0; i--)
        {
            all[i] = (byte)value;
            value >>= 8;
        }

        return Hex(all, 0, bytes);
    }

    /// <summary>Bytes as hex.</summary>
    public static string Hex(byte[] bytes, int offset, int count)
    {
        byte[] digits = new byte[2 * count];
        for (int i = 0; i < count; i++)
        {
            digits[2 * i] = Digit(bytes[offset + i] >> 4);
            digits[2 * i + 1] = Digit(bytes[offset + i] & 15);
        }

        return Encoding.UTF8.GetString(digits, 0, digits.Length);
    }

    /// <summary>Hex as bytes.</summary>
    public static byte[] Bytes(string hex)
    {
        byte[] digits = Utf8.Bytes(hex);
        byte[] bytes = new byte[digits.Length / 2];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(Value(digits[2 * i]) << 4 | Value(digits[2 * i + 1]));
        }

        return bytes;
    }

    /// <summary>Frames in a line: <c>0c{}</c>, <c>0b{4=00000001 8=00}</c>; a message's payload as text.</summary>
    public static string Tell(byte[] bytes, int count)
    {
        string story = string.Empty;
        int at = 0;
        while (at + 5 <= count)
        {
            int command = bytes[at];
            int end = at + 5 + (bytes[at + 1] << 24 | bytes[at + 2] << 16 | bytes[at + 3] << 8 | bytes[at + 4]);
            story += (story.Length > 0 ? " " : string.Empty) + Hex(command, 1) + "{"
                + TellItems(bytes, at + 5, end, command == 0x0A) + "}";
            at = end;
        }

        return at == count ? story : story + "?";
    }

    private static string TellItems(byte[] bytes, int at, int end, bool message)
    {
        string story = string.Empty;
        while (at < end)
        {
            int id = bytes[at];
            int length = bytes[at + 1] << 8 | bytes[at + 2];
            at += 3;
            string value = message && id == 3
                ? Encoding.UTF8.GetString(bytes, at, length)
                : Hex(bytes, at, length);
            story += (story.Length > 0 ? " " : string.Empty) + id + "=" + Known(value);
            at += length;
        }

        return at == end ? story : story + "?";
    }

    private static string Known(string value) => value == CourierScript.Token ? "token"
        : value == CourierScript.Topic ? "topic" : value;

    private static byte Digit(int value) => (byte)(value < 10 ? '0' + value : 'a' + value - 10);

    private static int Value(byte digit) => digit <= '9' ? digit - '0' : digit - 'a' + 10;
}

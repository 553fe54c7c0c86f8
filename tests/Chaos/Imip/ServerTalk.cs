using System.Globalization;
using System.Text;

namespace Tests.Chaos.Imip;

/// <summary>What an IMIP server may say to a device, put together by hand.</summary>
internal static class ServerTalk
{
    /// <summary>Greeting and welcome.</summary>
    public static byte[] Login { get; } = Bytes(
        Block("HELO", "12345678901234567890", "Auth-Type: imip-hmac-sha256, imip-md5", "ID: 10001", "Keep-Alive: 60",
            "Protocol: IMIP/1.0")
        + Block("LOGN dev1", "", "ID: 10002", "Reference: 1002"));

    /// <summary>A day of a device: commands of friends and others, presence, lists, pings, oddities.</summary>
    public static byte[] Day { get; } = Bytes(string.Concat(
        Block("ACK 600", "", "ID: 10003", "Reference: 1003"),
        Block("LIST ADD dev1", "may I?", "From: op \"The Operator\"", "ID: 10004", "List: Buddy"),
        Block("LIST ADD dev1", "may I?", "From: eve", "ID: 10005", "List: Buddy"),
        Block("STAT ONLINE", "", "From: op", "ID: 10006"),
        Block("MESG", "pin.write 2 1", "From: op", "ID: 10007"),
        Block("MESG", "pin.write 2 0", "Command-Id: c1", "From: op", "ID: 10008"),
        Block("MESG", "pin.write 2 1", "Command-Id: c1", "From: op", "ID: 10009"),
        Block("MESG", "pin.write 2 1", "Command-Id: c2", "From: eve", "ID: 10010"),
        Block("MESG", "help", "From: op", "ID: 10011"),
        Block("MESG", "pin.read 2", "Delayed: 2026-11-20T00:00:00Z", "From: op", "ID: 10012"),
        Block("MESG", "pin.write 99 1", "Command-Id: c3", "From: op", "ID: 10013"),
        Block("MESG", new string('x', 5000), "From: op", "ID: 10014"),
        "PING\r\n13\r\nID: 10015\r\n\r\n",
        Block("FROB", "\u00ff\u0001", "ID: 10016"),
        Block("MESG", "done", "From: op", "ID: 10017", "Outcome: done"),
        Block("ACK 805", "", "ID: 10018", "Reference: 1004"),
        Block("LIST DEL dev1", "", "From: eve", "ID: 10019"),
        Block("MESG", "", "ID: 10020")));

    /// <summary>A block in the style of Odigo.</summary>
    public static string Block(string first, string body, params string[] headers)
    {
        string content = string.Concat(headers.Select(header => header + "\r\n"))
            + (body.Length > 0 ? "\r\n" + body : "");
        return string.Create(CultureInfo.InvariantCulture,
            $"{first}\r\n{Encoding.UTF8.GetByteCount(content)}\r\n{content}");
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}

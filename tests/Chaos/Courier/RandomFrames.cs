using System.Text;

namespace Tests.Chaos.Courier;

/// <summary>Frames that a server could send, sensible and otherwise, as a seed decides.</summary>
internal sealed class RandomFrames(Random chance)
{
    private static readonly string[] Names =
        ["pin.write", "pin.read", "sensor.read", "report.every", "fly", "", "\\u0070in.read"];

    private static readonly string[] Arguments =
    [
        "{}", "{\"pin\":2,\"value\":1}", "{\"pin\":2,\"value\":true}", "{\"pin\":\"2\",\"value\":null}",
        "{\"name\":[1]}",
        "{\"pin\":1e400}", "{\"seconds\":-1}", "[]", "{\"pin\":{\"a\":[]}}", "{", "null",
    ];

    private static readonly string[] Texts =
        ["help", "pin.write 2 1", "what", " ", "sensor.read", "\\ud83d\\ude00\\\"\\\\", "\u00e4\u00fc", "\\ud800"];

    private static readonly string[] Providers = ["TEAM", "viewers", "evil", "", new('x', 70)];

    /// <summary>One more frame.</summary>
    public byte[] Next() => chance.Next(12) switch
    {
        < 5 => ServerWords.Push((uint)chance.Next(50), Pick(Providers), Payload()),
        5 => ServerWords.Ack((uint)(chance.Next(2) == 0 ? 7 : 0x8000_0000 + chance.Next(20)), Pick([0, 0, 2, 3, 0x80])),
        6 => ServerWords.Frame(Pick([0x0d, 0x0e, 0x10, 0x1d, 0x99])),
        7 => ServerWords.Frame(0x12, (1, [0]), (2, Bytes(chance.Next(80))), (3, ServerWords.Topic)),
        8 => Push(Items()),
        9 => ServerWords.Frame(0x0a, [.. Items()]),
        10 => ServerWords.Frame(chance.Next(0x20, 0x100), [.. Items()]),
        _ => ServerWords.Push((uint)chance.Next(50), "TEAM", "{\"aps\":{\"alert\":\"x\"},\"id\":\"a\",\"x\":\""
            + new string('x', chance.Next(6_000)) + "\"}"),
    };

    private static byte[] Push(IEnumerable<(int, byte[])> items) =>
        ServerWords.Frame(0x0a, [(1, ServerWords.Token), (2, ServerWords.Topic), .. items]);

    private string Payload()
    {
        string id = $"c{chance.Next(40)}";
        string payload = chance.Next(2) == 0
            ? ServerWords.Command(id, Pick(Names), Pick(Arguments))
            : ServerWords.Chat(id, Pick(Texts));
        return chance.Next(10) == 0 ? payload[..chance.Next(payload.Length)] : payload;
    }

    private (int, byte[])[] Items() => [.. Enumerable.Range(0, chance.Next(6)).Select(_ =>
        (Pick([1, 2, 3, 4, 4, 5, 6, 7, 8, 10, 0xf0, chance.Next(256)]), Bytes(Pick([0, 1, 4, 8, 20, 32, 3_000]))))];

    private byte[] Bytes(int count)
    {
        byte[] bytes = chance.Next(2) == 0 ? new byte[count] : Encoding.ASCII.GetBytes(new string('{', count));
        if (chance.Next(2) == 0)
        {
            chance.NextBytes(bytes);
        }

        return bytes;
    }

    private T Pick<T>(T[] from) => from[chance.Next(from.Length)];
}

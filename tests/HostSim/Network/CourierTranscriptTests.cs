using System.Text;
using HostSim.Network;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.HostSim.Network;

[TestClass]
public sealed class CourierTranscriptTests
{
    private const string Token = "a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90";
    private const string Topic = "e4e6d952954168d0a5db02dbaf27cc35fc18d159";
    private const string Secret = "5ec4e75ec4e7";
    private static readonly string TokenMask = new('·', Token.Length - 4);

    [TestMethod]
    [DataRow("070000000b0200010105000400000041", "connect: state 1, flags 0x00000041")]
    [DataRow("070000000b06000100090004312e3061", "connect: interface 0, system version 1.0a")]
    [DataRow("0a0000000a05000400000000060000", "notification: expires at once or never, time empty")]
    [DataRow("0c00000000", "keep-alive")]
    [DataRow("0d00000000", "keep-alive answer")]
    [DataRow("140000000b010001010200047fffffff", "state: state 1, interval 2147483647")]
    [DataRow("0b0000000b04000400000007080001" + "00", "acknowledged: id 7, status 0 (ok)")]
    [DataRow("0b0000000408000180", "acknowledged: status 128 (too early)")]
    [DataRow("080000000401000102", "connected: status 2 (error)")]
    [DataRow("080000000b0a00080000018bcfe56800", "connected: time 2023-11-14T22:13:20.000Z")]
    [DataRow("09000000170200" + "14" + Topic, "filter: enabled e4e6d952…")]
    [DataRow("0e00000023010020" + Token, "nothing stored: token a1b2…")]
    [DataRow("100000000602000300" + "0000", "flushed: padding of 3 bytes")]
    [DataRow("2a00000005770002" + "cafe", "command 2a: item 77 …")]
    public void A_frame_is_told_in_words(string hex, string words) =>
        Assert.AreEqual(words, Hear(Connected + hex, 4096)[^1].Words);

    [TestMethod]
    public void A_notification_shows_its_payload_and_hides_its_token_in_both_directions()
    {
        const string Payload = """{"cmd":{"id":"7","name":"pin.read","args":{"pin":2}}}""";
        string payload = $"030035{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Payload))}";
        string down = $"0a0000008b010020{Token}020014{Topic}{payload}04000400000001f00002" + "6f70";
        string up = $"0a0000007f010014{Topic}020020{Token}{payload}";
        IReadOnlyList<TrafficChunk> heard = Hear(Connected + Frame(down) + Frame(up), 4096);
        Assert.AreEqual($"notification: token a1b2…, topic e4e6d952…, payload {Payload}, id 1, provider op",
            heard[1].Words);
        Assert.AreEqual($"notification: topic e4e6d952…, token a1b2…, payload {Payload}", heard[2].Words);
        Assert.AreEqual("notification\n  01 topic (20 B) e4e6d952…\n  02 token (32 B) a1b2…\n"
            + $"  03 payload (53 B) {Payload}", heard[2].Text);
        Assert.AreEqual(Frame(up).Replace(Token[4..], TokenMask, StringComparison.Ordinal), heard[2].Raw);
    }

    [TestMethod]
    public void No_secret_is_kept_however_the_bytes_are_cut()
    {
        string[] frames =
        [
            Frame($"0700000000010020{Token}0c0006{Secret}0d0006{Secret}0e0006{Secret}990006{Secret}"),
            Frame($"0800000000010001000300" + $"20{Token}"), Frame($"1200000000010001000200" + $"20{Token}"),
            Frame($"1100000000010020{Token}"), Frame($"0900000000010020{Token}"), Frame($"0b00000000010020{Token}"),
        ];
        int bytes = string.Concat(frames).Length / 2;
        IReadOnlyList<TrafficChunk> whole = Hear(string.Concat(frames), bytes);
        Assert.HasCount(frames.Length, whole);
        for (int size = 1; size < bytes; size++)
        {
            IReadOnlyList<TrafficChunk> heard = Hear(string.Concat(frames), size);
            CollectionAssert.AreEqual(whole.Select(it => it.Words).ToArray(), heard.Select(it => it.Words).ToArray());
            Assert.AreEqual(bytes, heard.Sum(chunk => chunk.Bytes));
        }

        string kept = string.Concat(whole.Select(chunk => chunk.Text + chunk.Words + chunk.Raw));
        Assert.DoesNotContain(Secret, kept);
        Assert.DoesNotContain(Token[4..8], kept);
        Assert.Contains("certificate …, nonce …, signature …, item 99 …", whole[0].Words!);
    }

    [TestMethod]
    [DataRow("08ffffffff010001" + Secret)]
    [DataRow("080000000501ffff" + Secret)]
    public void What_is_no_frame_is_masked_to_the_end(string hex)
    {
        IReadOnlyList<TrafficChunk> heard = Hear(hex + Frame($"0a00000000030006{Secret}"), 3);
        Assert.DoesNotContain(Secret, string.Concat(heard.Select(chunk => chunk.Text + chunk.Words + chunk.Raw)));
        Assert.IsTrue(heard.All(chunk => chunk.Words == "no courier frame"));
        Assert.AreEqual(hex.Length / 2 + 14, heard.Sum(chunk => chunk.Bytes));
    }

    private static string Connected => Frame("0800000000010001" + "00");

    // With its length put right.
    private static string Frame(string hex) => $"{hex[..2]}{hex.Length / 2 - 5:x8}{hex[10..]}";

    private static IReadOnlyList<TrafficChunk> Hear(string hex, int size)
    {
        TrafficTap tap = new();
        ConnectionTap connection = tap.Connect(0);
        foreach (byte[] part in Convert.FromHexString(hex).Chunk(size))
        {
            connection.Down(part);
        }

        return tap.Recent;
    }
}

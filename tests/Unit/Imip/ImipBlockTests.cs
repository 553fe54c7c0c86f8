using Core;
using Core.Bytes;
using Imip;
using nanoFramework.TestFramework;

namespace Tests.Unit.Imip;

/// <summary>Blocks as they were recorded, in every split, and what is no block.</summary>
[TestClass]
public sealed class ImipBlockTests
{
    private static readonly string[] Shortest = { "ID: 1" };

    [TestMethod]
    public void Recorded_sizes_are_reproduced_and_read()
    {
        Recorded("32", Wire.Yahoo("HELO", "", "ID: 1001", "Protocol: IMIP/1.0"), BlockType.Hello);
        Recorded("194", Wire.Yahoo("HELO", "12345678", "Auth-Type: imip-md5", "Capabilities: server-lists",
            "ID: 12345", "Keep-Alive: 60", "Protocol: IMIP/1.0", "Registration: http://example.org/join",
            "Service: example.org", "ServiceDisplayName: Odigo"), BlockType.Hello);
        Recorded("93", Wire.Yahoo("LOGN 1234567", "0123456789abcdef0123456789abcdef", "ID: 1002",
            "Client: a client of 2002.0", "Auth-Type: imip-md5"), BlockType.Login);
        Recorded("28", Wire.Odigo("LOGN 1234567", null, "ID: 12346", "Reference: 1002"), BlockType.Login);
        Recorded("12", Wire.Yahoo("STAT ONLINE", "", "ID: 1003"), BlockType.Status);
        Recorded("26", Wire.Odigo("STAT AWAY", null, "From: 7654321", "ID: 12350"), BlockType.Status);
        Recorded("40", Wire.Yahoo("LIST ADD 7654321", "", "ID: 1004", "List: Buddy", "From: 1234567"),
            BlockType.List);
        Recorded("67", Wire.Odigo("LIST ADD 1234567", "let me see you ?",
            "From: 7654321 \"mynick7\"", "ID: 12351", "List: Buddy"), BlockType.List);
        Recorded("78", Wire.Yahoo("MESG", "hello out there", "ID: 1005", "To: 7654321", "ACK-Type: errors-only",
            "From: 1234567"), BlockType.Message);
        Recorded("12", Wire.Yahoo("PING", "", "ID: 1006"), BlockType.Ping);
    }

    [TestMethod]
    public void Greeting_of_the_recording_is_understood()
    {
        ImipBlock block = Wire.Read(Wire.Odigo("HELO", "12345678", "Auth-Type: imip-md5",
            "Capabilities: server-lists", "ID: 12345", "Keep-Alive: 60", "Protocol: IMIP/1.0"), 7);
        Assert.AreEqual("imip-md5", Wire.Value(block, Header.AuthType));
        Assert.AreEqual("60", Wire.Value(block, Header.KeepAlive));
        Assert.AreEqual("IMIP/1.0", Wire.Value(block, Header.Protocol));
        Assert.AreEqual(12345L, block.Number(Header.Id, new Slice()));
        Assert.AreEqual("12345678", block.Body.ToString());
        Assert.IsNull(Wire.Value(block, Header.From));
    }

    [TestMethod]
    public void Display_name_is_no_part_of_the_sender()
    {
        ImipBlock block = Wire.Read(Wire.Odigo("MESG", "hi", "From: 7654321 \"my nick\"", "ID: 3"), 99);
        Slice user = new();
        Assert.IsTrue(block.Sender(user));
        Assert.AreEqual("7654321", user.ToString());
    }

    [TestMethod]
    [DataRow("From:")]
    [DataRow("From: \u0001")]
    [DataRow("From: a\tb")]
    [DataRow("To: a")]
    public void Sender_that_cannot_be_answered_is_none(string header) =>
        Assert.IsFalse(Wire.Read(Wire.Odigo("MESG", "hi", header, "ID: 3"), 99).Sender(new Slice()));

    [TestMethod]
    public void Names_are_read_in_any_case_and_the_first_wins()
    {
        ImipBlock block = Wire.Read(Wire.Odigo("PING", null, "X-Y: z", "id: 4", "ID: 5", "COMMAND-ID:   c 1 "), 1);
        Assert.AreEqual("4", Wire.Value(block, Header.Id));
        Assert.AreEqual("c 1 ", Wire.Value(block, Header.CommandId));
    }

    [TestMethod]
    [DataRow("1", 1L)]
    [DataRow("4294967295", 4294967295L)]
    [DataRow("4294967296", 0L)]
    [DataRow("0", 0L)]
    [DataRow("-1", 0L)]
    [DataRow("1x", 0L)]
    [DataRow("", 0L)]
    public void Numbers_have_32_bits(string value, long number) => Assert.AreEqual(
        number, Wire.Read(Wire.Odigo("PING", null, "ID: " + value), 99).Number(Header.Id, new Slice()));

    [TestMethod]
    [DataRow("PING\r\n0\r\n")]
    [DataRow("PING now\r\n2\r\n\r\n")]
    [DataRow("ACK 600\r\n11\r\nID: 12345\r\n")]
    [DataRow("FROB\r\n00007\r\n\r\nhello")]
    public void Odd_but_whole(string text)
    {
        Assert.AreEqual((int)BlockState.Whole, (int)Wire.Read(text, 1).State);
        Assert.AreEqual((int)BlockState.Whole, (int)Wire.Read(text, 99).State);
    }

    [TestMethod]
    [DataRow("PING\n0\r\n")]
    [DataRow("\r\n0\r\n")]
    [DataRow("PING\r\n\r\n")]
    [DataRow("PING\r\n-1\r\n")]
    [DataRow("PING\r\n+1\r\n")]
    [DataRow("PING\r\n 1\r\n")]
    [DataRow("PING\r\n0x1\r\n")]
    [DataRow("PING\r\n1\n")]
    [DataRow("PING\r\n1\r1")]
    [DataRow("PING\r\n100000\r\n")]
    [DataRow("PING\r\n5\r\nID: 1")]
    [DataRow("PING\r\n6\r\nID: 1\n")]
    [DataRow("PING\r\n7\r\nID  1\r\n")]
    [DataRow("PING\r\n5\r\n: 1\r\n")]
    public void No_block(string text)
    {
        Assert.AreEqual((int)BlockState.Malformed, (int)Wire.Read(text, 1).State);
        Assert.AreEqual((int)BlockState.Malformed, (int)Wire.Read(text, 99).State);
    }

    [TestMethod]
    public void Lines_end_somewhere()
    {
        string longest = new('a', Limits.ImipLine - 2);
        Assert.AreEqual((int)BlockState.Whole, (int)Wire.Read(Wire.Odigo(longest, null, Shortest), 64).State);
        Assert.AreEqual(
            (int)BlockState.Malformed, (int)Wire.Read(Wire.Odigo(longest + "a", null, Shortest), 64).State);
        Assert.AreEqual((int)BlockState.Malformed,
            (int)Wire.Read(Wire.Odigo("PING", null, "ID: 1", "X: " + longest), 64).State);
    }

    [TestMethod]
    public void Oversized_block_is_skipped_with_its_first_headers_kept()
    {
        string text = Wire.Odigo("MESG", new string('x', 5000), "ID: 77", "From: op");
        for (int piece = 1; piece < 3000; piece = piece * 3 + 1)
        {
            ImipBlock block = Wire.Read(text, piece);
            Assert.AreEqual((int)BlockState.Oversized, (int)block.State);
            Assert.AreEqual(77L, block.Number(Header.Id, new Slice()));
            block.Reset();
            byte[] next = Utf8.Bytes(Wire.Odigo("PING", null, "ID: 78"));
            Assert.AreEqual(next.Length, block.Append(next, 0, next.Length));
            Assert.AreEqual(78L, block.Number(Header.Id, new Slice()));
        }
    }

    private static void Recorded(string size, string text, BlockType type)
    {
        Assert.AreEqual(size, Wire.SizeOf(text));
        for (int piece = 1; piece <= text.Length; piece++)
        {
            ImipBlock block = Wire.Read(text, piece);
            Assert.AreEqual((int)BlockState.Whole, (int)block.State, text);
            Assert.AreEqual((int)type, (int)block.Type, text);
        }
    }
}

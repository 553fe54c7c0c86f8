using System.Text;
using HostSim.Network;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.HostSim.Network;

[TestClass]
public sealed class ImipTranscriptTests
{
    private const string Greeting = "HELO\r\n38\r\nID: 1234\r\nAuth-Type: x\r\n\r\nCHALLENGE!!!";
    private const string Login = "LOGN dev\r\n16\r\nID: 12\r\n\r\nPROOF!";
    private const string Message = "MESG\r\n39\r\nID: 1235\r\nCommand-Id: 7\r\n\r\nHELO LOGN\rü";
    private const string Ping = "PING\r\n0\r\n";

    [TestMethod]
    public void Challenge_and_proof_are_masked_and_each_block_is_a_piece_however_it_is_cut()
    {
        string[] shown =
        [
            "HELO\r\n38\r\nID: 1234\r\nAuth-Type: x\r\n\r\n…", "LOGN dev\r\n16\r\nID: 12\r\n\r\n…", Message, Ping,
        ];
        string[] words = ["greets, wants a login by x", "logs in as dev", "command 7: HELO LOGN\rü", "ping"];
        byte[] bytes = Encoding.UTF8.GetBytes(Greeting + Login + Message + Ping);
        for (int size = 1; size <= bytes.Length; size++)
        {
            IReadOnlyList<TrafficChunk> heard = Hear(bytes, size);
            CollectionAssert.AreEqual(shown, heard.Select(chunk => chunk.Text).ToArray());
            CollectionAssert.AreEqual(words, heard.Select(chunk => chunk.Words).ToArray());
            Assert.AreEqual(bytes.Length, heard.Sum(chunk => chunk.Bytes));
        }
    }

    [TestMethod]
    [DataRow("LOGN dev\r\nmany\r\nPROOF!")]
    [DataRow("LOGN dev\r\n\r\nPROOF!")]
    [DataRow("LOGN dev\r\n99999999\r\nPROOF!")]
    public void What_is_no_block_is_masked_to_the_end(string text)
    {
        IReadOnlyList<TrafficChunk> heard = Hear(Encoding.UTF8.GetBytes(text + Login), 5);
        Assert.DoesNotContain("PROOF", string.Concat(heard.Select(chunk => chunk.Text + chunk.Words)));
        Assert.AreEqual("no IMIP block", heard[^1].Words);
    }

    [TestMethod]
    [DataRow("LOGN dev\r\n8\r\nID: 12\r\n", "dev is logged in")]
    [DataRow("HELO\r\n8\r\nID: 12\r\n", "greets")]
    [DataRow("STAT ONLINE\r\n21\r\nID: 12\r\nFrom: dev-1\r\n", "presence from dev-1: ONLINE")]
    [DataRow("LIST ADD dev\r\n8\r\nID: 12\r\n", "list: ADD dev")]
    [DataRow("ACK 811\r\n24\r\nID: 12\r\nReference: 1001\r\n", "acknowledges 1001: login refused")]
    [DataRow("ACK 899\r\n24\r\nID: 12\r\nReference: 1001\r\n", "acknowledges 1001: 899")]
    [DataRow("MESG\r\n43\r\nTo: a@b\r\nOutcome: done\r\nCommand-Id: 9\r\n\r\nok", "result of 9, done to a@b: ok")]
    [DataRow("MESG\r\n19\r\nReport: 4\r\n\r\nt=20,5", "report 4: t=20,5")]
    [DataRow("MESG\r\n4\r\n\r\nhi", "chat: hi")]
    [DataRow("DISC\r\n8\r\nID: 12\r\n", "logs out")]
    [DataRow("NEWS today\r\n0\r\n", "NEWS today")]
    public void A_block_is_told_in_words(string text, string words) =>
        Assert.AreEqual(words, Hear(Encoding.UTF8.GetBytes(text), text.Length).Single().Words);

    private static IReadOnlyList<TrafficChunk> Hear(byte[] bytes, int size)
    {
        TrafficTap tap = new();
        ConnectionTap connection = tap.Connect(0);
        foreach (byte[] part in bytes.Chunk(size))
        {
            connection.Down(part);
        }

        return tap.Recent;
    }
}

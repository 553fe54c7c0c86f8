using HostSim.ImipServer;
using HostSim.ImipServer.Wire;

namespace Tests.Server.Imip;

/// <summary>What a client cannot do to the server or to others.</summary>
[TestClass]
public sealed class ImipLimitTests
{
    private readonly ImipWorld _world = new();

    [TestMethod]
    [DataRow("PING\r\nx\r\n")]
    [DataRow("PING\r\n-1\r\n")]
    [DataRow("PING\r\n99999999\r\n")]
    [DataRow("\r\n0\r\n")]
    [DataRow("PING\r\n4\r\nID 1")]
    [DataRow("PING\r\n7\r\n: ID 1\r\n")]
    [DataRow("PING\r\n1234567890123456")]
    [DataRow("PING\r\n9\r\nID: \u00FF\u00FE\r")]
    public void What_is_no_block_ends_it(string text)
    {
        ImipClient client = _world.Online("op");
        client.Raw(text);
        client.HearOne().IsAck(801);
        Assert.IsTrue(client.Session.WantsClose);
    }

    [TestMethod]
    public void Line_without_an_end_ends_it()
    {
        ImipClient client = _world.Online("op");
        client.Raw(new string('A', 511));
        Assert.IsFalse(client.Session.WantsClose);
        client.Raw("A");
        Assert.IsTrue(client.Session.WantsClose);
    }

    [TestMethod]
    public void What_comes_after_the_end_is_not_kept()
    {
        ImipClient client = _world.Online("op");
        client.Raw("x\r\nabc\r\n");
        Assert.IsTrue(client.Session.WantsClose);
        byte[] flood = new byte[1 << 20];
        long before = GC.GetAllocatedBytesForCurrentThread();
        client.Session.Receive(flood);
        Assert.IsLessThan(4096, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void Headers_have_an_end()
    {
        ImipClient client = _world.Online("op");
        client.Say("PING", "", "X: " + new string('x', 510));
        client.HearOne().IsAck(801);
        client = _world.Online("dev");
        client.Say("PING", "", [.. Enumerable.Repeat("X: " + new string('x', 400), 6)]);
        client.HearOne().IsAck(801);
    }

    [TestMethod]
    public void Oversized_block_is_skipped_and_answered()
    {
        ImipClient client = _world.Online("op");
        client.Say("MESG", new string('x', 9000), "To: dev");
        client.HearOne().IsAck(806).To(client);
        client.Ask("PING").IsAck(600);
    }

    [TestMethod]
    public void Block_without_a_number_is_told_so()
    {
        ImipClient client = _world.Online("op");
        client.Raw("PING\r\n0\r\n");
        Assert.AreEqual("", client.HearOne().IsAck(801)["Reference"]);
        Assert.IsFalse(client.Session.WantsClose);
    }

    [TestMethod]
    public void Flood_of_messages_is_held_back_and_time_mends_it()
    {
        ImipWorld world = new(new ImipLimits { MessageBurst = 3, MessagesPerSecond = 1 });
        ImipClient op = world.Online("op");
        for (int i = 0; i < 3; i++)
        {
            op.Ask("MESG", "x", "To: dev", "ACK-Type: all").IsAck(600);
        }

        op.Ask("MESG", "x", "To: dev", "ACK-Type: all").IsAck(807);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        op.Ask("MESG", "x", "To: dev", "ACK-Type: all").IsAck(600);
    }

    [TestMethod]
    public void Who_does_not_read_is_given_up_and_what_could_not_be_sent_is_kept()
    {
        ImipWorld world = new(new ImipLimits { PendingOutputBytes = 4096 });
        ImipClient dev = world.Online("dev");
        ImipClient op = world.Online("op");
        for (int i = 0; i < 5; i++)
        {
            op.Ask("MESG", $"{i}" + new string('x', 1000), "To: dev", "ACK-Type: all").IsAck(600);
        }

        Assert.IsTrue(dev.Session.IsAbandoned);
        ImipClient again = ImipClient.LoggedIn(world.Domain, "dev");
        again.Say("STAT ONLINE");
        Assert.AreEqual("34", string.Concat(again.Hear().Skip(1).Select(reply => reply.Body[0])));
    }

    [TestMethod]
    public void List_has_an_end()
    {
        ImipWorld world = new(new ImipLimits { ListEntries = 1 });
        ImipClient op = world.Online("op");
        op.Ask("LIST ADD dev").IsAck(600);
        op.Ask("LIST ADD dev").IsAck(600);
        op.Ask("LIST ADD eve").IsAck(807);
    }

    [TestMethod]
    [DataRow("op")]
    [DataRow("OP")]
    [DataRow("")]
    [DataRow("a b")]
    [DataRow("a\r\nb")]
    [DataRow("a\"b")]
    public void Account_that_cannot_be(string name) =>
        Assert.ThrowsExactly<ArgumentException>(() => _world.Domain.AddAccount(name, "secret"));

    [TestMethod]
    public void Every_split_is_read_the_same()
    {
        byte[] stream = System.Text.Encoding.UTF8.GetBytes(
            "PING\r\n12\r\nID: 1001\r\n\r\nSTAT AWAY\r\n10\r\nID: 1002\r\n"
            + "MESG\r\n27\r\nID: 1003\r\nTo: dev\r\n\r\nhello w");
        foreach (int piece in Enumerable.Range(1, stream.Length))
        {
            BlockReader reader = new(new ImipLimits());
            List<string> read = [];
            foreach (byte[] chunk in stream.Chunk(piece))
            {
                reader.Append(chunk);
                while (reader.Read() is InboundBlock block)
                {
                    read.Add($"{block.Finding} {block.Verb} {block.Argument} {block.Id} {block.Body.Length}");
                }
            }

            CollectionAssert.AreEqual((string[])["Block PING  1001 0", "Block STAT AWAY 1002 0",
                "Block MESG  1003 6"], read, $"pieces of {piece}");
        }
    }

    [TestMethod]
    public void Random_bytes_end_only_their_own_session()
    {
        ImipClient op = _world.Online("op");
        Random chance = new(1);
        for (int i = 0; i < 500; i++)
        {
            ImipClient noise = i % 2 == 0 ? new ImipClient(_world.Domain) : _world.Online("eve");
            byte[] bytes = new byte[chance.Next(2000)];
            chance.NextBytes(bytes);
            noise.Session.Receive(bytes);
            noise.Session.Closed();
        }

        op.Ask("PING").IsAck(600);
    }
}

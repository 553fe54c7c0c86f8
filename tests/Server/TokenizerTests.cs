using System.Text;
using System.Xml.Linq;
using HostSim.XmppServer.Wire;

namespace Tests.Server;

/// <summary>The byte tokenizer against generated and damaged documents. The seed stands in every message.</summary>
[TestClass]
public sealed class TokenizerTests
{
    private const int Rounds = 3000;
    private const string Open = "<s:s xmlns:s='urn:s' a='\">'>";

    [TestMethod]
    public void Generated_documents_come_apart_into_exactly_their_elements()
    {
        for (int seed = 0; seed < Rounds; seed++)
        {
            Random random = new(seed);
            string[] elements = [.. Enumerable.Range(0, random.Next(5)).Select(_ => Element(random, 0))];
            StringBuilder document = new("<?xml version='1.0'?>" + Open);
            foreach (string element in elements)
            {
                document.Append(random.Next(3) == 0 ? " \n" : string.Empty).Append(element);
            }

            List<Frame> frames = Cut(Encoding.UTF8.GetBytes(document + "</s:s>"), random);
            CollectionAssert.AreEqual(
                elements,
                frames.Where(frame => frame.Kind == FrameKind.Element).Select(Text).ToArray(),
                $"seed {seed}");
            Assert.AreEqual(FrameKind.StreamClose, frames[^1].Kind, $"seed {seed}");
            Assert.IsTrue(elements.All(element => XElement.Parse(element) is not null));
        }
    }

    [TestMethod]
    public void Damaged_documents_never_throw_and_broken_stays_broken()
    {
        for (int seed = 0; seed < Rounds; seed++)
        {
            Random random = new(seed);
            byte[] bytes = Encoding.UTF8.GetBytes(Open + Element(random, 0) + Element(random, 0) + "</s:s>");
            for (int hits = random.Next(1, 4); hits > 0; hits--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            List<Frame> frames = Cut(bytes, random);
            int broken = frames.FindIndex(frame => frame.Kind == FrameKind.Broken);
            Assert.IsTrue(broken < 0 || frames.Skip(broken).All(frame => frame.Kind == FrameKind.Broken),
                $"seed {seed}");
        }
    }

    [TestMethod]
    public void A_whole_session_survives_damaged_input()
    {
        World world = new();
        string[] stanzas =
        [
            "<presence/>", "<message to='bob@sim.localhost' type='chat'><body>x &amp; y</body></message>",
            "<iq type='get' id='1'><query xmlns='jabber:iq:roster'/></iq>",
            "<iq type='set' id='2' to='pubsub.sim.localhost'><pubsub xmlns='http://jabber.org/protocol/pubsub'>"
                + "<publish node='n'><item id='1'><v xmlns='u'/></item></publish></pubsub></iq>",
            "<presence to='r@conference.sim.localhost/n'><x xmlns='http://jabber.org/protocol/muc'/></presence>",
            "<r xmlns='urn:xmpp:sm:3'/><a xmlns='urn:xmpp:sm:3' h='0'/><enable xmlns='urn:xmpp:sm:3' resume='1'/>",
        ];
        for (int seed = 0; seed < 200; seed++)
        {
            Random random = new(seed);
            ScriptedClient client = world.Bound("alice", "fuzz" + seed);
            for (int i = 0; i < 12 && !client.Session.WantsClose; i++)
            {
                byte[] bytes = Encoding.UTF8.GetBytes(stanzas[random.Next(stanzas.Length)]);
                if (random.Next(4) == 0)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(32, 127);
                }

                client.Say(bytes);
                client.Hear();
            }

            client.Session.Closed();
        }

        world.Pass(TimeSpan.FromHours(1));
        Assert.IsEmpty(world.Domain.OnlineSessions);
        Assert.IsNull(world.Domain.NextDeadline);
    }

    private static List<Frame> Cut(byte[] bytes, Random random)
    {
        StreamTokenizer tokenizer = new(100_000, 64);
        List<Frame> frames = [];
        int at = 0;
        while (at < bytes.Length)
        {
            int chunk = Math.Min(random.Next(1, 30), bytes.Length - at);
            int used = tokenizer.Take(bytes.AsSpan(at, chunk), out Frame frame);
            Assert.IsTrue(used > 0 && used <= chunk);
            at += used;
            if (frame.Kind != FrameKind.None)
            {
                frames.Add(frame);
            }
        }

        return frames;
    }

    private static string Text(Frame frame) => Encoding.UTF8.GetString(frame.Bytes);

    private static string Element(Random random, int depth)
    {
        string name = random.Next(2) == 0 ? "a" : "b-ü.1";
        string attributes = random.Next(3) switch
        {
            0 => " x='\"/>' y=\"'&lt;\"",
            1 => " xmlns='urn:x' ",
            _ => string.Empty,
        };
        if (depth > 4 || random.Next(4) == 0)
        {
            return $"<{name}{attributes}/>";
        }

        StringBuilder content = new();
        for (int parts = random.Next(4); parts > 0; parts--)
        {
            content.Append(random.Next(4) switch
            {
                0 => "text > ü 😀 &amp; ]] >",
                1 => "<![CDATA[<a> ]] ]> &]]]>]]>".Replace("]]]>]]>", "]]]>", StringComparison.Ordinal),
                _ => Element(random, depth + 1),
            });
        }

        return $"<{name}{attributes}>{content}</{name} >";
    }
}

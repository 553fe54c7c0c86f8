using System.Text;
using System.Xml.Linq;
using Core;
using Tests.Chaos.Fuzz;
using Tests.Chaos.Recorded;
using Tests.Chaos.Rig;

namespace Tests.Chaos;

/// <summary>Invariants "Honest refusal" and "No strangers", over stanzas that nobody thought of: every request is
/// answered, and only the allowlist moves anything.</summary>
[TestClass]
public sealed class RefusalTests
{
    private const int UsualSeeds = 150;
    private const int Stanzas = 60;

    private static readonly XNamespace Client = "jabber:client";

    [TestMethod]
    public void HonestRefusal_answers_every_request_once()
    {
        int asked = 0;
        foreach (int seed in Seeds.UpTo(UsualSeeds))
        {
            asked += AssertAnswered(seed);
        }

        Assert.IsGreaterThan(Stanzas, asked, "there were requests");
    }

    [TestMethod]
    public void NoStrangers_move_nothing_and_read_nothing()
    {
        foreach (int seed in Seeds.UpTo(UsualSeeds))
        {
            RandomXml xml = new(new Random(seed)) { OnlySender = "eve@evil.test/z" };
            LinkRig rig = Online();
            int moved = 0;
            rig.Board.PinMoved += (_, _) => moved++;
            for (int i = 0; i < Stanzas && rig.Engine.Fault == Fault.None; i++)
            {
                Feed(rig, xml.Stanza());
            }

            Assert.AreEqual(0, moved, $"CHAOS_SEED={seed}");
            Assert.DoesNotContain("Temperature", rig.Said.ToString(), $"CHAOS_SEED={seed}");
            Assert.DoesNotContain(": Done", rig.Trace.ToString(), $"CHAOS_SEED={seed}");
        }
    }

    [TestMethod]
    [DataRow("<iq type='set' id='a' from='{0}'>{1}</iq>")]
    [DataRow("<message from='{0}'><event xmlns='http://jabber.org/protocol/pubsub#event'><items node='dev1/commands'>"
        + "<item id='i' publisher='op@iot.test'>{1}</item></items></event></message>")]
    [DataRow("<message type='chat' from='{0}'><body>pin.write 2 1</body></message>")]
    [DataRow("<iq type='result' id='q1' from='{0}'><pubsub xmlns='http://jabber.org/protocol/pubsub'><items "
        + "node='dev1/commands'><item id='i' publisher='op@iot.test'>{1}</item></items></pubsub></iq>")]
    [DataRow("<iq type='set' id='a' from='{0}'><set xmlns='urn:nf:iot:ctr:1.0'><b n='pin2' v='true'/></set></iq>")]
    [DataRow("<iq type='set' id='a' from='{0}'><set xmlns='urn:xmpp:iot:control'><boolean name='pin2' value='true'/>"
        + "</set></iq>")]
    public void NoStrangers_whatever_they_call_themselves(string stanza)
    {
        const string command = "<command xmlns='http://jabber.org/protocol/commands' node='pin.write'>"
            + "<x xmlns='jabber:x:data' type='submit'><field var='pin'><value>2</value></field>"
            + "<field var='value'><value>1</value></field></x></command>";
        string[] strangers =
        [
            "eve@evil.test/x", "op@iot.test.evil.test/x", "xop@iot.test", "op@iot.tes", "OP@iot.test", "op",
            "/op@iot.test",
            "eve@evil.test/op@iot.test", "pubsub.iot.test.evil.test", "pubsub.iot.test/", "op&#x40;evil.test", "",
            "eve@evil.test/" + string.Concat(Enumerable.Repeat("&amp;", 200)),
        ];
        foreach (string stranger in strangers)
        {
            LinkRig rig = Online();
            Feed(rig, string.Format(stanza, stranger, command));
            Assert.AreEqual(0, rig.Board.ReadPin(2), stranger);
            Assert.AreEqual(Fault.None, rig.Engine.Fault, stranger);
        }
    }

    private static int AssertAnswered(int seed)
    {
        RandomXml xml = new(new Random(seed));
        LinkRig rig = Online();
        int asked = 0;
        for (int i = 0; i < Stanzas && rig.Engine.Fault == Fault.None; i++)
        {
            string stanza = xml.Stanza();
            int before = rig.Said.Length;
            Feed(rig, stanza);
            if (rig.Engine.Fault == Fault.None && IsRequest(stanza, out string id))
            {
                asked++;
                AssertOneAnswer(id, stanza, rig.Said.ToString()[before..], seed);
            }
        }

        return asked;
    }

    // An IQ of another type, or without an id, cannot be answered so that anybody could tell to what.
    private static bool IsRequest(string stanza, out string id)
    {
        string tag = stanza[..(stanza.IndexOf('>') + 1)];
        string[] parts = tag.Split(" id='");
        id = parts.Length > 1 ? parts[1].Split('\'')[0] : string.Empty;
        return tag.StartsWith("<iq", StringComparison.Ordinal) && id.Length > 0
            && (tag.Contains(" type='get'", StringComparison.Ordinal)
                || tag.Contains(" type='set'", StringComparison.Ordinal));
    }

    private static void AssertOneAnswer(string id, string stanza, string said, int seed)
    {
        XElement[] answers = [.. XElement.Parse($"<all xmlns='jabber:client'>{said}</all>").Elements(Client + "iq")
            .Where(it => (string?)it.Attribute("type") is "result" or "error" && (string?)it.Attribute("id") == id)];
        Assert.HasCount(1, answers, $"CHAOS_SEED={seed}\n{stanza}\n{said}");
    }

    private static LinkRig Online()
    {
        LinkRig rig = new("external", new SeededCrypto(1, []));
        rig.Engine.Opened(rig.Clock.Now);
        rig.Settle();
        Feed(rig, Conversation.LoginWithoutAcknowledgements);
        Assert.IsTrue(rig.Link.IsOnline);
        return rig;
    }

    private static void Feed(LinkRig rig, string xml)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(xml);
        rig.Receive(bytes, 0, bytes.Length);
        rig.Settle();
    }
}

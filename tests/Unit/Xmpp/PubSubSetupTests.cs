using Core.Bytes;
using Core.Commands;
using Xmpp;
using Xmpp.Modules;
using nanoFramework.TestFramework;

namespace Tests.Unit.Xmpp;

/// <summary>The device's nodes are made in the end, also by a service that cannot just now.</summary>
[TestClass]
public sealed class PubSubSetupTests
{
    private const string Service = "pubsub.a.example";
    private const string NotFound = "<error type='cancel'><item-not-found "
        + "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";

    private const string Busy = "<error type='wait'><internal-server-error "
        + "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";

    private const string Forbidden = "<error type='auth'><forbidden "
        + "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";

    private static int s_request;

    [TestMethod]
    public void Nodes_are_made_one_by_one()
    {
        XmppScript script = Script();
        for (int node = 0; node < PubSubNodes.Count; node++)
        {
            Answers(script, "");
            Answers(script, "");
        }

        Answers(script, "");
        Answers(script, "");
        Assert.AreEqual(0, script.Drain());
        Assert.AreEqual(2 * PubSubNodes.Count + 2, s_request);
    }

    [TestMethod]
    public void A_node_that_could_not_be_made_is_made_after_a_pause()
    {
        XmppScript script = Script();
        Answers(script, Busy);
        Answers(script, NotFound);
        Assert.AreEqual(0, script.Drain());

        script.Session.Pending.Expire(script.Session.Now + 127);
        Assert.AreEqual(0, script.Drain());
        Assert.IsFalse(script.Session.Pending.Expire(script.Session.Now + 256));
        Answers(script, "");
        Answers(script, Busy);
        script.Session.Pending.Expire(script.Session.Now + 512);
        Assert.IsTrue(script.Drain() > 0);
    }

    [TestMethod]
    public void Whoever_may_not_make_nodes_does_not_go_on_trying()
    {
        XmppScript script = Script();
        // All of it once more, because the subscription is refused as well.
        for (int i = 0; i < 2 * (2 * PubSubNodes.Count + 1); i++)
        {
            Answers(script, Forbidden);
        }

        Assert.AreEqual(0, script.Drain());
        Assert.AreEqual(long.MaxValue, script.Session.Pending.Deadline);
    }

    [TestMethod]
    public void The_pauses_come_to_an_end()
    {
        XmppScript script = Script();
        for (int pause = 0; pause < 10; pause++)
        {
            Answers(script, Busy);
            Answers(script, NotFound);
            Assert.IsTrue(script.Session.Pending.Deadline < script.Session.Now + 16_385);
            script.Session.Pending.Expire(script.Session.Pending.Deadline);
        }

        // Two nodes more, and the subscription.
        for (int i = 0; i < 2 * PubSubNodes.Count + 1; i++)
        {
            Answers(script, NotFound);
        }

        Assert.AreEqual(0, script.Drain());
    }

    [TestMethod]
    public void A_new_session_ends_the_pause()
    {
        XmppScript script = Script();
        Answers(script, "");
        Answers(script, NotFound);
        script.Session.GoOnline(false);
        Assert.IsTrue(script.Drain() > 0);
        script.Session.Pending.Expire(script.Session.Now + 512);
        Assert.AreEqual(0, script.Drain());
    }

    [TestMethod]
    public void What_nobody_answers_is_asked_again_after_a_pause()
    {
        XmppScript script = Script();
        script.Drain();
        for (int i = 0; i < 20; i++)
        {
            script.Session.Now = script.Session.Pending.Deadline;
            Assert.IsTrue(script.Session.Pending.Expire(script.Session.Now));
            Assert.AreEqual(0, script.Drain());
            script.Session.Now = script.Session.Pending.Deadline;
            Assert.IsFalse(script.Session.Pending.Expire(script.Session.Now));
            Assert.IsTrue(script.Take().IndexOf("<create node='") > 0);
        }
    }

    [TestMethod]
    public void What_found_no_room_is_asked_again_after_a_pause()
    {
        XmppScript script = Script();
        script.Drain();
        byte[] filler = new byte[script.Session.Out.Room];
        script.Session.Out.Bytes(filler);
        s_request++;
        script.Recv("<iq type='result' id='q1' from='" + Service + "'/>");
        Assert.AreEqual(filler.Length, script.Drain());
        script.Session.Pending.Expire(script.Session.Now + 256);
        Assert.IsTrue(script.Drain() > 0);
    }

    [TestMethod]
    public void A_new_session_begins_anew_though_nobody_answered_in_the_old_one()
    {
        XmppScript script = Script();
        Answers(script, "");
        Assert.IsTrue(script.Drain() > 0);
        script.Session.GoOnline(false);
        Assert.IsTrue(script.Drain() > 0);
        script.Session.Pending.Expire(script.Session.Now + 512);
        Assert.AreEqual(0, script.Drain());
    }

    [TestMethod]
    public void A_node_found_missing_during_the_setup_is_made_before_anything_more_is_published()
    {
        XmppScript script = Script();
        for (int request = 0; request < 2 * PubSubNodes.Count + 2; request++)
        {
            Answers(script, "");
        }

        script.Session.GoOnline(false);
        Assert.IsTrue(script.Take().IndexOf("<subscribe ") > 0);
        PubSub pubSub = (PubSub)script.Session.Modules[0];
        Assert.IsTrue(pubSub.PublishReport(new FieldList(64), 0, Utf8.Bytes("1"), 1));
        s_request++;
        Answers(script, NotFound);
        Assert.IsTrue(script.Take().IndexOf("<create ") > 0);
        Assert.IsFalse(pubSub.PublishReport(new FieldList(64), 0, Utf8.Bytes("1"), 1));

        // The subscription's answer comes late, and changes nothing.
        script.Recv("<iq type='result' id='q" + (s_request - 1).ToString() + "' from='" + Service + "'/>");
        Assert.AreEqual(0, script.Drain());
    }

    [TestMethod]
    public void An_answer_too_large_to_read_is_an_answer()
    {
        XmppScript script = Script();
        for (int request = 0; request < 2 * PubSubNodes.Count + 1; request++)
        {
            Answers(script, "");
        }

        s_request++;
        string id = "q" + s_request.ToString();
        Assert.IsTrue(script.Take().IndexOf("<items ") > 0);
        string text = new('x', 5_000);
        byte[] answer = Utf8.Bytes("<iq type='result' id='" + id + "' from='" + Service + "'><pubsub>" + text
            + "</pubsub></iq>");
        script.Feed(answer, 1);
        Assert.AreEqual(long.MaxValue, script.Session.Pending.Deadline);
        Assert.AreEqual(0, script.Drain());
    }

    private static void Answers(XmppScript script, string error)
    {
        s_request++;
        Assert.IsTrue(script.Drain() > 0);
        string type = error.Length == 0 ? "result" : "error";
        script.Recv("<iq type='" + type + "' id='q" + s_request.ToString() + "' from='" + Service + "'>" + error
            + "</iq>");
    }

    private static XmppScript Script()
    {
        s_request = 0;
        XmppScript script = new();
        script.Session.Modules = new StanzaModule[]
        {
            new PubSub(script.Session, "dev-1", Utf8.Bytes(Service), new OneRecordVault(), new FakeResults()),
        };
        script.Session.GoOnline(false);
        return script;
    }
}

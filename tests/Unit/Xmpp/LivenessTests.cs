using Core;
using Core.Bytes;
using Core.Time;
using Xmpp;
using Xmpp.Modules;
using nanoFramework.TestFramework;

namespace Tests.Unit.Xmpp;

/// <summary>What is said into silence, and when the silence has lasted too long.</summary>
[TestClass]
public sealed class LivenessTests
{
    private const int QuietMs = 60_000;
    private const string Ping = "<iq type='get' id='q1'><ping xmlns='urn:xmpp:ping'/></iq>";

    private static XmppScript s_script;

    [TestMethod]
    public void Idle_stream_carries_a_space_where_the_server_acknowledges()
    {
        Begin();
        Liveness liveness = Acknowledging();
        Assert.IsTrue(liveness.Tick(QuietMs - 1));
        s_script.Send("");
        Assert.IsTrue(liveness.Tick(QuietMs));
        s_script.Send(" ");
    }

    [TestMethod]
    public void Leap_of_an_hour_is_one_space()
    {
        Begin();
        Liveness liveness = Acknowledging();
        Assert.IsTrue(liveness.Tick(QuietMs * 60L));
        s_script.Send(" ");
    }

    [TestMethod]
    public void Unacknowledged_stanza_is_asked_about_and_its_answer_is_due()
    {
        Begin();
        Liveness liveness = Acknowledging();
        s_script.Session.Out.Begin();
        s_script.Session.Out.Text("<message/>");
        s_script.Session.Out.End();
        s_script.Send("<message/>");
        liveness.Plan();
        Assert.IsTrue(liveness.Tick(Limits.AskMs));
        s_script.Send("<r xmlns='urn:xmpp:sm:3'/>");
        Assert.AreEqual((long)Limits.AskMs + Limits.AnswerMs, liveness.Deadline);
        Assert.IsFalse(liveness.Tick(Limits.AskMs + Limits.AnswerMs));
    }

    [TestMethod]
    public void Nothing_is_asked_of_a_transport_that_is_stuck()
    {
        Begin();
        Liveness liveness = Acknowledging();
        StanzaWriter target = s_script.Session.Out;
        target.Begin();
        target.Text("<message/>");
        target.End();
        target.Bytes(new byte[target.Room - 20]);
        liveness.Plan();
        Assert.IsTrue(liveness.Tick(Limits.AskMs));
        Assert.IsTrue(liveness.Tick(Limits.AskMs + Limits.AnswerMs - 1), "no answer is due");
        Assert.IsTrue(s_script.Take().IndexOf("<r ") < 0);
        Assert.IsTrue(liveness.Tick(Limits.AskMs + Limits.AnswerMs));
        s_script.Send("<r xmlns='urn:xmpp:sm:3'/>");
    }

    [TestMethod]
    public void Stanza_after_something_that_did_not_fit_is_whole()
    {
        Begin();
        StanzaWriter target = s_script.Session.Out;
        target.Text(new string('x', target.Room + 1));
        target.Begin();
        target.Text("<message/>");
        Assert.IsTrue(target.End());
        s_script.Send("<message/>");
    }

    [TestMethod]
    public void Server_that_acknowledges_nothing_is_pinged()
    {
        Begin();
        Liveness liveness = Pinging();
        s_script.Session.Now = QuietMs;
        Assert.IsTrue(liveness.Tick(QuietMs));
        s_script.Send(Ping);
        Assert.IsFalse(liveness.Tick(QuietMs + Limits.AnswerMs));
    }

    [TestMethod]
    public void Any_answer_to_the_ping_is_a_sign_of_life()
    {
        Begin();
        Liveness liveness = Pinging();
        s_script.Session.Now = QuietMs;
        Assert.IsTrue(liveness.Tick(QuietMs));
        s_script.Send(Ping);
        liveness.Heard(QuietMs + 1);
        s_script.Recv("<iq type='error' id='q1' from='a.example'><error type='cancel'/></iq>");
        Assert.IsTrue(liveness.Tick(QuietMs + Limits.AnswerMs));
    }

    [TestMethod]
    [DataRow(1, true)]
    [DataRow(90_000, true)]
    [DataRow(90_001, false)]
    public void End_soon_after_a_keep_alive_shortens_the_interval(int later, bool shortens)
    {
        Begin();
        KeepAlive keepAlive = new(QuietMs, 4 * QuietMs);
        Liveness liveness = Acknowledging(keepAlive);
        long now = 0;
        for (int i = 0; i < 4; i++)
        {
            now += keepAlive.IntervalMs;
            Assert.IsTrue(liveness.Tick(now));
        }

        Assert.AreEqual(4 * QuietMs, keepAlive.IntervalMs);
        liveness.Closed(now + later);
        Assert.AreEqual(shortens, keepAlive.IntervalMs < 4 * QuietMs);
    }

    private static void Begin()
    {
        s_script = new XmppScript();
    }

    private static Liveness Acknowledging() => Acknowledging(new KeepAlive(QuietMs, QuietMs));

    private static Liveness Acknowledging(KeepAlive keepAlive)
    {
        Slice id = new();
        id.Set(Utf8.Bytes("x"), 0, 1);
        s_script.Session.Acks.Requested();
        s_script.Session.Acks.Enabled(id);
        return Opened(keepAlive);
    }

    private static Liveness Pinging()
    {
        s_script.Session.Modules = new StanzaModule[] { new Ping(s_script.Session) };
        return Opened(new KeepAlive(QuietMs, QuietMs));
    }

    private static Liveness Opened(KeepAlive keepAlive)
    {
        Liveness liveness = new(s_script.Session, keepAlive);
        liveness.Opened(0);
        return liveness;
    }
}

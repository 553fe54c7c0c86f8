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

    private readonly XmppScript _script = new();

    [TestMethod]
    public void Idle_stream_carries_a_space_where_the_server_acknowledges()
    {
        Liveness liveness = Acknowledging();
        Assert.IsTrue(liveness.Tick(QuietMs - 1));
        _script.Send("");
        Assert.IsTrue(liveness.Tick(QuietMs));
        _script.Send(" ");
    }

    [TestMethod]
    public void Leap_of_an_hour_is_one_space()
    {
        Liveness liveness = Acknowledging();
        Assert.IsTrue(liveness.Tick(QuietMs * 60L));
        _script.Send(" ");
    }

    [TestMethod]
    public void Unacknowledged_stanza_is_asked_about_and_its_answer_is_due()
    {
        Liveness liveness = Acknowledging();
        _script.Session.Out.Begin();
        _script.Session.Out.Text("<message/>");
        _script.Session.Out.End();
        _script.Send("<message/>");
        liveness.Plan();
        Assert.IsTrue(liveness.Tick(Limits.AskMs));
        _script.Send("<r xmlns='urn:xmpp:sm:3'/>");
        Assert.AreEqual((long)Limits.AskMs + Limits.AnswerMs, liveness.Deadline);
        Assert.IsFalse(liveness.Tick(Limits.AskMs + Limits.AnswerMs));
    }

    [TestMethod]
    public void Nothing_is_asked_of_a_transport_that_is_stuck()
    {
        Liveness liveness = Acknowledging();
        StanzaWriter target = _script.Session.Out;
        target.Begin();
        target.Text("<message/>");
        target.End();
        target.Bytes(new byte[target.Room - 20]);
        liveness.Plan();
        Assert.IsTrue(liveness.Tick(Limits.AskMs));
        Assert.IsTrue(liveness.Tick(Limits.AskMs + Limits.AnswerMs - 1), "no answer is due");
        Assert.IsTrue(_script.Take().IndexOf("<r ") < 0);
        Assert.IsTrue(liveness.Tick(Limits.AskMs + Limits.AnswerMs));
        _script.Send("<r xmlns='urn:xmpp:sm:3'/>");
    }

    [TestMethod]
    public void Stanza_after_something_that_did_not_fit_is_whole()
    {
        StanzaWriter target = _script.Session.Out;
        target.Text(new string('x', target.Room + 1));
        target.Begin();
        target.Text("<message/>");
        Assert.IsTrue(target.End());
        _script.Send("<message/>");
    }

    [TestMethod]
    public void Server_that_acknowledges_nothing_is_pinged()
    {
        Liveness liveness = Pinging();
        _script.Session.Now = QuietMs;
        Assert.IsTrue(liveness.Tick(QuietMs));
        _script.Send(Ping);
        Assert.IsFalse(liveness.Tick(QuietMs + Limits.AnswerMs));
    }

    [TestMethod]
    public void Any_answer_to_the_ping_is_a_sign_of_life()
    {
        Liveness liveness = Pinging();
        _script.Session.Now = QuietMs;
        Assert.IsTrue(liveness.Tick(QuietMs));
        _script.Send(Ping);
        liveness.Heard(QuietMs + 1);
        _script.Recv("<iq type='error' id='q1' from='a.example'><error type='cancel'/></iq>");
        Assert.IsTrue(liveness.Tick(QuietMs + Limits.AnswerMs));
    }

    [TestMethod]
    [DataRow(1, true)]
    [DataRow(90_000, true)]
    [DataRow(90_001, false)]
    public void End_soon_after_a_keep_alive_shortens_the_interval(int later, bool shortens)
    {
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

    private Liveness Acknowledging() => Acknowledging(new KeepAlive(QuietMs, QuietMs));

    private Liveness Acknowledging(KeepAlive keepAlive)
    {
        Slice id = new();
        id.Set(Utf8.Bytes("x"), 0, 1);
        _script.Session.Acks.Requested();
        _script.Session.Acks.Enabled(id);
        return Opened(keepAlive);
    }

    private Liveness Pinging()
    {
        _script.Session.Modules = new StanzaModule[] { new Ping(_script.Session) };
        return Opened(new KeepAlive(QuietMs, QuietMs));
    }

    private Liveness Opened(KeepAlive keepAlive)
    {
        Liveness liveness = new(_script.Session, keepAlive);
        liveness.Opened(0);
        return liveness;
    }
}

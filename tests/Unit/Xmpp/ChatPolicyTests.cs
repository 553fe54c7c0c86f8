using Xmpp;
using Xmpp.Modules;
using nanoFramework.TestFramework;

namespace Tests.Unit.Xmpp;

/// <summary>Old commands are not run, and two machines do not answer each other for ever.</summary>
[TestClass]
public sealed class ChatPolicyTests
{
    // 2026-11-21T08:00:00Z
    private const long Morning = 1_795_248_000_000;

    private const string TooOld = "not run: this message is too old, send it again";

    [TestMethod]
    [DataRow("2026-11-21T08:00:00Z", true)]
    [DataRow("2026-11-21T07:59:00.5Z", true)]
    [DataRow("2026-11-21T08:00:30Z", true)]
    [DataRow("2026-11-21T07:58:59Z", false)]
    [DataRow("2025-11-21T08:00:00Z", false)]
    [DataRow("yesterday", false)]
    public void Message_is_run_within_a_minute(string stamp, bool good)
    {
        XmppScript script = Script();
        script.Session.WallOffsetMs = Morning - script.Session.Now;
        script.Exchange(Says("pin.read 2", Delay(stamp)), Answers(good ? "value: 0" : TooOld));
        Assert.AreEqual(good ? 2 : 0, script.Commands.Runs);
    }

    [TestMethod]
    public void Delayed_message_is_not_run_while_the_time_is_not_known()
    {
        XmppScript script = Script();
        script.Exchange(Says("pin.write 2 1", Delay("2026-11-21T08:00:00Z")), Answers(TooOld));
        Assert.AreEqual(0, script.Commands.Runs);
    }

    [TestMethod]
    public void Every_delay_counts()
    {
        XmppScript script = Script();
        script.Session.WallOffsetMs = Morning - script.Session.Now;
        string delays = Delay("2026-11-21T08:00:00Z") + Delay("2026-11-20T08:00:00Z");
        script.Exchange(Says("pin.read 2", delays), Answers(TooOld));
    }

    [TestMethod]
    public void Delay_without_a_stamp_or_of_another_namespace()
    {
        XmppScript script = Script();
        script.Session.WallOffsetMs = Morning - script.Session.Now;
        script.Exchange(Says("pin.read 2", "<delay xmlns='urn:xmpp:delay'/>"), Answers(TooOld));
        script.Exchange(Says("pin.read 2", "<delay xmlns='urn:example:other' stamp='2000-01-01T00:00:00Z'/>"),
            Answers("value: 0"));
    }

    [TestMethod]
    public void Complaints_end_after_three_and_begin_again_after_a_minute()
    {
        XmppScript script = Script();
        Complain(script, 3);
        script.Exchange(Says("value: 0", ""), "");
        script.Session.Now += 59_999;
        script.Exchange(Says("value: 0", ""), "");
        script.Session.Now += 60_000;
        Complain(script, 3);
        script.Exchange(Says("value: 0", ""), "");
    }

    [TestMethod]
    public void Command_that_works_is_always_answered_and_ends_the_silence()
    {
        XmppScript script = Script();
        Complain(script, 3);
        script.Exchange(Says("value: 0", ""), "");
        script.Exchange(Says("pin.read 2", ""), Answers("value: 0"));
        Complain(script, 3);
        script.Exchange(Says("value: 0", ""), "");
        script.Recv(Says("help", ""));
        Assert.IsTrue(script.Drain() > 0);
        Complain(script, 3);
    }

    private static void Complain(XmppScript script, int times)
    {
        for (int i = 0; i < times; i++)
        {
            script.Recv(Says("value: 0", ""));
            script.Send(Answers("no such command: value:\nhelp lists them"));
        }
    }

    private static string Delay(string stamp) =>
        "<delay xmlns='urn:xmpp:delay' from='a.example' stamp='" + stamp + "'/>";

    private static string Says(string line, string more) => "<message from='" + XmppScript.Friend
        + "' type='chat'><body>" + line + "</body>" + more + "</message>";

    private static string Answers(string text) =>
        "<message type='chat' to='" + XmppScript.Friend + "'><body>" + text + "</body></message>";

    private static XmppScript Script()
    {
        XmppScript script = new();
        script.Session.Modules = new StanzaModule[] { new Chat(script.Session) };
        return script;
    }
}

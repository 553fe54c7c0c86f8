using System.Text;
using Core;
using HostSim.Replay;
using Tests.Chaos.Recorded;
using Tests.Chaos.Rig;

namespace Tests.Chaos;

/// <summary>Invariant "Time": a deadline is later than the last tick, and a leap of an hour gives one action, not
/// 3,600. (That every deadline is later is watched in every test of a link and in every seeded run.)</summary>
[TestClass]
public sealed class TimeTests
{
    private const int Hour = 3_600_000;

    [TestMethod]
    public void Time_leaps_and_an_idle_link_says_one_thing()
    {
        LinkRig rig = Online();
        int before = rig.Said.Length;
        rig.Clock.Now += Hour;
        rig.Settle();
        string said = rig.Said.ToString()[before..];
        Assert.MatchesRegex("^( |<r [^>]*/>|<iq [^>]*><ping [^>]*/></iq>)$", said, "one keep-alive");
        rig.Settle();
        Assert.AreEqual(said, rig.Said.ToString()[before..], "and nothing more at that time");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>")]
    public void Time_leaps_and_a_login_fails_once(string heard)
    {
        LinkRig rig = new("direct", new SeededCrypto(1, []));
        rig.Engine.Opened(rig.Clock.Now);
        rig.Settle();
        byte[] bytes = Encoding.UTF8.GetBytes(heard);
        rig.Receive(bytes, 0, bytes.Length);
        rig.Clock.Now += Hour;
        rig.Settle();
        Assert.AreEqual(Fault.Timeout, rig.Engine.Fault);
        Assert.AreEqual(1, rig.Said.ToString().Split("connection-timeout").Length - 1);
        Assert.AreEqual(Engine.Never, rig.Engine.Deadline, "nothing is due any more");
    }

    [TestMethod]
    public void Time_passes_without_an_answer_and_the_session_can_still_be_resumed()
    {
        LinkRig rig = new("external", new SeededCrypto(1, []));
        rig.Engine.Opened(rig.Clock.Now);
        rig.Settle();
        byte[] login = Encoding.UTF8.GetBytes(Conversation.Login);
        rig.Receive(login, 0, login.Length);
        rig.Settle();
        int before = rig.Said.Length;
        rig.Clock.Now += Limits.AnswerMs;
        rig.Settle();
        Assert.AreEqual(Fault.Timeout, rig.Engine.Fault);
        Assert.AreEqual("", rig.Said.ToString()[before..], "a stream that is closed cannot be resumed");
        rig.Engine.Closed(rig.Clock.Now);
        rig.Engine.Opened(rig.Clock.Now);
        rig.Receive(login, 0, login.Length);
        rig.Settle();
        Assert.Contains("<resume ", rig.Said.ToString()[before..]);
    }

    [TestMethod]
    public void Time_of_a_login_is_not_stretched_by_bytes()
    {
        LinkRig rig = new("direct", new SeededCrypto(1, []));
        rig.Engine.Opened(rig.Clock.Now);
        rig.Settle();
        rig.Clock.Now += Limits.LoginMs / 2;
        rig.Receive([(byte)' '], 0, 1);
        rig.Clock.Now += Limits.LoginMs / 2;
        rig.Settle();
        Assert.AreEqual(Fault.Timeout, rig.Engine.Fault);
    }

    [TestMethod]
    public void Time_leaps_and_the_agent_reports_once()
    {
        SeededRun run = new(1);
        run.Device.Start(false);
        run.PassQuietly(10_000);
        run.People.Subscribe();
        run.PassQuietly(60_000);
        int before = run.People.Reports.Count;
        run.Leap(Hour);
        run.PassQuietly(1_000);
        Assert.AreEqual(before + 1, run.People.Reports.Count);
    }

    [TestMethod]
    public void Time_never_makes_an_engine_wait_for_the_past()
    {
        LinkRig rig = Online();
        for (int turn = 0; turn < 2_000; turn++)
        {
            rig.Clock.Now = Math.Max(rig.Clock.Now + 1, Math.Min(rig.Engine.Deadline, rig.Clock.Now + Hour));
            rig.Settle();
            if (rig.Engine.Fault != Fault.None)
            {
                rig.Engine.Closed(rig.Clock.Now);
                rig.Engine.Opened(rig.Clock.Now);
            }
        }

        Assert.IsLessThan(2_000 * 300, rig.Said.Length, "a silent server is not talked to without end");
    }

    private static LinkRig Online()
    {
        LinkRig rig = new("external", new SeededCrypto(1, []));
        rig.Engine.Opened(rig.Clock.Now);
        rig.Settle();
        byte[] login = Encoding.UTF8.GetBytes(Conversation.LoginWithoutAcknowledgements);
        rig.Receive(login, 0, login.Length);
        for (int id = 1; id < 12; id++)
        {
            byte[] answer = Encoding.UTF8.GetBytes($"<iq type='result' id='q{id}' from='pubsub.iot.test'/>"
                + $"<iq type='result' id='q{id}'/>");
            rig.Receive(answer, 0, answer.Length);
        }

        rig.Settle();
        Assert.IsTrue(rig.Link.IsOnline);
        return rig;
    }
}

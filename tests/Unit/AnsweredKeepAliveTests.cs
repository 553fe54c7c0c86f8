using Core.Time;
using nanoFramework.TestFramework;

namespace Tests.Unit;

/// <summary>A keep-alive that is answered: the interval grows with good rounds and halves with a silent
/// death.</summary>
[TestClass]
public sealed class AnsweredKeepAliveTests
{
    private const int Minute = 60_000;
    private const long Day = 24 * 60 * Minute;

    private static AnsweredKeepAlive s_keepAlive;
    private static long s_now;

    [TestMethod]
    public void Interval_grows_by_half_after_three_good_rounds()
    {
        Begin();
        s_keepAlive.Opened(s_now);
        Rounds(2);
        Assert.AreEqual(4 * Minute, s_keepAlive.IntervalMs);
        Rounds(1);
        Assert.AreEqual(6 * Minute, s_keepAlive.IntervalMs);
        Rounds(3);
        Assert.AreEqual(9 * Minute, s_keepAlive.IntervalMs);
        Rounds(20);
        Assert.AreEqual(25 * Minute, s_keepAlive.IntervalMs);
    }

    [TestMethod]
    public void Whatever_comes_begins_the_silence_anew()
    {
        Begin();
        s_keepAlive.Opened(s_now);
        s_keepAlive.Heard(s_now + 3 * Minute);
        Assert.AreEqual(s_now + 7 * Minute, s_keepAlive.Deadline);
        Assert.IsTrue(s_keepAlive.Tick(s_now + 4 * Minute) == KeepAliveStep.None);
        Assert.IsTrue(s_keepAlive.Tick(s_now + 7 * Minute) == KeepAliveStep.Ask);
        for (int i = 0; i < 10; i++)
        {
            s_keepAlive.Heard(s_now + 7 * Minute + i);
        }

        Assert.AreEqual(4 * Minute, s_keepAlive.IntervalMs, "one answer, however long it is");
    }

    [TestMethod]
    public void Silence_is_asked_twice_and_then_dead()
    {
        Begin();
        s_keepAlive.Opened(s_now);
        Assert.IsTrue(s_keepAlive.Tick(s_now + 4 * Minute) == KeepAliveStep.Ask);
        Assert.AreEqual(s_now + 4 * Minute + 10_000, s_keepAlive.Deadline);
        Assert.IsTrue(s_keepAlive.Tick(s_now + 4 * Minute + 9_999) == KeepAliveStep.None);
        Assert.IsTrue(s_keepAlive.Tick(s_now + 4 * Minute + 10_000) == KeepAliveStep.Ask);
        Assert.IsTrue(s_keepAlive.Tick(s_now + 4 * Minute + 20_000) == KeepAliveStep.Dead);
    }

    [TestMethod]
    public void Leap_of_an_hour_asks_once()
    {
        Begin();
        s_keepAlive.Opened(s_now);
        Assert.IsTrue(s_keepAlive.Tick(s_now + 60 * Minute) == KeepAliveStep.Ask);
        Assert.IsTrue(s_keepAlive.Tick(s_now + 60 * Minute) == KeepAliveStep.None);
        Assert.IsTrue(s_keepAlive.Tick(s_now + 120 * Minute) == KeepAliveStep.Ask, "the answer may wait in the socket");
    }

    [TestMethod]
    public void Death_halves_and_what_failed_is_not_tried_for_a_day()
    {
        Begin();
        s_keepAlive.Opened(s_now);
        Rounds(6);
        Assert.AreEqual(9 * Minute, s_keepAlive.IntervalMs);
        Die();
        Assert.AreEqual(9 * Minute / 2, s_keepAlive.IntervalMs);
        s_keepAlive.Opened(s_now);
        Rounds(30);
        Assert.AreEqual(9 * Minute * 3 / 4, s_keepAlive.IntervalMs, "6.75 minutes; 10.125 are more than failed");
        s_now += Day;
        s_keepAlive.Heard(s_now);
        Rounds(3);
        Assert.AreEqual(9 * Minute * 9 / 8, s_keepAlive.IntervalMs);
    }

    [TestMethod]
    public void Death_at_the_minimum_teaches_nothing()
    {
        Begin();
        s_keepAlive.Opened(s_now);
        Die();
        Assert.AreEqual(4 * Minute, s_keepAlive.IntervalMs);
        s_keepAlive.Opened(s_now);
        Rounds(3);
        Assert.AreEqual(6 * Minute, s_keepAlive.IntervalMs);
    }

    [TestMethod]
    public void End_in_the_middle_of_talk_teaches_nothing()
    {
        Begin();
        s_keepAlive.Opened(s_now);
        Rounds(3);
        s_keepAlive.Closed(s_now);
        Assert.AreEqual(6 * Minute, s_keepAlive.IntervalMs);
    }

    [TestMethod]
    public void Late_answer_is_no_good_round()
    {
        Begin();
        s_keepAlive.Opened(s_now);
        Rounds(2);
        s_now = s_keepAlive.Deadline;
        s_keepAlive.Tick(s_now);
        s_now = s_keepAlive.Deadline;
        s_keepAlive.Tick(s_now);
        s_keepAlive.Heard(s_now + 1);
        Assert.AreEqual(4 * Minute, s_keepAlive.IntervalMs);
        Rounds(1);
        Assert.AreEqual(6 * Minute, s_keepAlive.IntervalMs);
    }

    private static void Begin()
    {
        s_keepAlive = new AnsweredKeepAlive(4 * Minute, 25 * Minute);
        s_now = 1_000;
    }

    private static void Rounds(int count)
    {
        for (int i = 0; i < count; i++)
        {
            s_now = s_keepAlive.Deadline;
            Assert.IsTrue(s_keepAlive.Tick(s_now) == KeepAliveStep.Ask);
            s_now += 50;
            s_keepAlive.Heard(s_now);
        }
    }

    private static void Die()
    {
        for (int i = 0; i < 3; i++)
        {
            s_now = s_keepAlive.Deadline;
            s_keepAlive.Tick(s_now);
        }

        s_keepAlive.Closed(s_now);
    }
}

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

    private readonly AnsweredKeepAlive _keepAlive = new(4 * Minute, 25 * Minute);
    private long _now = 1_000;

    [TestMethod]
    public void Interval_grows_by_half_after_three_good_rounds()
    {
        _keepAlive.Opened(_now);
        Rounds(2);
        Assert.AreEqual(4 * Minute, _keepAlive.IntervalMs);
        Rounds(1);
        Assert.AreEqual(6 * Minute, _keepAlive.IntervalMs);
        Rounds(3);
        Assert.AreEqual(9 * Minute, _keepAlive.IntervalMs);
        Rounds(20);
        Assert.AreEqual(25 * Minute, _keepAlive.IntervalMs);
    }

    [TestMethod]
    public void Whatever_comes_begins_the_silence_anew()
    {
        _keepAlive.Opened(_now);
        _keepAlive.Heard(_now + 3 * Minute);
        Assert.AreEqual(_now + 7 * Minute, _keepAlive.Deadline);
        Assert.IsTrue(_keepAlive.Tick(_now + 4 * Minute) == KeepAliveStep.None);
        Assert.IsTrue(_keepAlive.Tick(_now + 7 * Minute) == KeepAliveStep.Ask);
        for (int i = 0; i < 10; i++)
        {
            _keepAlive.Heard(_now + 7 * Minute + i);
        }

        Assert.AreEqual(4 * Minute, _keepAlive.IntervalMs, "one answer, however long it is");
    }

    [TestMethod]
    public void Silence_is_asked_twice_and_then_dead()
    {
        _keepAlive.Opened(_now);
        Assert.IsTrue(_keepAlive.Tick(_now + 4 * Minute) == KeepAliveStep.Ask);
        Assert.AreEqual(_now + 4 * Minute + 10_000, _keepAlive.Deadline);
        Assert.IsTrue(_keepAlive.Tick(_now + 4 * Minute + 9_999) == KeepAliveStep.None);
        Assert.IsTrue(_keepAlive.Tick(_now + 4 * Minute + 10_000) == KeepAliveStep.Ask);
        Assert.IsTrue(_keepAlive.Tick(_now + 4 * Minute + 20_000) == KeepAliveStep.Dead);
    }

    [TestMethod]
    public void Leap_of_an_hour_asks_once()
    {
        _keepAlive.Opened(_now);
        Assert.IsTrue(_keepAlive.Tick(_now + 60 * Minute) == KeepAliveStep.Ask);
        Assert.IsTrue(_keepAlive.Tick(_now + 60 * Minute) == KeepAliveStep.None);
        Assert.IsTrue(_keepAlive.Tick(_now + 120 * Minute) == KeepAliveStep.Ask, "the answer may wait in the socket");
    }

    [TestMethod]
    public void Death_halves_and_what_failed_is_not_tried_for_a_day()
    {
        _keepAlive.Opened(_now);
        Rounds(6);
        Assert.AreEqual(9 * Minute, _keepAlive.IntervalMs);
        Die();
        Assert.AreEqual(9 * Minute / 2, _keepAlive.IntervalMs);
        _keepAlive.Opened(_now);
        Rounds(30);
        Assert.AreEqual(9 * Minute * 3 / 4, _keepAlive.IntervalMs, "6.75 minutes; 10.125 are more than failed");
        _now += Day;
        _keepAlive.Heard(_now);
        Rounds(3);
        Assert.AreEqual(9 * Minute * 9 / 8, _keepAlive.IntervalMs);
    }

    [TestMethod]
    public void Death_at_the_minimum_teaches_nothing()
    {
        _keepAlive.Opened(_now);
        Die();
        Assert.AreEqual(4 * Minute, _keepAlive.IntervalMs);
        _keepAlive.Opened(_now);
        Rounds(3);
        Assert.AreEqual(6 * Minute, _keepAlive.IntervalMs);
    }

    [TestMethod]
    public void End_in_the_middle_of_talk_teaches_nothing()
    {
        _keepAlive.Opened(_now);
        Rounds(3);
        _keepAlive.Closed(_now);
        Assert.AreEqual(6 * Minute, _keepAlive.IntervalMs);
    }

    [TestMethod]
    public void Late_answer_is_no_good_round()
    {
        _keepAlive.Opened(_now);
        Rounds(2);
        _now = _keepAlive.Deadline;
        _keepAlive.Tick(_now);
        _now = _keepAlive.Deadline;
        _keepAlive.Tick(_now);
        _keepAlive.Heard(_now + 1);
        Assert.AreEqual(4 * Minute, _keepAlive.IntervalMs);
        Rounds(1);
        Assert.AreEqual(6 * Minute, _keepAlive.IntervalMs);
    }

    private void Rounds(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _now = _keepAlive.Deadline;
            Assert.IsTrue(_keepAlive.Tick(_now) == KeepAliveStep.Ask);
            _now += 50;
            _keepAlive.Heard(_now);
        }
    }

    private void Die()
    {
        for (int i = 0; i < 3; i++)
        {
            _now = _keepAlive.Deadline;
            _keepAlive.Tick(_now);
        }

        _keepAlive.Closed(_now);
    }
}

using Core.Time;
using nanoFramework.TestFramework;

namespace Tests.Unit;

/// <summary>The keep-alive interval is learned from silences that were survived, and from one that was not.</summary>
[TestClass]
public sealed class KeepAliveTests
{
    private const int Minute = 60_000;

    private readonly KeepAlive _keepAlive = new(4 * Minute, 15 * Minute);

    [TestMethod]
    public void First_silence_proves_nothing()
    {
        Assert.AreEqual(4 * Minute, _keepAlive.IntervalMs);
        _keepAlive.Sent(0);
        Assert.AreEqual(4 * Minute, _keepAlive.IntervalMs);
        _keepAlive.Sent(0);
        Assert.AreEqual(5 * Minute, _keepAlive.IntervalMs);
    }

    [TestMethod]
    public void Interval_grows_to_the_maximum()
    {
        for (int i = 0; i < 40; i++)
        {
            _keepAlive.Sent(0);
        }

        Assert.AreEqual(15 * Minute, _keepAlive.IntervalMs);
    }

    [TestMethod]
    public void Death_in_silence_shortens_and_nothing_as_long_is_tried()
    {
        for (int i = 0; i < 40; i++)
        {
            _keepAlive.Sent(0);
        }

        _keepAlive.Died(0);
        Assert.AreEqual(9 * Minute + Minute / 2, _keepAlive.IntervalMs);
        _keepAlive.Connected();
        for (int i = 0; i < 40; i++)
        {
            _keepAlive.Sent(0);
        }

        Assert.AreEqual(14 * Minute + Minute / 2, _keepAlive.IntervalMs, "just below the one that failed");
        for (int i = 0; i < 10; i++)
        {
            _keepAlive.Died(0);
        }

        Assert.IsTrue(_keepAlive.IntervalMs >= 4 * Minute && _keepAlive.IntervalMs < 5 * Minute);
    }

    [TestMethod]
    public void After_a_day_longer_silences_are_tried_again()
    {
        const long Day = 24 * 60 * Minute;
        for (int i = 0; i < 3; i++)
        {
            _keepAlive.Sent(0);
        }

        _keepAlive.Died(0);
        Assert.AreEqual(5 * Minute, _keepAlive.IntervalMs);
        _keepAlive.Connected();
        for (int i = 0; i < 10; i++)
        {
            _keepAlive.Sent(Day - 1);
        }

        Assert.AreEqual(5 * Minute, _keepAlive.IntervalMs);
        _keepAlive.Sent(Day);
        Assert.AreEqual(6 * Minute, _keepAlive.IntervalMs);
    }

    [TestMethod]
    public void Death_at_the_minimum_forbids_nothing()
    {
        _keepAlive.Sent(0);
        _keepAlive.Died(0);
        _keepAlive.Connected();
        _keepAlive.Sent(0);
        _keepAlive.Sent(0);
        Assert.AreEqual(5 * Minute, _keepAlive.IntervalMs);
    }

    [TestMethod]
    public void Death_before_any_silence_says_nothing()
    {
        _keepAlive.Sent(0);
        _keepAlive.Sent(0);
        _keepAlive.Connected();
        _keepAlive.Died(0);
        Assert.AreEqual(5 * Minute, _keepAlive.IntervalMs);
    }

    [TestMethod]
    public void Fixed_interval_stays()
    {
        KeepAlive keepAlive = new(Minute, Minute);
        keepAlive.Sent(0);
        keepAlive.Sent(0);
        Assert.AreEqual(Minute, keepAlive.IntervalMs);
        keepAlive.Died(0);
        Assert.AreEqual(Minute, keepAlive.IntervalMs);
    }
}

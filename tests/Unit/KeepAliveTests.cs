using Core.Time;
using nanoFramework.TestFramework;

namespace Tests.Unit;

/// <summary>The keep-alive interval is learned from silences that were survived, and from one that was not.</summary>
[TestClass]
public sealed class KeepAliveTests
{
    private const int Minute = 60_000;

    private static KeepAlive s_keepAlive;

    [TestMethod]
    public void First_silence_proves_nothing()
    {
        Begin();
        Assert.AreEqual(4 * Minute, s_keepAlive.IntervalMs);
        s_keepAlive.Sent(0);
        Assert.AreEqual(4 * Minute, s_keepAlive.IntervalMs);
        s_keepAlive.Sent(0);
        Assert.AreEqual(5 * Minute, s_keepAlive.IntervalMs);
    }

    [TestMethod]
    public void Interval_grows_to_the_maximum()
    {
        Begin();
        for (int i = 0; i < 40; i++)
        {
            s_keepAlive.Sent(0);
        }

        Assert.AreEqual(15 * Minute, s_keepAlive.IntervalMs);
    }

    [TestMethod]
    public void Death_in_silence_shortens_and_nothing_as_long_is_tried()
    {
        Begin();
        for (int i = 0; i < 40; i++)
        {
            s_keepAlive.Sent(0);
        }

        s_keepAlive.Died(0);
        Assert.AreEqual(9 * Minute + Minute / 2, s_keepAlive.IntervalMs);
        s_keepAlive.Connected();
        for (int i = 0; i < 40; i++)
        {
            s_keepAlive.Sent(0);
        }

        Assert.AreEqual(14 * Minute + Minute / 2, s_keepAlive.IntervalMs, "just below the one that failed");
        for (int i = 0; i < 10; i++)
        {
            s_keepAlive.Died(0);
        }

        Assert.IsTrue(s_keepAlive.IntervalMs >= 4 * Minute && s_keepAlive.IntervalMs < 5 * Minute);
    }

    [TestMethod]
    public void After_a_day_longer_silences_are_tried_again()
    {
        Begin();
        const long Day = 24 * 60 * Minute;
        for (int i = 0; i < 3; i++)
        {
            s_keepAlive.Sent(0);
        }

        s_keepAlive.Died(0);
        Assert.AreEqual(5 * Minute, s_keepAlive.IntervalMs);
        s_keepAlive.Connected();
        for (int i = 0; i < 10; i++)
        {
            s_keepAlive.Sent(Day - 1);
        }

        Assert.AreEqual(5 * Minute, s_keepAlive.IntervalMs);
        s_keepAlive.Sent(Day);
        Assert.AreEqual(6 * Minute, s_keepAlive.IntervalMs);
    }

    [TestMethod]
    public void Death_at_the_minimum_forbids_nothing()
    {
        Begin();
        s_keepAlive.Sent(0);
        s_keepAlive.Died(0);
        s_keepAlive.Connected();
        s_keepAlive.Sent(0);
        s_keepAlive.Sent(0);
        Assert.AreEqual(5 * Minute, s_keepAlive.IntervalMs);
    }

    [TestMethod]
    public void Death_before_any_silence_says_nothing()
    {
        Begin();
        s_keepAlive.Sent(0);
        s_keepAlive.Sent(0);
        s_keepAlive.Connected();
        s_keepAlive.Died(0);
        Assert.AreEqual(5 * Minute, s_keepAlive.IntervalMs);
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

    private static void Begin()
    {
        s_keepAlive = new KeepAlive(4 * Minute, 15 * Minute);
    }
}

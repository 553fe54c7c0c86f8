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
        _keepAlive.Sent();
        Assert.AreEqual(4 * Minute, _keepAlive.IntervalMs);
        _keepAlive.Sent();
        Assert.AreEqual(5 * Minute, _keepAlive.IntervalMs);
    }

    [TestMethod]
    public void Interval_grows_to_the_maximum()
    {
        for (int i = 0; i < 40; i++)
        {
            _keepAlive.Sent();
        }

        Assert.AreEqual(15 * Minute, _keepAlive.IntervalMs);
    }

    [TestMethod]
    public void Death_in_silence_shortens_and_nothing_longer_is_tried()
    {
        for (int i = 0; i < 40; i++)
        {
            _keepAlive.Sent();
        }

        _keepAlive.Died();
        int shorter = _keepAlive.IntervalMs;
        Assert.AreEqual(9 * Minute + Minute / 2, shorter);
        _keepAlive.Connected();
        for (int i = 0; i < 40; i++)
        {
            _keepAlive.Sent();
        }

        Assert.AreEqual(shorter, _keepAlive.IntervalMs);
        _keepAlive.Died();
        _keepAlive.Died();
        _keepAlive.Died();
        Assert.IsTrue(_keepAlive.IntervalMs >= 4 * Minute && _keepAlive.IntervalMs < 5 * Minute);
    }

    [TestMethod]
    public void Death_before_any_silence_says_nothing()
    {
        _keepAlive.Sent();
        _keepAlive.Sent();
        _keepAlive.Connected();
        _keepAlive.Died();
        Assert.AreEqual(5 * Minute, _keepAlive.IntervalMs);
    }

    [TestMethod]
    public void Fixed_interval_stays()
    {
        KeepAlive keepAlive = new(Minute, Minute);
        keepAlive.Sent();
        keepAlive.Sent();
        Assert.AreEqual(Minute, keepAlive.IntervalMs);
        keepAlive.Died();
        Assert.AreEqual(Minute, keepAlive.IntervalMs);
    }
}

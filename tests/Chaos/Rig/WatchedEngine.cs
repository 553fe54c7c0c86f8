using Core;

namespace Tests.Chaos.Rig;

/// <summary>An engine under watch: what every call must leave true is checked behind every call.</summary>
internal sealed class WatchedEngine(Engine engine)
{
    private Fault _fault;
    private long _lastTick = long.MinValue;

    /// <summary>Why the conversation ended.</summary>
    public Fault Fault => engine.Fault;

    /// <summary>When the next tick is needed.</summary>
    public long Deadline => engine.Deadline;

    public void Opened(long now)
    {
        engine.Opened(now);
        _fault = engine.Fault;
        Check();
    }

    public void Secured(long now)
    {
        engine.Secured(now);
        Check();
    }

    public int Receive(byte[] source, int offset, int count, long now)
    {
        int taken = engine.Receive(source, offset, count, now);
        Assert.IsInRange(0, count, taken);
        Check();
        return taken;
    }

    public int Transmit(byte[] target, int offset, int count)
    {
        int given = engine.Transmit(target, offset, count);
        Assert.IsInRange(0, count, given);
        Check();
        return given;
    }

    public void Tick(long now)
    {
        engine.Tick(now);
        _lastTick = now;
        Check();
    }

    public void Closed(long now)
    {
        engine.Closed(now);
        Check();
    }

    private void Check()
    {
        if (_fault != Fault.None)
        {
            Assert.AreEqual(_fault, engine.Fault, "a fault is final");
        }

        _fault = engine.Fault;
        Assert.IsGreaterThan(_lastTick, engine.Deadline, "the deadline is later than the last tick");
    }
}

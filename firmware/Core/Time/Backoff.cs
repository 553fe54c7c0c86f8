namespace Core.Time;

/// <summary>How long to wait before trying again: longer each time, capped, and different on every device.</summary>
/// <remarks>
/// The n-th wait is drawn evenly from the upper half of min(maximum, minimum · 2ⁿ). The random half spreads a fleet
/// that lost its server at one moment; the fixed half keeps a lucky draw from hammering a server that just refused.
/// </remarks>
public sealed class Backoff
{
    private readonly long _minimumMs;
    private readonly long _maximumMs;
    private long _ceilingMs;

    /// <summary>Waits between half of <paramref name="minimumMs"/>, at least 1, and <paramref name="maximumMs"/>, not
    /// less than that minimum and at most 2³¹ ms, 24 days.</summary>
    public Backoff(long minimumMs, long maximumMs)
    {
        Check.That(minimumMs > 0 && maximumMs >= minimumMs && maximumMs <= 1L << 31);
        _minimumMs = minimumMs;
        _maximumMs = maximumMs;
        Reset();
    }

    /// <summary>The next wait in ms. <paramref name="random"/> is any number, from a good generator or at least
    /// different on every device.</summary>
    public long Next(int random)
    {
        long half = _ceilingMs / 2;
        long wait = _ceilingMs - (random & int.MaxValue) % (half + 1);
        _ceilingMs = _ceilingMs > _maximumMs / 2 ? _maximumMs : _ceilingMs * 2;
        return wait;
    }

    /// <summary>It worked: the next wait is a short one again.</summary>
    public void Reset() => _ceilingMs = _minimumMs;
}

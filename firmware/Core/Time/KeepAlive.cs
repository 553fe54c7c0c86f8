namespace Core.Time;

/// <summary>How long a connection may stay silent before something is sent to keep it, learned from what
/// happens.</summary>
/// <remarks>
/// Each silence that the connection survives allows a longer one, a minute more each time, up to the maximum. A
/// connection that died unnoticed was silent for too long somewhere: the interval falls to half way down to the
/// minimum, and for a day none as long as the one that failed is tried.
/// </remarks>
public sealed class KeepAlive
{
    private const int StepMs = 60_000;
    private const long CeilingMs = 24 * 3_600_000L;

    private readonly int _minimumMs;
    private readonly int _maximumMs;
    private int _ceilingMs;         // no interval as long as this before the ceiling ends
    private long _ceilingUntil;
    private bool _tried;

    /// <summary>The interval in force, in ms.</summary>
    public int IntervalMs;

    /// <summary>Starts at the minimum.</summary>
    public KeepAlive(int minimumMs, int maximumMs)
    {
        Check.That(minimumMs > 0 && maximumMs >= minimumMs);
        _minimumMs = minimumMs;
        _maximumMs = maximumMs;
        IntervalMs = minimumMs;
    }

    /// <summary>The interval has passed in silence; something is sent now.</summary>
    public void Sent(long now)
    {
        // Only the next silence shows that the connection outlived this one.
        int next = IntervalMs + StepMs < _maximumMs ? IntervalMs + StepMs : _maximumMs;
        if (_tried && (next < _ceilingMs || now >= _ceilingUntil))
        {
            IntervalMs = next;
        }

        _tried = true;
    }

    /// <summary>A new connection is up.</summary>
    public void Connected() => _tried = false;

    /// <summary>The connection died without a word from the peer.</summary>
    public void Died(long now)
    {
        if (_tried && IntervalMs > _minimumMs)
        {
            _ceilingMs = IntervalMs;
            _ceilingUntil = now + CeilingMs;
            IntervalMs = _minimumMs + (IntervalMs - _minimumMs) / 2;
        }
    }
}

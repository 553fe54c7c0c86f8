namespace Core.Time;

/// <summary>What a keep-alive that the peer answers has to do now.</summary>
public enum KeepAliveStep
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Ask the peer for a sign of life.</summary>
    Ask = 1,

    /// <summary>The peer has been asked twice and said nothing: it is gone.</summary>
    Dead = 2,
}

/// <summary>How long a connection may stay silent before the peer is asked for a sign of life, learned from what
/// happens.</summary>
/// <remarks>
/// <code>
/// silence for the interval       ask;  10 s without an answer: ask again;  10 s more: dead
/// three answers to the first ask interval × 1.5, up to the maximum
/// dead                           interval ÷ 2, and for a day none as long as the one that failed
/// </code>
/// Whatever comes in is a sign of life and begins the silence anew.
/// </remarks>
public sealed class AnsweredKeepAlive
{
    private const int AnswerMs = 10_000;
    private const int GoodRounds = 3;
    private const long CeilingMs = 24 * 3_600_000L;

    private readonly int _minimumMs;
    private readonly int _maximumMs;
    private int _asked;             // how often since something came
    private int _good;
    private int _ceilingMs;         // no interval as long as this before the ceiling ends; zero for none
    private long _ceilingUntil;
    private long _since;            // since when the silence lasts, or the answer is awaited

    /// <summary>The interval in force, in ms.</summary>
    public int IntervalMs;

    /// <summary>Starts at the minimum.</summary>
    public AnsweredKeepAlive(int minimumMs, int maximumMs)
    {
        Check.That(minimumMs > 0 && maximumMs >= minimumMs);
        _minimumMs = minimumMs;
        _maximumMs = maximumMs;
        IntervalMs = minimumMs;
    }

    /// <summary>When <see cref="Tick"/> has something to say, if nothing comes in before.</summary>
    public long Deadline => _since + (_asked == 0 ? IntervalMs : AnswerMs);

    /// <summary>A new connection is up.</summary>
    public void Opened(long now)
    {
        _asked = _good = 0;
        _since = now;
    }

    /// <summary>Something came.</summary>
    public void Heard(long now)
    {
        if (_asked == 1 && ++_good == GoodRounds)
        {
            _good = 0;
            Grow(now);
        }

        _asked = 0;
        _since = now;
    }

    /// <summary>Says what is due. However late it comes, it is one thing.</summary>
    public KeepAliveStep Tick(long now)
    {
        if (now < Deadline)
        {
            return KeepAliveStep.None;
        }

        if (_asked == 2)
        {
            return KeepAliveStep.Dead;
        }

        _asked++;
        _since = now;
        return KeepAliveStep.Ask;
    }

    /// <summary>The connection is gone; if an answer was awaited, the silence was too long for it.</summary>
    public void Closed(long now)
    {
        if (_asked > 0 && IntervalMs > _minimumMs)
        {
            _ceilingMs = IntervalMs;
            _ceilingUntil = now + CeilingMs;
            IntervalMs = IntervalMs / 2 > _minimumMs ? IntervalMs / 2 : _minimumMs;
        }

        _asked = _good = 0;
    }

    private void Grow(long now)
    {
        int next = IntervalMs + IntervalMs / 2;
        next = next < _maximumMs ? next : _maximumMs;
        if (_ceilingMs > 0 && now >= _ceilingUntil)
        {
            _ceilingMs = 0;
        }

        if (_ceilingMs == 0 || next < _ceilingMs)
        {
            IntervalMs = next;
        }
    }
}

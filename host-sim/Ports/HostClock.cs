using Core.Ports;

namespace HostSim.Ports;

/// <summary>Time from .NET, with leaps on demand: a device that slept must cope when it wakes hours later.</summary>
public sealed class HostClock : IClock
{
    private readonly TimeProvider _time;
    private readonly long _start;
    private long _leapMs;

    /// <summary>Raised after a leap, on the caller's thread, so that whoever waits for a deadline looks
    /// again.</summary>
    public event Action? Leaped;

    /// <summary>A clock that starts at zero now.</summary>
    public HostClock(TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _start = _time.GetTimestamp();
    }

    /// <inheritdoc/>
    public long Now => (long)_time.GetElapsedTime(_start).TotalMilliseconds + Interlocked.Read(ref _leapMs);

    /// <inheritdoc/>
    public long UnixTimeMs => _time.GetUtcNow().ToUnixTimeMilliseconds() + Interlocked.Read(ref _leapMs);

    /// <summary>Lets both kinds of time jump forward.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="ms"/> is negative: monotonic time never goes
    /// back.</exception>
    public void Leap(long ms)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ms);
        Interlocked.Add(ref _leapMs, ms);
        Leaped?.Invoke();
    }
}

using System.Diagnostics;

namespace Tests.NanoShim.World;

/// <summary>How fast the device's time runs: one real millisecond is this many of the device's.</summary>
/// <remarks>
/// Everything that waits here waits in real time divided by the factor. What the machine really does (a handshake, a
/// server's answer) then seems slow to the device by the same factor, which is honest: the chip is slow too.
/// </remarks>
public sealed class Pace
{
    private readonly Stopwatch _since = Stopwatch.StartNew();
    private readonly int _factor;
    private readonly DateTime _start = DateTime.UtcNow;
    private CancellationTokenSource _leap = new();
    private long _leapedMicros;

    /// <summary>A pace of 1 to 1000.</summary>
    public Pace(int factor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(factor, 1000);
        _factor = factor;
    }

    /// <summary>The device's microseconds since the world began.</summary>
    public long Micros =>
        (long)(_since.Elapsed.TotalMicroseconds * _factor) + Interlocked.Read(ref _leapedMicros);

    /// <summary>What a good watch in this world shows.</summary>
    public DateTime Utc => _start.AddMicroseconds(Micros);

    /// <summary>Cancelled at the next leap.</summary>
    internal CancellationToken Leaping => Volatile.Read(ref _leap).Token;

    /// <summary>Lets all clocks leap forward; waits whose time has come are over.</summary>
    public void Leap(TimeSpan time)
    {
        Interlocked.Add(ref _leapedMicros, (long)time.TotalMicroseconds);
        Interlocked.Exchange(ref _leap, new CancellationTokenSource()).Cancel();
    }

    /// <summary>The real wait for a device's wait in ms; below zero stays without end.</summary>
    public TimeSpan Real(long deviceMs) => deviceMs < 0
        ? Timeout.InfiniteTimeSpan
        : TimeSpan.FromMilliseconds(deviceMs == 0 ? 0 : Math.Max(1, Math.Min(deviceMs / _factor, int.MaxValue)));
}

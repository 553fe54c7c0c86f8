using Core.Ports;

namespace HostSim.Replay;

/// <summary>Time that stands until it is moved.</summary>
internal sealed class FixedClock : TimeProvider, IClock
{
    /// <summary>2026-11-21T08:00:00Z, the day of the recordings: their tokens are still good.</summary>
    private const long StartUnixMs = 1_795_248_000_000;

    /// <inheritdoc/>
    public long Now { get; set; } = 1_000;

    /// <inheritdoc/>
    public long UnixTimeMs => StartUnixMs + Now;

    /// <inheritdoc/>
    public override long TimestampFrequency => 1_000;

    /// <inheritdoc/>
    public override long GetTimestamp() => Now;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(UnixTimeMs);
}

namespace Tests.Gateway.Courier;

/// <summary>A clock that only moves when told to, for dates and for deadlines.</summary>
internal sealed class HandClock : TimeProvider
{
    private long _ms = 1000;

    public override long TimestampFrequency => 1000;

    public override DateTimeOffset GetUtcNow() =>
        new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddMilliseconds(_ms);

    public override long GetTimestamp() => _ms;

    public void Advance(long ms) => _ms += ms;
}

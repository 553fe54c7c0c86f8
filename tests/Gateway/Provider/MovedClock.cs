namespace Tests.Gateway.Provider;

/// <summary>A clock that shows the real time, moved by hand.</summary>
internal sealed class MovedClock : TimeProvider
{
    private TimeSpan _moved;
    private TimeSpan _later;

    public void Move(TimeSpan by) => _moved += by;

    /// <summary>The next who asks for the time gets the old one, everybody after that the new one.</summary>
    public void MoveAfterNextLook(TimeSpan by) => _later = by;

    public override DateTimeOffset GetUtcNow()
    {
        DateTimeOffset now = base.GetUtcNow() + _moved;
        (_moved, _later) = (_moved + _later, TimeSpan.Zero);
        return now;
    }

    public override long GetTimestamp() => base.GetTimestamp() + (long)(_moved.TotalSeconds * TimestampFrequency);
}

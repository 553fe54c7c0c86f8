namespace Core.Agent;

/// <summary>When a device that lives on a battery goes to sleep: awake for so long, then asleep for so long.</summary>
/// <remarks>It stays awake a little longer for what waits in the outbox, and for a link that is still coming up; then
/// it sleeps all the same, because a battery ends before a broken server does.</remarks>
public sealed class DutyCycle
{
    private const int GraceMs = 60_000;

    private readonly Settings _settings;
    private readonly long _startedAt;

    /// <summary>A device that woke up now.</summary>
    public DutyCycle(Settings settings, long now)
    {
        _settings = settings;
        _startedAt = now;
    }

    /// <summary>How long to sleep, in ms; zero for never.</summary>
    public long SleepMs => _settings.Get(Settings.SleepEvery) == 0 ? 0 : _settings.Get(Settings.SleepFor) * 1000L;

    /// <summary>When to look whether it is time, in monotonic ms; <see cref="Engine.Never"/> for not.</summary>
    public long Deadline(bool isIdle)
    {
        return SleepMs == 0 ? Engine.Never
            : _startedAt + _settings.Get(Settings.SleepEvery) * 1000L + (isIdle ? 0 : GraceMs);
    }
}

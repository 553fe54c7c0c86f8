namespace HostSim.ImipServer;

/// <summary>So many at once, so many a second in the long run.</summary>
internal sealed class Allowance(TimeProvider clock, int burst, int perSecond)
{
    private double _left = burst;
    private DateTimeOffset _since = clock.GetUtcNow();

    /// <summary>Takes one; false if there is none now.</summary>
    public bool Take()
    {
        DateTimeOffset now = clock.GetUtcNow();
        _left = Math.Min(burst, _left + Math.Max(0, (now - _since).TotalSeconds * perSecond));
        _since = now;
        if (_left < 1)
        {
            return false;
        }

        _left--;
        return true;
    }
}

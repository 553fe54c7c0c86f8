namespace HostSim.ImipServer;

/// <summary>So many at once, so many a second in the long run.</summary>
internal sealed class Allowance(TimeProvider clock, int burst, int perSecond)
{
    private double _left = burst;
    private long _since = clock.GetTimestamp();

    /// <summary>Takes one; false if there is none now.</summary>
    public bool Take()
    {
        long now = clock.GetTimestamp();
        _left = Math.Min(burst, _left + clock.GetElapsedTime(_since, now).TotalSeconds * perSecond);
        _since = now;
        if (_left < 1)
        {
            return false;
        }

        _left--;
        return true;
    }
}

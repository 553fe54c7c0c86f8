namespace HostSim.Fleet;

/// <summary>Counts events in each second of a run. Safe to use from any thread.</summary>
internal sealed class RateMeter(FleetClock clock)
{
    private readonly Lock _gate = new();
    private readonly List<int> _seconds = [];

    /// <summary>All events.</summary>
    public long Total { get; private set; }

    /// <summary>One more event, now.</summary>
    public void Count()
    {
        int second = (int)clock.Seconds;
        lock (_gate)
        {
            while (_seconds.Count <= second)
            {
                _seconds.Add(0);
            }

            _seconds[second]++;
            Total++;
        }
    }

    /// <summary>Events in each second from the start of the run.</summary>
    public int[] Seconds()
    {
        lock (_gate)
        {
            return [.. _seconds];
        }
    }

    /// <summary>Most events in one second, from this second of the run on.</summary>
    public int PeakFrom(double second)
    {
        lock (_gate)
        {
            return _seconds.Skip((int)second).DefaultIfEmpty().Max();
        }
    }
}

/// <summary>The time of a run.</summary>
internal sealed class FleetClock
{
    private readonly long _start = TimeProvider.System.GetTimestamp();

    /// <summary>Seconds since the start of the run.</summary>
    public double Seconds => TimeProvider.System.GetElapsedTime(_start).TotalSeconds;
}

/// <summary>Measured values, of which percentiles are asked. Safe to use from any thread.</summary>
internal sealed class Measurements
{
    private readonly Lock _gate = new();
    private readonly List<double> _values = [];

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _values.Count;
            }
        }
    }

    /// <summary>Takes one in.</summary>
    public void Add(double value)
    {
        lock (_gate)
        {
            _values.Add(value);
        }
    }

    /// <summary>What they say together.</summary>
    public Percentiles Read()
    {
        lock (_gate)
        {
            return Percentiles.Of(_values);
        }
    }
}

/// <summary>How values are spread.</summary>
/// <param name="Count">How many values.</param>
/// <param name="P50">Half of them are not greater.</param>
/// <param name="P90">Nine in ten are not greater.</param>
/// <param name="P99">Ninety-nine in a hundred are not greater.</param>
/// <param name="Max">The greatest.</param>
internal readonly record struct Percentiles(int Count, double P50, double P90, double P99, double Max)
{
    /// <summary>The percentiles of these values by nearest rank; all zero for no values.</summary>
    public static Percentiles Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0
            ? default
            : new Percentiles(sorted.Length, Rank(sorted, 50), Rank(sorted, 90), Rank(sorted, 99), sorted[^1]);
    }

    private static double Rank(double[] sorted, int percent) =>
        sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * percent / 100.0) - 1)];
}

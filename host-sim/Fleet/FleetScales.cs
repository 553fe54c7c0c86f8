using System.Diagnostics;

namespace HostSim.Fleet;

/// <summary>Weighs the managed memory at the steps of a run.</summary>
internal sealed class MemoryScale
{
    private readonly List<long> _weights = [];

    /// <summary>Weighs what is reachable now.</summary>
    public void Weigh()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        _weights.Add(GC.GetTotalMemory(forceFullCollection: true));
    }

    /// <summary>What it is for each of so many devices.</summary>
    /// <remarks>Weighed are: the server with its accounts, the devices made, all online at the end of the run, the
    /// devices gone again.</remarks>
    public FleetMemory Read(int devices) => new(
        (_weights[1] - _weights[0]) / devices,
        (_weights[2] - _weights[3]) / devices,
        (_weights[3] - _weights[0]) / devices);
}

/// <summary>Measures the processor time of this process.</summary>
internal sealed class CpuShare
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly TimeSpan _used = Used;

    private static TimeSpan Used => Environment.CpuUsage.TotalTime;

    /// <summary>Share of all processors since the start, in percent.</summary>
    public double Percent() =>
        100 * (Used - _used) / Stopwatch.GetElapsedTime(_start) / Environment.ProcessorCount;
}

/// <summary>Looks at a fleet once a second.</summary>
internal sealed class FleetSampler : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly FleetClock _clock;
    private readonly FleetWatch _watch;
    private readonly Timer _timer;
    private readonly Lock _gate = new();
    private readonly List<FleetSample> _samples = [];
    private CpuShare _cpu = new();

    /// <summary>Begins to look.</summary>
    public FleetSampler(FleetClock clock, FleetWatch watch)
    {
        _clock = clock;
        _watch = watch;
        _timer = new Timer(_ => Take(), null, Beat, Beat);
    }

    /// <summary>What was seen.</summary>
    public IReadOnlyList<FleetSample> Samples
    {
        get
        {
            lock (_gate)
            {
                return [.. _samples];
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Take()
    {
        lock (_gate)
        {
            _samples.Add(new FleetSample(_clock.Seconds, _watch.Online,
                GC.GetTotalMemory(forceFullCollection: false) / 1e6, _cpu.Percent()));
            _cpu = new CpuShare();
        }
    }
}

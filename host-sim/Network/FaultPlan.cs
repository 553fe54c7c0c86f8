namespace HostSim.Network;

/// <summary>What may go wrong on a connection, and how often. The same plan gives the same faults at the same bytes,
/// however the bytes are cut into reads and writes.</summary>
public sealed record FaultPlan
{
    /// <summary>Nothing goes wrong.</summary>
    public static FaultPlan None { get; } = new();

    /// <summary>Decides where faults fall.</summary>
    public int Seed { get; init; }

    /// <summary>Mean distance in bytes between places where a read or write is cut in two; zero for never.</summary>
    public int SplitEvery { get; init; }

    /// <summary>Mean distance in bytes between stalls; zero for never.</summary>
    public int StallEvery { get; init; }

    /// <summary>How long a stall lasts.</summary>
    public TimeSpan StallTime { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Mean distance in bytes between flipped bits; zero for never.</summary>
    public int FlipEvery { get; init; }

    /// <summary>The connection is lost after this many bytes in either direction; zero for never.</summary>
    public long CutAfter { get; init; }
}

/// <summary>What happens at a place in the stream.</summary>
public enum FaultKind
{
    /// <summary>The read or write ends here.</summary>
    Split,

    /// <summary>Nothing passes for a while.</summary>
    Stall,

    /// <summary>One bit of the byte here is turned over.</summary>
    Flip,

    /// <summary>The connection is lost before the byte here.</summary>
    Cut,
}

/// <summary>The faults of one direction in the order of their places.</summary>
public sealed class FaultSchedule
{
    private readonly (FaultKind Kind, int Every)[] _repeating;
    private readonly Random[] _chance;
    private readonly long[] _next;
    private readonly long _cutAt;

    /// <summary>The faults of <paramref name="plan"/> in the direction of this name.</summary>
    public FaultSchedule(FaultPlan plan, string direction)
    {
        _repeating = [(FaultKind.Split, plan.SplitEvery), (FaultKind.Stall, plan.StallEvery),
            (FaultKind.Flip, plan.FlipEvery)];
        _chance = [.. _repeating.Select(kind => new Random(Ports.Seeds.Derive(plan.Seed, $"{direction}/{kind.Kind}")))];
        _cutAt = plan.CutAfter > 0 ? plan.CutAfter : long.MaxValue;
        _next = [.. _repeating.Select((_, i) => Distance(i))];
    }

    /// <summary>Where the next fault is, counted in bytes from the start; <see cref="long.MaxValue"/> for
    /// nowhere.</summary>
    public long NextAt => Math.Min(_cutAt, _next.Min());

    /// <summary>Takes the next fault out.</summary>
    public FaultKind Take()
    {
        if (NextAt == _cutAt)
        {
            return FaultKind.Cut;
        }

        int index = Array.IndexOf(_next, _next.Min());
        _next[index] += Distance(index);
        return _repeating[index].Kind;
    }

    // Even between one byte and twice the mean: the mean is kept and two faults of a kind never share a place.
    private long Distance(int index)
    {
        int every = _repeating[index].Every;
        return every <= 0 ? long.MaxValue / 4 : 1 + _chance[index].NextInt64(2L * every);
    }
}

using Tests.Garbage;

namespace Tests.Bench.Il;

/// <summary>What the scenarios leave to the device's garbage collector.</summary>
internal static class Leftovers
{
    /// <summary>Bytes by the name of a scenario, of one run.</summary>
    public static Dictionary<string, long> Count()
    {
        CountedWorld world = new(typeof(Leftovers).Assembly, string.Empty);
        var scenarios = (IEnumerable<(string Name, Action Run, int Times)>)world.Tests
            .GetType(typeof(Scenarios).FullName!, true)!.GetMethod(nameof(Scenarios.All))!.Invoke(null, null)!;
        return scenarios.ToDictionary(it => it.Name, it => Count(it.Run));
    }

    // The second run counts, as in the report.
    private static long Count(Action run)
    {
        run();
        long before = Ledger.Bytes;
        run();
        return Ledger.Bytes - before;
    }
}

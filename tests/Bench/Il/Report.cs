using System.Globalization;

namespace Tests.Bench.Il;

/// <summary>Runs everything that is metered and writes what it cost.</summary>
public static class Report
{
    /// <summary>Called in the metered world, with the blocks of the other. False if nothing has that word in its
    /// name.</summary>
    public static bool Write(
        string[] methods, long[][] costs, Dictionary<string, long> garbage, string? only)
    {
        ArgumentNullException.ThrowIfNull(methods);
        ArgumentNullException.ThrowIfNull(costs);
        ArgumentNullException.ThrowIfNull(garbage);
        var chosen = Scenarios.All()
            .Where(it => only is null || it.Name.Contains(only, StringComparison.OrdinalIgnoreCase)).ToArray();
        if (only is null)
        {
            WriteFacts(costs);
        }

        Console.WriteLine(Line(
            "executed on the interpreter", "IL", "element", "call", "native", "new", "model µs", "heap B"));
        foreach ((string name, Action run, int times) in chosen)
        {
            long[] entered = Count(run);
            WriteCost(name, Total(costs, entered), times, garbage[name] / times);
            WriteDearest(methods, costs, entered, only is null ? 3 : 24);
        }

        Console.WriteLine();
        Console.WriteLine($"A model of the interpreter on a PC: {Cost.Formula}.");
        Console.WriteLine("An ESP32 is very roughly 40 to 120 times slower; nothing here was run on a board.");
        return chosen.Length > 0;
    }

    private static void WriteFacts(long[][] costs)
    {
        Console.WriteLine("The model on pieces of code that were measured on nanoCLR (PC, ns):");
        foreach ((string name, Func<int> run, int times, int from, int to) in Facts.All)
        {
            double ns = Total(costs, Count(() => run())).Nanoseconds / times;
            Console.WriteLine($"  {name,-44} {ns,5:0}  measured {(from == to ? $"{from}" : $"{from} to {to}")}");
        }

        Console.WriteLine();
    }

    private static void WriteCost(string name, Cost total, int times, params object[] more)
    {
        Cost cost = total / times;
        string model = (total.Nanoseconds / times / 1000).ToString("0.00", CultureInfo.InvariantCulture);
        object[] counts = [cost.Instructions, cost.Elements, cost.Calls, cost.Natives, cost.News, model];
        Console.WriteLine(Line(name, [.. counts, .. more]));
    }

    private static string Line(string name, params object[] cells) => name.PadRight(46)
        + string.Concat(cells.Select(it => Convert.ToString(it, CultureInfo.InvariantCulture)!.PadLeft(9)));

    // The second run counts: what is made once, on the first, is not what steady work costs.
    private static long[] Count(Action run)
    {
        run();
        Meter.Take();
        run();
        return Meter.Take();
    }

    private static Cost Total(long[][] costs, long[] entered)
    {
        Cost total = default;
        for (int block = 0; block < costs.Length && block < entered.Length; block++)
        {
            total += Of(costs[block]) * entered[block];
        }

        return total;
    }

    // Each method with what it costs itself, not what it calls.
    private static void WriteDearest(string[] methods, long[][] costs, long[] entered, int lines)
    {
        var dearest = Enumerable.Range(0, Math.Min(costs.Length, entered.Length))
            .Where(block => entered[block] > 0)
            .GroupBy(block => methods[block])
            .Select(it => (Method: it.Key, Calls: entered[it.First()], Cost: it
                .Select(block => Of(costs[block]) * entered[block]).Aggregate((one, other) => one + other)))
            .OrderByDescending(it => it.Cost.Nanoseconds)
            .Take(lines);
        foreach ((string method, long calls, Cost cost) in dearest)
        {
            WriteCost($"    {calls,4} × {method}", cost, 1);
        }
    }

    private static Cost Of(long[] cost) => new(cost[0], cost[1], cost[2], cost[3], cost[4]);
}

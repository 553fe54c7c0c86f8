using System.Globalization;

namespace Tests.Bench.Il;

/// <summary>Runs everything that is metered and writes what it cost.</summary>
public static class Report
{
    /// <summary>Called in the metered world, with the blocks of the other.</summary>
    public static void Write(string[] methods, long[][] costs)
    {
        ArgumentNullException.ThrowIfNull(methods);
        ArgumentNullException.ThrowIfNull(costs);
        Console.WriteLine("The model on pieces of code that were measured on nanoCLR (PC, ns):");
        foreach ((string name, Func<int> run, int times, int from, int to) in Facts.All)
        {
            double ns = Total(costs, Count(() => run())).Nanoseconds / times;
            Console.WriteLine($"  {name,-44} {ns,5:0}  measured {(from == to ? $"{from}" : $"{from} to {to}")}");
        }

        Console.WriteLine();
        Console.WriteLine(Line(
            "executed on the interpreter", "IL", "element", "call", "native", "new", "model µs"));
        foreach ((string name, Action run, int times) in Scenarios.All())
        {
            long[] entered = Count(run);
            Cost total = Total(costs, entered);
            Cost cost = total / times;
            string model = (total.Nanoseconds / times / 1000).ToString("0.00", CultureInfo.InvariantCulture);
            Console.WriteLine(
                Line(name, cost.Instructions, cost.Elements, cost.Calls, cost.Natives, cost.News, model));
            WriteDearest(methods, costs, entered);
        }

        Console.WriteLine();
        Console.WriteLine($"A model of the interpreter on a PC: {Cost.Formula}.");
        Console.WriteLine("An ESP32 is very roughly 40 to 120 times slower; nothing here was run on a board.");
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

    private static void WriteDearest(string[] methods, long[][] costs, long[] entered)
    {
        var dearest = Enumerable.Range(0, Math.Min(costs.Length, entered.Length))
            .GroupBy(block => methods[block], block => Of(costs[block]).Nanoseconds * entered[block])
            .Select(it => (Method: it.Key, Ns: it.Sum()))
            .Where(it => it.Ns > 0)
            .OrderByDescending(it => it.Ns)
            .ToArray();
        double all = dearest.Sum(it => it.Ns);
        string shares = string.Join(", ", dearest.Take(4).Select(it => $"{it.Method} {100 * it.Ns / all:0} %"));
        Console.WriteLine("    " + shares);
    }

    private static Cost Of(long[] cost) => new(cost[0], cost[1], cost[2], cost[3], cost[4]);
}

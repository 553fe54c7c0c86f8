namespace Tests.Firmware.Memory;

/// <summary>What a device does ten thousand times it must do without leaving anything behind.</summary>
[TestClass]
public sealed class CycleTests
{
    private const int Lamp = 4;
    private const int WarmUp = 500;
    private const int Samples = 4;
    private const int CyclesBetween = 100;
    private const int Cycles = 10_000;

    // The server numbers its streams and remembers a bounded number of ended ones; an object or a field that stays for
    // each cycle would be 24 bytes at least.
    private const int BytesOfOneCycle = 16;

    [TestMethod]
    public void Ten_thousand_connections_commands_and_cuts_leave_nothing_behind()
    {
        using Village village = new(pace: 100);
        village.SwitchOn();
        village.Open();
        Boot boot = village.World.Boot;
        Run(village, WarmUp);
        Remains before = Least(village);
        int made = village.World.Wires.Made;
        Run(village, Cycles - Samples * CyclesBetween);
        Remains after = Least(village);
        Assert.AreSame(boot, village.World.Boot, "it never restarted");
        Assert.IsGreaterThanOrEqualTo(made + Cycles, village.World.Wires.Made);
        Assert.AreEqual(before with { Bytes = 0 }, after with { Bytes = 0 });
        Assert.IsLessThan(before.Bytes + BytesOfOneCycle * Cycles, after.Bytes,
            $"{(after.Bytes - before.Bytes) / (double)Cycles} bytes for each cycle");
        Assert.IsLessThanOrEqualTo(3, boot.MostThreads);
        Assert.IsEmpty(village.World.Notes, string.Join('\n', village.World.Notes));
        Console.WriteLine($"{Cycles} cycles: {(after.Bytes - before.Bytes) / (double)Cycles:F1} bytes each, "
            + $"at most {boot.MostThreads} threads");
    }

    private static void Run(Village village, int cycles)
    {
        for (int i = 0; i < cycles; i++)
        {
            Cycle(village, i);
        }

        village.Until(() => village.World.Boot.Threads == 2, "the reader waits again");
    }

    // What the runtime itself holds goes up and down; the least of several samples is what stays.
    private static Remains Least(Village village)
    {
        List<Remains> samples = [];
        for (int i = 0; i < Samples; i++)
        {
            Run(village, CyclesBetween);
            village.Forget();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Boot boot = village.World.Boot;
            samples.Add(new Remains(boot.Threads, village.World.Wires.Open, boot.Sockets, boot.Belongings,
                GC.GetTotalMemory(true)));
        }

        return samples.MinBy(it => it.Bytes)!;
    }

    private sealed record Remains(int Threads, int Wires, int Sockets, int Open, long Bytes);

    private static void Cycle(Village village, int number)
    {
        village.Obey(Lamp, (number + 1) % 2);
        village.World.Pace.Leap(TimeSpan.FromSeconds(61));
        int logins = village.Logins;
        village.World.Wires.Cut();
        village.Until(() => village.Logins > logins, "the device is back");
    }
}

namespace Tests.Firmware.Memory;

/// <summary>What a device does ten thousand times it must do without leaving anything behind.</summary>
[TestClass]
public sealed class CycleTests
{
    private const int Lamp = 4;
    private const int WarmUp = 400;
    private const int Stretches = 4;
    private const int CyclesOfStretch = 2_500;
    private const int Samples = 3;
    private const int CyclesBetween = 100;

    // The smallest object there is: one that stays behind for each cycle is found in every stretch, what the runtime
    // and the server's bounded memories take once in a while is not.
    private const int BytesOfOneObject = 24;

    [TestMethod]
    public void Ten_thousand_connections_commands_and_cuts_leave_nothing_behind()
    {
        using Village village = new(pace: 100);
        village.SwitchOn();
        village.Open();
        Boot boot = village.World.Boot;
        Run(village, WarmUp);
        int made = village.World.Wires.Made;
        List<Remains> all = [Least(village)];
        for (int i = 0; i < Stretches; i++)
        {
            Run(village, CyclesOfStretch - Samples * CyclesBetween);
            all.Add(Least(village));
        }

        Assert.AreSame(boot, village.World.Boot, "it never restarted");
        Assert.IsGreaterThanOrEqualTo(made + Stretches * CyclesOfStretch, village.World.Wires.Made);
        Assert.IsTrue(all.TrueForAll(it => (it with { Bytes = 0 }) == (all[0] with { Bytes = 0 })),
            string.Join('\n', all));
        double[] growth = [.. all.Zip(all.Skip(1), (one, next) => (next.Bytes - one.Bytes) / (double)CyclesOfStretch)];
        string told = $"bytes for each cycle: {string.Join(", ", growth.Select(it => $"{it:F1}"))}";
        Assert.IsLessThan(BytesOfOneObject, growth.Min(), told);
        Assert.IsLessThanOrEqualTo(3, boot.MostThreads);
        Assert.IsLessThanOrEqualTo(Core.Limits.Write, village.World.Wires.LongestWrite, "one record in one segment");
        Assert.IsEmpty(village.World.Notes, string.Join('\n', village.World.Notes));
        Console.WriteLine($"{told}; at most {boot.MostThreads} threads; {all[0]}");
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

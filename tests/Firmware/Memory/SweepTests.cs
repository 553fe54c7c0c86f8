namespace Tests.Firmware.Memory;

/// <summary>Every call that can fail fails once: each of its occurrences in a device's life, one at a time.</summary>
[TestClass]
public sealed class SweepTests
{
    // Each may have waited in vain; that many say what is wrong.
    private const int MostWrong = 5;

    // A life takes three: the first, one after the cut, one after the loss of the network. A failure may cost the one
    // under way and, if it is felt late, the one after that.
    private const int MostConnections = 5;

    private const int Rehearsals = 3;
    private const int FirstLamp = 4;

    [TestMethod]
    public void Every_call_may_fail_once_and_the_device_is_online_again()
    {
        using Village village = new(pace: 100, extra: ",\n  \"report.every\": 5");
        village.SwitchOn();
        village.Open();
        List<ApiCall> calls = Calls(village);
        Assert.IsGreaterThan(100, calls.Count);
        int struck = 0;
        List<string> wrong = [];
        foreach (ApiCall call in calls)
        {
            struck += Live(village, call, wrong);
            Assert.IsLessThan(MostWrong, wrong.Count, string.Join('\n', wrong));
        }

        Console.WriteLine($"{struck} of {calls.Count} calls failed, {calls.Select(it => it.Name).Distinct().Count()} "
            + $"kinds; {wrong.Count} wrong");
        Assert.IsEmpty(wrong, string.Join('\n', wrong));
        Assert.IsGreaterThan(calls.Count * 9 / 10, struck);
    }

    [TestMethod]
    public void Every_kind_of_call_may_fail_for_a_while_and_the_device_recovers()
    {
        using Village village = new(pace: 100, extra: ",\n  \"report.every\": 5");
        village.SwitchOn();
        village.Open();
        List<string> wrong = [];
        string[] kinds = [.. Calls(village).Select(it => it.Name).Distinct()];
        foreach (string kind in kinds)
        {
            wrong.AddRange(LiveWithout(village, kind));
            Assert.IsLessThan(MostWrong, wrong.Count, string.Join('\n', wrong));
        }

        Console.WriteLine($"{kinds.Length} kinds");
        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }

    // Two minutes of the device's time in which a kind of call always fails. A device that could not read its
    // configuration says so and waits for a person, who switches it off and on.
    private static List<string> LiveWithout(Village village, string kind)
    {
        village.Renew();
        village.World.Faults.Break(kind);
        village.SwitchOn();
        long until = village.World.Pace.Micros + 120_000_000;
        try
        {
            village.Until(() => village.World.Pace.Micros > until, "two minutes");
            village.World.Faults.Mend();
            if (village.World.Serial.Printed.Contains("unprovisioned"))
            {
                village.World.CutPower();
            }

            string id = village.Order(FirstLamp, 1);
            village.Until(() => village.Results(id).Count > 0, $"an answer to {id}");
        }
        catch (AssertFailedException e)
        {
            return [$"{kind}: {e.Message}"];
        }

        return
        [
            .. village.World.Notes.Select(it => $"{kind}: {it}"),
            .. village.World.Boot.MostThreads > 3 ? new[] { $"{kind}: too many threads" } : [],
            .. village.Power.Leftovers > 0 ? new[] { $"{kind}: something was left behind" } : [],
        ];
    }

    // What is called in every life without a failure.
    private static List<ApiCall> Calls(Village village)
    {
        Dictionary<string, int> least = [];
        for (int i = 0; i < Rehearsals; i++)
        {
            village.Renew();
            Errand errand = new(village);
            errand.Run();
            Assert.IsEmpty(errand.Wrong(mayRefuse: false));
            foreach ((string name, int count) in village.World.Faults.Counts)
            {
                least[name] = Math.Min(count, least.GetValueOrDefault(name, int.MaxValue));
            }
        }

        return
        [
            .. from name in least
               orderby name.Key
               from number in Enumerable.Range(1, name.Value)
               select new ApiCall(name.Key, number),
        ];
    }

    private static int Live(Village village, ApiCall call, List<string> wrong)
    {
        village.Renew();
        village.World.Faults.Arm(call);

        // A refused handshake threw another exception in older runtimes.
        village.World.Handshakes.ThrowsCryptographic = call.Number % 2 == 0;
        Errand errand = new(village);
        try
        {
            errand.Run();
            bool isPin = call.Name.StartsWith("Gpio", StringComparison.Ordinal);
            if (village.World.Wires.Made > MostConnections)
            {
                wrong.Add($"{call.Name} #{call.Number}: took {village.World.Wires.Made} connections");
            }

            wrong.AddRange(errand.Wrong(isPin).Concat(village.World.Notes)
                .Select(it => $"{call.Name} #{call.Number}: {it}"));
        }
        catch (AssertFailedException e)
        {
            wrong.Add($"{call.Name} #{call.Number}: {e.Message}");
        }

        if (village.Power.Leftovers > 0)
        {
            wrong.Add($"{call}: left {village.Power.Leftovers} behind");
        }

        return village.World.Faults.Struck.Count;
    }
}

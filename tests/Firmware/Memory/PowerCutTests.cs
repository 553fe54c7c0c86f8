namespace Tests.Firmware.Memory;

/// <summary>The power fails while the whole firmware writes to its flash.</summary>
[TestClass]
public sealed class PowerCutTests
{
    // Every byte of every write is the vault's own test; here the whole device has to come back from some of each.
    private const int Stride = 13;

    [TestMethod]
    [DataRow(Tearing.CopyOnWrite)]
    [DataRow(Tearing.Erased)]
    public void Device_comes_back_from_a_cut_at_any_write(Tearing tearing)
    {
        using Village village = new(pace: 100);
        village.World.Flash.Tearing = tearing;
        village.SwitchOn();
        village.Open();
        int cuts = 0;
        bool wasCut = true;
        for (long step = 1; wasCut; step += Stride)
        {
            village.Renew();
            Errand errand = new(village);
            village.World.Flash.CutAfter(step);
            errand.Run();
            wasCut = village.Power.Endings.Contains(Ending.PowerCut);
            cuts += wasCut ? 1 : 0;
            Assert.IsEmpty(errand.Wrong(mayRefuse: false), $"cut before step {step}");
            Assert.IsEmpty(village.World.Notes, $"cut before step {step}: {string.Join('\n', village.World.Notes)}");
            Assert.AreEqual(0, village.Power.Leftovers);
        }

        Assert.IsGreaterThan(5, cuts);
        Console.WriteLine($"{cuts} cuts");
    }
}

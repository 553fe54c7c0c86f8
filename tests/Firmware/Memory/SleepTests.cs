namespace Tests.Firmware.Memory;

/// <summary>A device on a battery: awake for a while, asleep for longer, and the same stream all along.</summary>
[TestClass]
public sealed class SleepTests
{
    private const int Lamp = 4;
    private const int AwakeSeconds = 20;
    private const int AsleepSeconds = 60;

    [TestMethod]
    public void Sleeps_wakes_and_goes_on_with_its_stream()
    {
        using Village village = new(pace: 100);
        village.SwitchOn();
        village.Open();
        Set(village, "sleep.for", AsleepSeconds);
        Set(village, "sleep.every", AwakeSeconds);
        village.Until(() => Sleeps(village) > 0, "the first sleep");
        Assert.AreEqual(TimeSpan.FromSeconds(AsleepSeconds), village.World.SleepTime);
        int logins = village.Logins;
        int resumptions = village.Resumptions;
        for (int i = 0; i < 3; i++)
        {
            int sleeps = Sleeps(village);
            village.Obey(Lamp, i % 2);
            village.Until(() => Sleeps(village) > sleeps, "the next sleep");
        }

        Assert.IsGreaterThanOrEqualTo(3, village.Resumptions - resumptions);
        Assert.AreEqual(village.Logins - logins, village.Resumptions - resumptions, "it never logged in anew");
        Assert.IsEmpty(village.World.Notes, string.Join('\n', village.World.Notes));
        Assert.AreEqual(0, village.Power.Leftovers);
    }

    [TestMethod]
    public void Timer_that_cannot_be_set_is_no_reason_to_sleep_for_ever()
    {
        using Village village = new(pace: 100);
        village.SwitchOn();
        village.Open();
        village.World.Faults.Break("Sleep.EnableWakeupByTimer");
        Set(village, "sleep.for", AsleepSeconds);
        Set(village, "sleep.every", AwakeSeconds);
        village.Until(() => village.Power.Endings.Count > 0, "the first end");
        Assert.AreEqual(Ending.Restart, village.Power.Endings[0], "awake again at once, not asleep for ever");
        village.Obey(Lamp, 1);
        Assert.AreEqual(0, Sleeps(village));
    }

    private static int Sleeps(Village village) => village.Power.Endings.Count(it => it == Ending.DeepSleep);

    private static void Set(Village village, string name, int value)
    {
        string id = village.Order("config.set", ("name", name), ("value", $"{value}"));
        village.Until(() => village.Results(id).Count > 0, $"an answer to {id}");
        Assert.DoesNotContain("<note", village.Results(id)[0]);
    }
}

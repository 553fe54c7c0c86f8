using Core;
using Core.Agent;
using nanoFramework.TestFramework;

namespace Tests.Unit.Agent;

/// <summary>When a device on a battery sleeps.</summary>
[TestClass]
public sealed class DutyCycleTests
{
    private static Settings s_settings;

    [TestMethod]
    public void Never_unless_told_to()
    {
        Begin();
        Assert.AreEqual(Engine.Never, new DutyCycle(s_settings, 0).Deadline(true));
        s_settings.Set(Settings.SleepEvery, 30);
        Assert.AreEqual(Engine.Never, new DutyCycle(s_settings, 0).Deadline(true), "no time to sleep for");
    }

    [TestMethod]
    public void After_its_time_awake_with_grace_for_what_waits()
    {
        Begin();
        s_settings.Set(Settings.SleepEvery, 30);
        s_settings.Set(Settings.SleepFor, 600);
        DutyCycle cycle = new(s_settings, 1_000);
        Assert.AreEqual(31_000L, cycle.Deadline(true));
        Assert.AreEqual(91_000L, cycle.Deadline(false));
        Assert.AreEqual(600_000L, cycle.SleepMs);
    }

    private static void Begin()
    {
        s_settings = new Settings(new AgentConfig(), new FakeVault());
    }
}

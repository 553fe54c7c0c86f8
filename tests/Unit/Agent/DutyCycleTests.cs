using Core;
using Core.Agent;
using nanoFramework.TestFramework;

namespace Tests.Unit.Agent;

/// <summary>When a device on a battery sleeps.</summary>
[TestClass]
public sealed class DutyCycleTests
{
    private readonly Settings _settings = new(new AgentConfig(), new FakeVault());

    [TestMethod]
    public void Never_unless_told_to()
    {
        Assert.AreEqual(Engine.Never, new DutyCycle(_settings, 0).Deadline(true));
        _settings.Set(Settings.SleepEvery, 30);
        Assert.AreEqual(Engine.Never, new DutyCycle(_settings, 0).Deadline(true), "no time to sleep for");
    }

    [TestMethod]
    public void After_its_time_awake_with_grace_for_what_waits()
    {
        _settings.Set(Settings.SleepEvery, 30);
        _settings.Set(Settings.SleepFor, 600);
        DutyCycle cycle = new(_settings, 1_000);
        Assert.AreEqual(31_000L, cycle.Deadline(true));
        Assert.AreEqual(91_000L, cycle.Deadline(false));
        Assert.AreEqual(600_000L, cycle.SleepMs);
    }
}

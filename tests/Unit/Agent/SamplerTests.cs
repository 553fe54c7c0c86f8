using Core;
using Core.Agent;
using Core.Commands;
using Core.Ports;
using nanoFramework.TestFramework;

namespace Tests.Unit.Agent;

/// <summary>Reports at intervals, and at once beyond the dead-band.</summary>
[TestClass]
public sealed class SamplerTests
{
    private const int LookEveryMs = 5_000;

    private static AgentFixture s_agent;
    private static Sampler s_sampler;

    [TestMethod]
    public void Interval_gives_one_report()
    {
        Begin();
        Assert.AreEqual(60_000L, s_sampler.Deadline);
        Assert.IsNull(s_sampler.Take(59_999));
        FieldList report = s_sampler.Take(60_000);
        report.Rewind();
        Assert.IsTrue(report.Next());
        Assert.AreEqual("21.5", report.Value.ToString());
        Assert.AreEqual("Cel", report.Unit.ToString());
        Assert.IsFalse(report.Next(), "an absent sensor is left out");
        Assert.IsNull(s_sampler.Take(60_000));
        Assert.AreEqual(120_000L, s_sampler.Deadline);
    }

    [TestMethod]
    public void Leap_of_an_hour_is_one_report()
    {
        Begin();
        Assert.IsNotNull(s_sampler.Take(3_600_000));
        Assert.IsNull(s_sampler.Take(3_600_000));
        Assert.IsNull(s_sampler.Take(3_659_999));
    }

    [TestMethod]
    public void Zero_is_never()
    {
        Begin();
        s_agent.Settings.Set(Settings.ReportEvery, 0);
        Assert.AreEqual(Engine.Never, s_sampler.Deadline);
        Assert.IsNull(s_sampler.Take(1_000_000_000));
    }

    [TestMethod]
    public void Change_beyond_the_dead_band_is_reported_at_once()
    {
        Begin();
        s_agent.Settings.Set(Settings.ReportDeadBand, 500);
        Assert.IsNotNull(s_sampler.Take(LookEveryMs), "the first look finds a reading");
        s_agent.Board.Readings[0] += 500;
        Assert.IsNull(s_sampler.Take(2 * LookEveryMs), "not beyond");
        s_agent.Board.Readings[0] += 1;
        Assert.IsNull(s_sampler.Take(3 * LookEveryMs - 1), "not too often");
        Assert.IsNotNull(s_sampler.Take(3 * LookEveryMs));
        Assert.IsNull(s_sampler.Take(4 * LookEveryMs), "from the reported value on");
        s_agent.Board.Readings[0] -= 501;
        Assert.IsNotNull(s_sampler.Take(5 * LookEveryMs), "downwards too");
    }

    [TestMethod]
    public void Sensor_that_appears_or_fails_is_a_change()
    {
        Begin();
        s_agent.Settings.Set(Settings.ReportDeadBand, 500);
        s_sampler.Take(LookEveryMs);
        s_agent.Board.Readings[1] = 0;
        Assert.IsNotNull(s_sampler.Take(2 * LookEveryMs));
        s_agent.Board.Readings[1] = Sensor.Absent;
        Assert.IsNotNull(s_sampler.Take(3 * LookEveryMs));
        Assert.IsNull(s_sampler.Take(4 * LookEveryMs));
    }

    [TestMethod]
    public void Nothing_to_read_is_no_report()
    {
        Begin();
        s_agent.Board.Readings[0] = Sensor.Absent;
        Assert.IsNull(s_sampler.Take(60_000));
        Assert.AreEqual(120_000L, s_sampler.Deadline);
    }

    [TestMethod]
    public void Deadline_is_later_than_the_last_look()
    {
        Begin();
        s_agent.Settings.Set(Settings.ReportDeadBand, 500);
        s_agent.Settings.Set(Settings.ReportEvery, 7);
        for (long now = 1; now < 100_000; now += 333)
        {
            s_sampler.Take(now);
            Assert.IsTrue(s_sampler.Deadline > now, "at " + now);
        }
    }

    private static void Begin()
    {
        s_agent = new AgentFixture();
        s_agent.Settings.Set(Settings.ReportEvery, 60);
        s_sampler = new Sampler(s_agent.Board, s_agent.Sensors, s_agent.Settings);
        s_sampler.Start(0);
    }
}

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

    private readonly AgentFixture _agent = new();
    private readonly Sampler _sampler;

    public SamplerTests()
    {
        _agent.Settings.Set(Settings.ReportEvery, 60);
        _sampler = new Sampler(_agent.Board, _agent.Sensors, _agent.Settings);
        _sampler.Start(0);
    }

    [TestMethod]
    public void Interval_gives_one_report()
    {
        Assert.AreEqual(60_000L, _sampler.Deadline);
        Assert.IsNull(_sampler.Take(59_999));
        FieldList report = _sampler.Take(60_000);
        report.Rewind();
        Assert.IsTrue(report.Next());
        Assert.AreEqual("21.5", report.Value.ToString());
        Assert.AreEqual("Cel", report.Unit.ToString());
        Assert.IsFalse(report.Next(), "an absent sensor is left out");
        Assert.IsNull(_sampler.Take(60_000));
        Assert.AreEqual(120_000L, _sampler.Deadline);
    }

    [TestMethod]
    public void Leap_of_an_hour_is_one_report()
    {
        Assert.IsNotNull(_sampler.Take(3_600_000));
        Assert.IsNull(_sampler.Take(3_600_000));
        Assert.IsNull(_sampler.Take(3_659_999));
    }

    [TestMethod]
    public void Zero_is_never()
    {
        _agent.Settings.Set(Settings.ReportEvery, 0);
        Assert.AreEqual(Engine.Never, _sampler.Deadline);
        Assert.IsNull(_sampler.Take(1_000_000_000));
    }

    [TestMethod]
    public void Change_beyond_the_dead_band_is_reported_at_once()
    {
        _agent.Settings.Set(Settings.ReportDeadBand, 500);
        Assert.IsNotNull(_sampler.Take(LookEveryMs), "the first look finds a reading");
        _agent.Board.Readings[0] += 500;
        Assert.IsNull(_sampler.Take(2 * LookEveryMs), "not beyond");
        _agent.Board.Readings[0] += 1;
        Assert.IsNull(_sampler.Take(3 * LookEveryMs - 1), "not too often");
        Assert.IsNotNull(_sampler.Take(3 * LookEveryMs));
        Assert.IsNull(_sampler.Take(4 * LookEveryMs), "from the reported value on");
        _agent.Board.Readings[0] -= 501;
        Assert.IsNotNull(_sampler.Take(5 * LookEveryMs), "downwards too");
    }

    [TestMethod]
    public void Sensor_that_appears_or_fails_is_a_change()
    {
        _agent.Settings.Set(Settings.ReportDeadBand, 500);
        _sampler.Take(LookEveryMs);
        _agent.Board.Readings[1] = 0;
        Assert.IsNotNull(_sampler.Take(2 * LookEveryMs));
        _agent.Board.Readings[1] = Sensor.Absent;
        Assert.IsNotNull(_sampler.Take(3 * LookEveryMs));
        Assert.IsNull(_sampler.Take(4 * LookEveryMs));
    }

    [TestMethod]
    public void Nothing_to_read_is_no_report()
    {
        _agent.Board.Readings[0] = Sensor.Absent;
        Assert.IsNull(_sampler.Take(60_000));
        Assert.AreEqual(120_000L, _sampler.Deadline);
    }

    [TestMethod]
    public void Deadline_is_later_than_the_last_look()
    {
        _agent.Settings.Set(Settings.ReportDeadBand, 500);
        _agent.Settings.Set(Settings.ReportEvery, 7);
        for (long now = 1; now < 100_000; now += 333)
        {
            _sampler.Take(now);
            Assert.IsTrue(_sampler.Deadline > now, "at " + now);
        }
    }
}

using Core.Ports;
using HostSim.Board;
using HostSim.Ports;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.HostSim.Board;

[TestClass]
public sealed class VirtualBoardTests
{
    private readonly HostClock _clock = new();
    private readonly VirtualBoard _board;

    public VirtualBoardTests()
    {
        _board = new VirtualBoard(BoardMap.DevKitC(seed: 7), _clock);
    }

    [TestMethod]
    public void Only_outputs_can_be_written_and_only_inputs_driven()
    {
        Assert.IsTrue(_board.WritePin(2, 1));
        Assert.AreEqual(1, _board.ReadPin(2));
        Assert.IsFalse(_board.WritePin(0, 0), "an input");
        Assert.IsFalse(_board.WritePin(99, 1), "no pin");
        Assert.IsFalse(_board.WritePin(2, 2), "no level");
        Assert.IsFalse(_board.DriveInput(2, 0), "an output");
        Assert.AreEqual(-1, _board.ReadPin(99));
        Assert.AreEqual(PinMode.None, _board.PinMode(99));
    }

    [TestMethod]
    public void Each_change_of_an_input_is_seen_once_in_order()
    {
        _board.DriveInput(34, 1);
        _board.DriveInput(34, 1);
        _board.DriveInput(0, 0);
        Assert.IsTrue(_board.NextPinChange(out int number, out int level));
        Assert.AreEqual((34, 1), (number, level));
        Assert.IsTrue(_board.NextPinChange(out number, out level));
        Assert.AreEqual((0, 0), (number, level));
        Assert.IsFalse(_board.NextPinChange(out _, out _));
    }

    [TestMethod]
    public void A_flood_of_changes_keeps_the_newest()
    {
        for (int i = 1; i <= VirtualBoard.MaxPinChanges + 11; i++)
        {
            _board.DriveInput(34, i & 1);
        }

        int seen = 0;
        int last = -1;
        while (_board.NextPinChange(out _, out int level))
        {
            seen++;
            last = level;
        }

        Assert.AreEqual(VirtualBoard.MaxPinChanges, seen);
        Assert.AreEqual(_board.ReadPin(34), last);
    }

    [TestMethod]
    public void Whoever_listens_hears_of_moves_and_nothing_else()
    {
        List<(int, int)> heard = [];
        _board.PinMoved += (number, level) => heard.Add((number, level));
        _board.WritePin(2, 1);
        _board.WritePin(2, 1);
        _board.DriveInput(34, 1);
        CollectionAssert.AreEqual(new[] { (2, 1), (34, 1) }, heard);
    }

    [TestMethod]
    public void A_restart_lets_outputs_fall_and_leaves_the_world_as_it_is()
    {
        _board.WritePin(2, 1);
        _board.DriveInput(34, 1);
        _board.Restart("watchdog");
        Assert.AreEqual(0, _board.ReadPin(2));
        Assert.AreEqual(1, _board.ReadPin(34));
        Assert.IsFalse(_board.NextPinChange(out _, out _));
        Assert.AreEqual("watchdog", _board.RestartReason);
    }

    [TestMethod]
    public void A_sensor_shows_what_it_is_set_to_within_what_it_can_show()
    {
        int humidity = _board.IndexOfSensor("Humidity");
        Assert.IsTrue(_board.SetSensor("Humidity", new ConstantModel(30_500)));
        Assert.AreEqual(30_500, _board.ReadSensor(humidity));
        _board.SetSensor("Humidity", new ConstantModel(200_000));
        Assert.AreEqual(100_000, _board.ReadSensor(humidity));
        _board.SetSensor("Humidity", new FailingModel());
        Assert.AreEqual(Sensor.Absent, _board.ReadSensor(humidity));
        Assert.IsFalse(_board.SetSensor("Nothing", new FailingModel()));
    }

    [TestMethod]
    public void Noise_repeats_with_its_seed_and_stays_in_its_bounds()
    {
        NoiseModel one = new(new ConstantModel(1000), 50, seed: 3, stepMs: 10);
        NoiseModel same = new(new ConstantModel(1000), 50, seed: 3, stepMs: 10);
        NoiseModel other = new(new ConstantModel(1000), 50, seed: 4, stepMs: 10);
        long[] times = [.. Enumerable.Range(0, 200).Select(i => i * 10L)];
        long[] values = [.. times.Select(one.At)];
        CollectionAssert.AreEqual(values.Reverse().ToArray(), times.Reverse().Select(same.At).ToArray());
        CollectionAssert.AreNotEqual(values, times.Select(other.At).ToArray());
        Assert.IsTrue(values.All(v => v is >= 950 and <= 1050));
        Assert.IsGreaterThan(20, values.Distinct().Count());
    }

    [TestMethod]
    public void The_day_curve_is_coldest_at_its_start_and_warmest_at_noon()
    {
        DayCurveModel day = new(20_000, 5_000, DayCurveModel.FullDayMs);
        Assert.AreEqual(15_000, day.At(0));
        Assert.AreEqual(25_000, day.At(DayCurveModel.FullDayMs / 2));
        Assert.AreEqual(15_000, day.At(DayCurveModel.FullDayMs));
    }

    [TestMethod]
    public void The_clock_leaps_forward_only()
    {
        long before = _clock.Now;
        int leaps = 0;
        _clock.Leaped += () => leaps++;
        _clock.Leap(3_600_000);
        Assert.IsGreaterThanOrEqualTo(before + 3_600_000, _clock.Now);
        Assert.AreEqual(1, leaps);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _clock.Leap(-1));
    }
}

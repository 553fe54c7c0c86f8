extern alias device;

using Core.Ports;
using device::App;
using device::Esp32.Boards;
using Tests.Firmware.Simulation;

namespace Tests.Firmware.Adapters;

/// <summary>Pins, sensors and memory as the agent sees them.</summary>
[TestClass]
public sealed class BoardTests
{
    private const int Button = 13;
    private const int Lamp = 4;

    [TestMethod]
    public void Outputs_obey_and_inputs_do_not()
    {
        using Chip chip = new(isJoined: false);
        Esp32Board board = Made();
        Assert.IsTrue(board.WritePin(Lamp, 1));
        Assert.AreEqual(1, chip.World.Pins.Level(Lamp));
        Assert.AreEqual(1, board.ReadPin(Lamp));
        Assert.IsFalse(board.WritePin(Button, 1));
        Assert.IsFalse(board.WritePin(Lamp, 2));
        Assert.IsFalse(board.WritePin(6, 1), "the flash's own pins are not ours");
        Assert.AreEqual(-1, board.ReadPin(6));
        Assert.AreEqual(PinMode.None, board.PinMode(6));
        Assert.AreEqual(PinMode.Input, board.PinMode(Button));
    }

    [TestMethod]
    public void Bouncing_button_is_one_change()
    {
        using Chip chip = new(pace: 1, isJoined: false);
        Esp32Board board = Made();
        for (int i = 0; i < 20; i++)
        {
            chip.World.Pins.Drive(Button, 1);
            chip.World.Pins.Drive(Button, 0);
        }

        chip.World.Pins.Drive(Button, 1);
        int number = 0;
        int level = 0;
        Chip.Await(() => board.NextPinChange(out number, out level), "for the change");
        Assert.AreEqual((Button, 1), (number, level));
        chip.Boot.Sleep(300);
        Assert.IsFalse(board.NextPinChange(out _, out _));
    }

    [TestMethod]
    public void Pin_that_the_chip_refuses_costs_no_other()
    {
        using Chip chip = new(isJoined: false);
        chip.World.Faults.ArmNext("GpioController.OpenPin");
        Esp32Board board = Made();
        Assert.AreEqual(-1, board.ReadPin(board.PinNumber(0)));
        Assert.IsTrue(board.WritePin(Lamp, 1));
    }

    [TestMethod]
    public void Sensor_that_is_not_there_is_absent_and_found_when_plugged_in()
    {
        using Chip chip = new(isJoined: false);
        Esp32Board board = Made();
        Assert.AreEqual(Sensor.Absent, board.ReadSensor(0));
        chip.World.Bus.Plug(0x76, new Climate { Celsius = -3.25, Percent = 55.5, Hectopascals = 1001 });
        chip.World.Pace.Leap(TimeSpan.FromSeconds(61));
        Assert.AreEqual(-3_250, board.ReadSensor(0), 10, "m°C, as close as the chip's own step");
        chip.World.Bus.Pull(0x76);
        chip.World.Pace.Leap(TimeSpan.FromSeconds(61));
        Assert.AreEqual(Sensor.Absent, board.ReadSensor(0), "an old value would be a lie");
    }

    [TestMethod]
    public void Memory_is_what_the_chip_says()
    {
        using Chip chip = new(isJoined: false);
        chip.World.FreeManaged = 12_345;
        chip.World.LargestNative = 17_000;
        Esp32Board board = Made();
        Assert.AreEqual(12_345, board.FreeMemory);
        Assert.AreEqual(17_000, board.LargestNativeBlock);
    }

    private static Esp32Board Made()
    {
        BoardMap map = DevKitC.Map();
        SilentLog log = new();
        Weather weather = new(map.DataPin, map.ClockPin, new Esp32Clock(), log);
        return new Esp32Board(map, weather, "power", new LoopSignal(), log);
    }
}

extern alias device;

using device::nanoFramework.Hardware.Esp32;
using device::System.Device.Gpio;
using device::System.Threading;
using NanoDate = device::System.DateTime;
using Native = device::nanoFramework.Runtime.Native;

namespace Tests.Firmware.Simulation;

/// <summary>Time, threads, pins and power of the simulated chip.</summary>
[TestClass]
public sealed class ChipTests
{
    [TestMethod]
    public void Clock_begins_in_1970_and_the_counter_at_zero()
    {
        using Chip chip = new(isJoined: false);
        Assert.AreEqual(1970, NanoDate.UtcNow.Year);
        ulong before = HighResTimer.GetCurrent();
        Native.Rtc.SetSystemTime(new NanoDate(2026, 11, 21));
        Assert.AreEqual(2026, NanoDate.UtcNow.Year);
        Assert.IsLessThan(before + 60_000_000, HighResTimer.GetCurrent(), "the counter must not leap with the clock");
    }

    [TestMethod]
    public void Time_client_sets_the_clock_once_there_is_a_network()
    {
        using Chip chip = new(isJoined: false);
        device::nanoFramework.Networking.Sntp.Start();
        Assert.AreEqual(1970, NanoDate.UtcNow.Year);
        chip.World.Air.Join(chip.Boot, chip.World.Air.Ssid, chip.World.Air.Password, comesBack: true);
        Chip.Await(() => chip.Boot.Utc.Year > 2020);
    }

    [TestMethod]
    public void Wrong_password_and_absent_network_are_told_apart()
    {
        using Chip chip = new(isJoined: false);
        Air air = chip.World.Air;
        Assert.AreEqual(Joined.WrongPassword, air.Join(chip.Boot, air.Ssid, "guess", comesBack: true));
        Assert.AreEqual(Joined.NotThere, air.Join(chip.Boot, "other", air.Password, comesBack: true));
        air.Cut();
        Assert.AreEqual(Joined.NotThere, air.Join(chip.Boot, air.Ssid, air.Password, comesBack: true));
    }

    [TestMethod]
    public void Radio_finds_its_way_back_or_does_not()
    {
        using Chip chip = new();
        chip.World.Air.Cut();
        Assert.IsFalse(chip.World.Air.IsJoined);
        chip.World.Air.Restore();
        Chip.Await(() => chip.World.Air.IsJoined);
        chip.World.Air.RejoinsByItself = false;
        chip.World.Air.Cut();
        chip.World.Air.Restore();
        chip.Boot.Sleep(10_000);
        Assert.IsFalse(chip.World.Air.IsJoined);
    }

    [TestMethod]
    public void Exception_at_the_root_ends_one_thread_and_is_noted()
    {
        using Chip chip = new(isJoined: false);
        device::System.Threading.Thread thread = new(() => throw new InvalidOperationException("boom"));
        thread.Start();
        Assert.IsTrue(thread.Join(30_000));
        Assert.HasCount(1, chip.World.Notes);
        Assert.AreEqual(Ending.None, chip.Boot.Ending);
    }

    [TestMethod]
    public void Waits_end_with_the_power()
    {
        using Chip chip = new(isJoined: false);
        device::System.Threading.AutoResetEvent never = new(false);
        for (int i = 0; i < 3; i++)
        {
            new device::System.Threading.Thread(() => never.WaitOne()).Start();
        }

        Chip.Await(() => chip.Boot.Threads == 3);
        chip.World.CutPower();
        Assert.IsTrue(chip.Boot.WaitForThreads(TimeSpan.FromSeconds(30)));
        Assert.AreEqual(0, chip.Boot.Threads);
        Assert.IsEmpty(chip.World.Notes);
    }

    [TestMethod]
    public void Restart_does_not_return()
    {
        using Chip chip = new(isJoined: false);
        Assert.ThrowsExactly<PowerLostException>(() => Native.Power.RebootDevice());
        Assert.AreEqual(Ending.Restart, chip.Boot.Ending);
    }

    [TestMethod]
    public void Pins_move_and_tell()
    {
        using Chip chip = new(isJoined: false);
        GpioController controller = new();
        GpioPin lamp = controller.OpenPin(2, PinMode.Output);
        GpioPin button = controller.OpenPin(0, PinMode.InputPullUp);
        lamp.Write(PinValue.High);
        lamp.Write(PinValue.High);
        CollectionAssert.AreEqual(new[] { (2, 1) }, chip.World.Pins.Moves.ToArray());
        List<PinEventTypes> heard = [];
        button.ValueChanged += (_, e) => heard.Add(e.ChangeType);
        chip.World.Pins.Drive(0, 1);
        chip.World.Pins.Drive(0, 0);
        Chip.Await(() => heard.Count == 2);
        CollectionAssert.AreEqual(new[] { PinEventTypes.Rising, PinEventTypes.Falling }, heard);
        Assert.ThrowsExactly<InvalidOperationException>(() => button.Write(PinValue.High));
        Assert.ThrowsExactly<ArgumentException>(() => controller.OpenPin(77, PinMode.Input));
    }

    [TestMethod]
    public void Debounce_tells_of_what_lasts()
    {
        using Chip chip = new(pace: 10, isJoined: false);
        GpioPin button = new GpioController().OpenPin(0, PinMode.Input);
        button.DebounceTimeout = TimeSpan.FromSeconds(2);
        List<PinEventTypes> heard = [];
        button.ValueChanged += (_, e) => heard.Add(e.ChangeType);
        for (int i = 0; i < 10; i++)
        {
            chip.World.Pins.Drive(0, 1);
            chip.World.Pins.Drive(0, 0);
        }

        chip.World.Pins.Drive(0, 1);
        Chip.Await(() => heard.Count > 0);
        chip.Boot.Sleep(5_000);
        CollectionAssert.AreEqual(new[] { PinEventTypes.Rising }, heard);
    }
}

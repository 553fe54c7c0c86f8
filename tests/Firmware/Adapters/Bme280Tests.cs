extern alias device;

using Core.Ports;
using device::App;
using device::Esp32.Boards;
using Tests.Firmware.Simulation;

namespace Tests.Firmware.Adapters;

/// <summary>The weather sensor's registers, on a bus where anything happens.</summary>
[TestClass]
public sealed class Bme280Tests
{
    private const int Address = 0x76;

    [TestMethod]
    public void Present_from_the_start()
    {
        using Chip chip = new(isJoined: false);
        chip.World.Bus.Plug(Address, new Climate { Celsius = -3.25, Percent = 55.5, Hectopascals = 1001 });
        AssertReads(Made(), -3_250, 55_500, 1_001_000);
    }

    [TestMethod]
    public void Bmp280_has_no_humidity()
    {
        using Chip chip = new(isJoined: false);
        chip.World.Bus.Plug(Address, new Climate { Celsius = 20, Hectopascals = 990, HasHumidity = false });
        AssertReads(Made(), 20_000, Sensor.Absent, 990_000);
    }

    [TestMethod]
    public void Nothing_is_reported_before_the_first_measurement()
    {
        using Chip chip = new(isJoined: false);
        Climate part = new() { Celsius = 20, IsFresh = true };
        chip.World.Bus.Plug(Address, part);
        Weather weather = Made();
        AssertReads(weather, Sensor.Absent, Sensor.Absent, Sensor.Absent);
        part.IsFresh = false;
        chip.World.Pace.Leap(TimeSpan.FromSeconds(3));
        AssertReads(weather, 20_000, 40_000, 1_013_250);
    }

    [TestMethod]
    public void Brown_out_is_noticed_and_mended()
    {
        using Chip chip = new(isJoined: false);
        Climate part = new() { Celsius = 20 };
        chip.World.Bus.Plug(Address, part);
        Weather weather = Made();
        AssertReads(weather, 20_000, 40_000, 1_013_250);
        part.BrownOut();
        chip.World.Pace.Leap(TimeSpan.FromSeconds(3));
        AssertReads(weather, Sensor.Absent, Sensor.Absent, Sensor.Absent);
        chip.World.Pace.Leap(TimeSpan.FromSeconds(61));
        AssertReads(weather, 20_000, 40_000, 1_013_250);
    }

    [TestMethod]
    [DataRow(0xD0, "id")]
    [DataRow(0x88, "calibration")]
    [DataRow(0xE1, "calibration of humidity")]
    [DataRow(0xF2, "humidity")]
    [DataRow(0xF5, "config")]
    [DataRow(0xF4, "control")]
    [DataRow(0xF3, "readout")]
    public void Register_that_is_refused_makes_it_absent(int register, string what)
    {
        using Chip chip = new(isJoined: false);
        Climate part = new() { Celsius = 20, Refuses = register };
        chip.World.Bus.Plug(Address, part);
        Weather weather = Made();
        Assert.AreEqual(Sensor.Absent, weather.Read(0), what);
        part.Refuses = null;
        chip.World.Pace.Leap(TimeSpan.FromSeconds(61));
        AssertReads(weather, 20_000, 40_000, 1_013_250);
    }

    [TestMethod]
    public void Readout_that_fails_once_reports_no_old_value()
    {
        using Chip chip = new(isJoined: false);
        Climate part = new() { Celsius = 20 };
        chip.World.Bus.Plug(Address, part);
        Weather weather = Made();
        AssertReads(weather, 20_000, 40_000, 1_013_250);
        part.Refuses = 0xF3;
        chip.World.Pace.Leap(TimeSpan.FromSeconds(3));
        AssertReads(weather, Sensor.Absent, Sensor.Absent, Sensor.Absent);
        part.Refuses = null;
        chip.World.Pace.Leap(TimeSpan.FromSeconds(61));
        AssertReads(weather, 20_000, 40_000, 1_013_250);
    }

    [TestMethod]
    [DataRow(0x95, "calibration")]
    [DataRow(0xE4, "calibration of humidity")]
    [DataRow(0xFB, "readout")]
    public void Read_that_breaks_off_in_the_middle_makes_it_absent(int register, string what)
    {
        using Chip chip = new(isJoined: false);
        Climate part = new() { Celsius = 20, BreaksAt = register };
        chip.World.Bus.Plug(Address, part);
        Weather weather = Made();
        Assert.AreEqual(Sensor.Absent, weather.Read(0), what);
        part.BreaksAt = null;
        chip.World.Pace.Leap(TimeSpan.FromSeconds(61));
        AssertReads(weather, 20_000, 40_000, 1_013_250);
    }

    [TestMethod]
    [DataRow(0x55, "a BMP180")]
    [DataRow(0x61, "a BME680")]
    [DataRow(0xFF, "nobody who drives the line")]
    public void Chip_of_another_kind_is_not_read(int id, string what)
    {
        using Chip chip = new(isJoined: false);
        Climate part = new() { Celsius = 20 };
        part.Claim((byte)id);
        chip.World.Bus.Plug(Address, part);
        Assert.AreEqual(Sensor.Absent, Made().Read(0), what);
    }

    [TestMethod]
    [DataRow(0x00)]
    [DataRow(0xFF)]
    public void Stuck_calibration_is_not_believed(int value)
    {
        using Chip chip = new(isJoined: false);
        Climate part = new() { Celsius = 20 };
        part.Stick((byte)value);
        chip.World.Bus.Plug(Address, part);
        Assert.AreEqual(Sensor.Absent, Made().Read(0));
    }

    [TestMethod]
    public void Skipped_pressure_costs_neither_temperature_nor_humidity()
    {
        using Chip chip = new(isJoined: false);
        chip.World.Bus.Plug(Address, new Climate { Celsius = 20, SkipsPressure = true });
        AssertReads(Made(), 20_000, 40_000, Sensor.Absent);
    }

    [TestMethod]
    public void Bus_that_the_chip_refuses_is_tried_again()
    {
        using Chip chip = new(isJoined: false);
        chip.World.Bus.Plug(Address, new Climate { Celsius = 20 });
        chip.World.Faults.ArmNext("I2cDevice..ctor");
        Weather weather = Made();
        AssertReads(weather, Sensor.Absent, Sensor.Absent, Sensor.Absent);
        chip.World.Pace.Leap(TimeSpan.FromSeconds(61));
        AssertReads(weather, 20_000, 40_000, 1_013_250);
    }

    // As close as the chip's own steps: 0.01 °C, 0.01 %, 0.03 hPa.
    private static void AssertReads(Weather weather, long warmth, long damp, long weight)
    {
        AssertNear(warmth, weather.Read(0), 10);
        AssertNear(damp, weather.Read(1), 10);
        AssertNear(weight, weather.Read(2), 30);
    }

    private static void AssertNear(long expected, long read, long step)
    {
        if (expected == Sensor.Absent || read == Sensor.Absent)
        {
            Assert.AreEqual(expected, read);
        }
        else
        {
            Assert.IsInRange(expected - step, expected + step, read);
        }
    }

    private static Weather Made()
    {
        BoardMap map = DevKitC.Map();
        return new Weather(map.DataPin, map.ClockPin, new device::Esp32.Esp32Clock(), new SilentLog());
    }
}

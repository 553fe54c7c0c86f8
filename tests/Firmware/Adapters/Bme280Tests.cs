extern alias device;

using System.Buffers.Binary;
using Core.Ports;
using device::App;
using device::Esp32.Boards;
using Tests.Firmware.Simulation;

namespace Tests.Firmware.Adapters;

/// <summary>The weather sensor: its arithmetic beside the data sheet's, and its registers on a bus where anything
/// happens.</summary>
[TestClass]
public sealed class Bme280Tests
{
    private const int Address = 0x76;

    // The data sheet's worked example: temperature and pressure.
    private static readonly short[] s_example =
        [27504, 26435, -1000, unchecked((short)36477), -10685, 3024, 2855, 140, -7, 15500, -14600, 6000];

    [TestMethod]
    public void Worked_example_of_the_data_sheet()
    {
        long[] values = Compensate(Words(s_example, 0), new byte[7], Raw(415148, 519888, 0x8000), hasHumidity: true);
        Assert.AreEqual(25_082, values[0], "25.08 °C");
        Assert.AreEqual(Sensor.Absent, values[1], "not measured");
        Assert.AreEqual(1_006_533, values[2], "100653.27 Pa");
    }

    [TestMethod]
    public void Integers_agree_with_floating_point()
    {
        Random chance = new(280);
        for (int i = 0; i < 5_000; i++)
        {
            byte[] words = Words([.. s_example.Select(it => Near(chance, it))], (byte)chance.Next(60, 90));
            byte[] humidity =
            [
                (byte)chance.Next(0x50, 0x80), 1, (byte)chance.Next(2), (byte)chance.Next(0x10, 0x18),
                (byte)chance.Next(256), (byte)chance.Next(8), (byte)chance.Next(0x1E, 0x20),
            ];
            RawClimate exact = new(words, humidity);
            (int weight, int warmth, int damp) = (chance.Next(250_000, 450_000), chance.Next(420_000, 600_000),
                chance.Next(20_000, 40_000));
            long[] values = Compensate(words, humidity, Raw(weight, warmth, damp), hasHumidity: true);
            double fine = exact.Fine(warmth);
            Assert.AreEqual(fine / 5.120, values[0], 5, "m°C: half of the step that the chip resolves");
            Assert.AreEqual(exact.PercentOf(damp, fine) * 1000, values[1], 15, "thousandths of %");
            Assert.AreEqual(exact.PascalsOf(weight, fine) * 10, values[2], 25, "tenths of Pa");
        }
    }

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

    private static short Near(Random chance, short word) => (short)(word * (0.97 + 0.06 * chance.NextDouble()));

    private static byte[] Words(short[] words, byte h1)
    {
        byte[] bytes = new byte[26];
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2 * i), words[i]);
        }

        bytes[25] = h1;
        return bytes;
    }

    private static byte[] Raw(int weight, int warmth, int damp) =>
    [
        (byte)(weight >> 12), (byte)(weight >> 4), (byte)(weight << 4),
        (byte)(warmth >> 12), (byte)(warmth >> 4), (byte)(warmth << 4), (byte)(damp >> 8), (byte)damp,
    ];

    private static long[] Compensate(byte[] words, byte[] humidity, byte[] raw, bool hasHumidity)
    {
        Bme280Calibration calibration = new();
        Assert.IsTrue(calibration.Take(words, words.Length));
        calibration.TakeHumidity(humidity);
        long[] values = new long[3];
        calibration.Compensate(raw, 0, hasHumidity, values);
        return values;
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

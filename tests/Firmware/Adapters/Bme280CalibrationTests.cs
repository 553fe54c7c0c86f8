extern alias device;

using System.Buffers.Binary;
using Core.Ports;
using device::App;

namespace Tests.Firmware.Adapters;

/// <summary>The weather sensor's arithmetic beside the data sheet's.</summary>
[TestClass]
public sealed class Bme280CalibrationTests
{
    private const int Skipped = 0x80000;
    private const int SkippedHumidity = 0x8000;

    // The data sheet's worked example: temperature and pressure.
    private static readonly int[] s_example =
        [27504, 26435, -1000, 36477, -10685, 3024, 2855, 140, -7, 15500, -14600, 6000];

    private static readonly byte[] s_humidity = [0x6A, 0x01, 0x00, 0x13, 0x2A, 0x03, 0x1E];

    [TestMethod]
    public void Worked_example_of_the_data_sheet()
    {
        long[] values = Compensate(Words(s_example, 75), s_humidity, Raw(415148, 519888, SkippedHumidity));
        Assert.AreEqual(25_082, values[0], "25.08 °C");
        Assert.AreEqual(1_006_533, values[2], "100653.27 Pa");
    }

    [TestMethod]
    [DataRow(Skipped, 519888, 30000, "TH")]
    [DataRow(415148, 519888, SkippedHumidity, "TP")]
    [DataRow(415148, Skipped, 30000, "")]
    [DataRow(415148, 519888, 30000, "THP")]
    public void What_was_skipped_is_absent(int weight, int warmth, int damp, string present)
    {
        long[] values = Compensate(Words(s_example, 75), s_humidity, Raw(weight, warmth, damp));
        for (int i = 0; i < values.Length; i++)
        {
            Assert.AreEqual(present.Contains("THP"[i]), values[i] != Sensor.Absent, "THP"[i].ToString());
        }
    }

    [TestMethod]
    public void Words_of_a_stuck_bus_are_no_calibration()
    {
        Bme280Calibration calibration = new();
        Assert.IsFalse(calibration.Take(new byte[26], 26), "data line low");
        Assert.IsFalse(calibration.Take([.. Enumerable.Repeat((byte)0xFF, 26)], 26), "data line high");
        byte[] words = Words(s_example, 75);
        words[6] = words[7] = 0;
        Assert.IsFalse(calibration.Take(words, 26), "no P1, by which pressure is divided");
    }

    // The skip marks are raw numbers like others, and are left out. The tolerances are somewhat above the greatest
    // differences of the integers over many more draws: 3.5 m°C, 9.7 thousandths of %, 0.63 Pa.
    [TestMethod]
    public void Integers_agree_with_floating_point()
    {
        Random chance = new(280);
        int inRange = 0;
        int unclamped = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] words = Words([.. s_example.Select(it => Near(chance, it))], (byte)chance.Next(120));
            byte[] humidity = HumidityWords(chance);
            (int weight, int warmth, int damp) = (
                chance.Next(250_000, 650_000), Other(chance.Next(420_000, 600_000), Skipped),
                Other(chance.Next(15_000, 40_000), SkippedHumidity));
            weight = Other(weight, Skipped);
            RawClimate exact = new(words, humidity);
            double fine = exact.Fine(warmth);
            double pascals = exact.PascalsOf(weight, fine);
            if (fine / 5120 is < -40 or > 85 || pascals is < 30_000 or > 110_000)
            {
                continue;
            }

            inRange++;
            double percent = exact.PercentOf(damp, fine);
            unclamped += percent is > 0 and < 100 ? 1 : 0;
            long[] values = Compensate(words, humidity, Raw(weight, warmth, damp));
            Assert.AreEqual(fine / 5.120, values[0], 5, $"m°C, draw {i}");
            Assert.AreEqual(percent * 1000, values[1], 12, $"thousandths of %, draw {i}");
            Assert.AreEqual(pascals * 10, values[2], 8, $"tenths of Pa, draw {i}");
        }

        Assert.IsGreaterThan(5_000, inRange, "draws that a part can measure");
        Assert.IsGreaterThan(2_000, unclamped, "draws between 0 and 100 %");
    }

    private static int Other(int raw, int mark) => raw == mark ? raw + 1 : raw;

    // Parts differ by some percent; a fifth is more than any.
    private static int Near(Random chance, int word) => (int)(word * (0.8 + 0.4 * chance.NextDouble()));

    private static byte[] HumidityWords(Random chance)
    {
        (int h2, int h4, int h5) = (chance.Next(300, 420), chance.Next(-50, 420), chance.Next(-100, 100));
        return
        [
            (byte)h2, (byte)(h2 >> 8), (byte)chance.Next(30), (byte)(h4 >> 4), (byte)(h4 & 15 | (h5 & 15) << 4),
            (byte)(h5 >> 4), (byte)chance.Next(-40, 60),
        ];
    }

    private static byte[] Words(int[] words, byte h1)
    {
        byte[] bytes = new byte[26];
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2 * i), unchecked((short)words[i]));
        }

        bytes[25] = h1;
        return bytes;
    }

    private static byte[] Raw(int weight, int warmth, int damp) =>
    [
        (byte)(weight >> 12), (byte)(weight >> 4), (byte)(weight << 4),
        (byte)(warmth >> 12), (byte)(warmth >> 4), (byte)(warmth << 4), (byte)(damp >> 8), (byte)damp,
    ];

    private static long[] Compensate(byte[] words, byte[] humidity, byte[] raw)
    {
        Bme280Calibration calibration = new();
        Assert.IsTrue(calibration.Take(words, words.Length));
        calibration.TakeHumidity(humidity);
        long[] values = new long[3];
        calibration.Compensate(raw, 0, hasHumidity: true, values);
        return values;
    }
}

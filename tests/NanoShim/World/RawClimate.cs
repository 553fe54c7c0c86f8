using System.Buffers.Binary;

namespace Tests.NanoShim.World;

/// <summary>The data sheet's compensation in floating point (BST-BME280-DS002, §8.1), and its inverse: which
/// raw number a part with this calibration gives.</summary>
public sealed class RawClimate(byte[] words, byte[] humidity)
{
    private const int Most20 = (1 << 20) - 1;
    private const int Most16 = (1 << 16) - 1;

    /// <summary>Raw number at a temperature in °C.</summary>
    public int Temperature(double celsius) => Find(Most20, raw => Fine(raw) / 5120 < celsius);

    /// <summary>Raw number at a pressure in Pa.</summary>
    public int Pressure(double pascals, double celsius) =>
        Find(Most20, raw => PascalsOf(raw, celsius * 5120) > pascals);

    /// <summary>Raw number at a relative humidity in %.</summary>
    public int Humidity(double percent, double celsius) =>
        Find(Most16, raw => PercentOf(raw, celsius * 5120) < percent);

    /// <summary>Temperature in 1/5120 °C.</summary>
    public double Fine(int raw)
    {
        double first = (raw / 16384.0 - Unsigned(0) / 1024.0) * Signed(2);
        double beyond = raw / 131072.0 - Unsigned(0) / 8192.0;
        return first + beyond * beyond * Signed(4);
    }

    /// <summary>Pressure in Pa.</summary>
    public double PascalsOf(int raw, double fine)
    {
        double warmth = fine / 2 - 64000;
        double offset = warmth * warmth * P(6) / 32768 + warmth * P(5) * 2;
        offset = offset / 4 + P(4) * 65536.0;
        double scale = (P(3) * warmth * warmth / 524288 + P(2) * warmth) / 524288;
        scale = (1 + scale / 32768) * Unsigned(6);
        double pressure = (1048576.0 - raw - offset / 4096) * 6250 / scale;
        return pressure + (P(9) * pressure * pressure / 2147483648.0 + pressure * P(8) / 32768 + P(7)) / 16;
    }

    /// <summary>Relative humidity in %.</summary>
    public double PercentOf(int raw, double fine)
    {
        int h2 = BinaryPrimitives.ReadInt16LittleEndian(humidity);
        int h4 = (sbyte)humidity[3] * 16 | humidity[4] & 15;
        int h5 = (sbyte)humidity[5] * 16 | humidity[4] >> 4;
        double warmth = fine - 76800;
        double wet = (raw - (h4 * 64.0 + h5 / 16384.0 * warmth)) * (h2 / 65536.0
            * (1 + (sbyte)humidity[6] / 67108864.0 * warmth * (1 + humidity[2] / 67108864.0 * warmth)));
        wet *= 1 - words[25] * wet / 524288.0;
        return Math.Clamp(wet, 0, 100);
    }

    private static int Find(int most, Func<int, bool> isBelow)
    {
        int low = 0;
        int high = most;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = isBelow(middle) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private int P(int number) => Signed(8 + 2 * (number - 2));

    private int Unsigned(int at) => BinaryPrimitives.ReadUInt16LittleEndian(words.AsSpan(at));

    private int Signed(int at) => BinaryPrimitives.ReadInt16LittleEndian(words.AsSpan(at));
}

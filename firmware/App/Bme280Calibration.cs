using System;
using Core.Ports;

namespace App;

/// <summary>What one BME280 was measured against in the factory, and the arithmetic that makes readings of its raw
/// numbers (data sheet BST-BME280-DS002, §4.2).</summary>
/// <remarks>
/// <code>
/// words, little-endian   T1 T2 T3 P1 … P9, a byte that means nothing, H1
/// humidity               H2 (2 bytes) H3 H4, H5 (12 bits each, in 3 bytes) H6
/// readout                pressure 20 bits, temperature 20 bits, each in 3 bytes; humidity 16 bits
/// </code>
/// </remarks>
public sealed class Bme280Calibration
{
    /// <summary>Bytes of the words.</summary>
    public const int Length = 26;

    /// <summary>Bytes for humidity.</summary>
    public const int HumidityLength = 7;

    private const int SkippedRaw = 0x80000;
    private const int SkippedHumidity = 0x8000;

    // 100 % in units of 2^-22 %.
    private const int Saturated = 419_430_400;

    private const int P1 = 6;
    private const int P2 = 8;
    private const int H1 = 25;

    // The bytes as they come, and not fields: each field would take as much as twelve of them.
    private readonly byte[] _bytes = new byte[Length];
    private readonly byte[] _humidity = new byte[HumidityLength];

    /// <summary>Takes the words; false if they are no calibration, as from a bus that is stuck.</summary>
    public bool Take(byte[] source, int count)
    {
        Array.Copy(source, 0, _bytes, 0, count);
        int first = Unsigned(0);
        return first != 0 && first != 0xFFFF && Unsigned(P1) != 0;
    }

    /// <summary>Takes what is for humidity.</summary>
    public void TakeHumidity(byte[] source) => Array.Copy(source, 0, _humidity, 0, HumidityLength);

    /// <summary>Makes thousandths of °C, % and hPa of 8 raw bytes; <see cref="Sensor.Absent"/> for what was not
    /// measured. The others need the temperature, and are absent without it.</summary>
    public void Compensate(byte[] raw, int offset, bool hasHumidity, long[] values)
    {
        values[0] = values[1] = values[2] = Sensor.Absent;
        int warmth = Raw20(raw, offset + 3);
        if (warmth == SkippedRaw)
        {
            return;
        }

        int fine = Fine(warmth);
        values[0] = (fine * 25 + 64) >> 7;
        int damp = raw[offset + 6] << 8 | raw[offset + 7];
        if (hasHumidity && damp != SkippedHumidity)
        {
            values[1] = ((long)Humidity(damp, fine) * 125 + 64) >> 7;
        }

        int weight = Raw20(raw, offset);
        if (weight != SkippedRaw)
        {
            values[2] = (Pressure(weight, fine) * 10 + 128) >> 8;
        }
    }

    private static int Raw20(byte[] raw, int at) => raw[at] << 12 | raw[at + 1] << 4 | raw[at + 2] >> 4;

    /// <summary>Temperature in 1/5120 °C.</summary>
    private int Fine(int raw)
    {
        int t1 = Unsigned(0);
        int first = (((raw >> 3) - (t1 << 1)) * Signed(2)) >> 11;
        int beyond = (raw >> 4) - t1;
        return first + ((((beyond * beyond) >> 12) * Signed(4)) >> 14);
    }

    /// <summary>Pressure in 1/256 Pa.</summary>
    private long Pressure(int raw, int fine)
    {
        long warmth = fine - 128_000L;
        long offset = warmth * warmth * PressureWord(6) + ((warmth * PressureWord(5)) << 17)
            + ((long)PressureWord(4) << 35);
        long scale = ((warmth * warmth * PressureWord(3)) >> 8) + ((warmth * PressureWord(2)) << 12);
        scale = (((1L << 47) + scale) * Unsigned(P1)) >> 33;
        if (scale == 0)
        {
            return 0;
        }

        long pressure = (((1_048_576L - raw) << 31) - offset) * 3125 / scale;
        long square = (PressureWord(9) * (pressure >> 13) * (pressure >> 13)) >> 25;
        long linear = (PressureWord(8) * pressure) >> 19;
        return ((pressure + square + linear) >> 8) + ((long)PressureWord(7) << 4);
    }

    /// <summary>Humidity in 1/1024 %.</summary>
    private int Humidity(int raw, int fine)
    {
        int h2 = (short)(_humidity[0] | _humidity[1] << 8);
        int h4 = (sbyte)_humidity[3] << 4 | (_humidity[4] & 15);
        int h5 = (sbyte)_humidity[5] << 4 | _humidity[4] >> 4;
        int warmth = fine - 76_800;
        int offset = ((raw << 14) - (h4 << 20) - h5 * warmth + 16_384) >> 15;
        int curve = ((warmth * (sbyte)_humidity[6]) >> 10) * (((warmth * _humidity[2]) >> 11) + 32_768);
        int wet = offset * ((((curve >> 10) + 2_097_152) * h2 + 8_192) >> 14);
        wet -= ((((wet >> 15) * (wet >> 15)) >> 7) * _bytes[H1]) >> 4;
        return (wet < 0 ? 0 : wet > Saturated ? Saturated : wet) >> 12;
    }

    /// <summary>P2 to P9.</summary>
    private int PressureWord(int number) => Signed(P2 + 2 * (number - 2));

    private int Unsigned(int at) => _bytes[at] | _bytes[at + 1] << 8;

    private int Signed(int at) => (short)Unsigned(at);
}

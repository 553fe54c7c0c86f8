using Core.Ports;

namespace HostSim.Board;

/// <summary>What a sensor measures, as a function of time.</summary>
public abstract class SensorModel
{
    /// <summary>Its kind in a word: constant, day, noise or failing.</summary>
    public abstract string Name { get; }

    /// <summary>The value at a monotonic time in milliseconds, in thousandths of the unit, or
    /// <see cref="Sensor.Absent"/>.</summary>
    public abstract long At(long nowMs);
}

/// <summary>Always the same value.</summary>
public sealed class ConstantModel(long thousandths) : SensorModel
{
    /// <inheritdoc/>
    public override string Name => "constant";

    /// <inheritdoc/>
    public override long At(long nowMs) => thousandths;
}

/// <summary>A sensor that does not answer.</summary>
public sealed class FailingModel : SensorModel
{
    /// <inheritdoc/>
    public override string Name => "failing";

    /// <inheritdoc/>
    public override long At(long nowMs) => Sensor.Absent;
}

/// <summary>A sine over a day, coldest at the start, as outdoor temperature goes.</summary>
public sealed class DayCurveModel(long meanThousandths, long swingThousandths, long dayMs) : SensorModel
{
    /// <summary>A day by the clock.</summary>
    public const long FullDayMs = 24 * 60 * 60 * 1000L;

    /// <inheritdoc/>
    public override string Name => "day";

    /// <inheritdoc/>
    public override long At(long nowMs)
    {
        double turn = (double)(nowMs % dayMs) / dayMs;
        return meanThousandths - (long)Math.Round(swingThousandths * Math.Cos(2 * Math.PI * turn));
    }
}

/// <summary>Another model with noise on it, a new value in each step of time: the same seed gives the same noise at the
/// same time, in whatever order it is read.</summary>
public sealed class NoiseModel(SensorModel under, long amplitudeThousandths, int seed, long stepMs) : SensorModel
{
    /// <inheritdoc/>
    public override string Name => under.Name == "constant" ? "noise" : under.Name;

    /// <inheritdoc/>
    public override long At(long nowMs)
    {
        long value = under.At(nowMs);
        if (value == Sensor.Absent)
        {
            return value;
        }

        Random chance = new(HashCode(seed, nowMs / stepMs));
        return value + chance.NextInt64(-amplitudeThousandths, amplitudeThousandths + 1);
    }

    // System.HashCode differs from run to run; this must not (SplitMix64's finalizer).
    private static int HashCode(int seed, long step)
    {
        ulong mixed = ((ulong)(uint)seed << 32) ^ (ulong)step;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)(mixed ^ (mixed >> 31)) & int.MaxValue;
    }
}

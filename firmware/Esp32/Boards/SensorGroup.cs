namespace Esp32.Boards;

/// <summary>One piece of hardware that measures several things.</summary>
public abstract class SensorGroup
{
    /// <summary>How many things it measures.</summary>
    public abstract int Count { get; }

    /// <summary>Name of what it measures: a letter, then letters and digits.</summary>
    public abstract string Name(int index);

    /// <summary>Unit as in SenML (RFC 8428).</summary>
    public abstract string Unit(int index);

    /// <summary>Last value in thousandths of its unit, or <see cref="Core.Ports.Sensor.Absent"/>. Returns at once and
    /// never throws.</summary>
    public abstract long Read(int index);
}

namespace Core.Ports;

/// <summary>How a pin is used.</summary>
public enum PinMode
{
    /// <summary>There is no such pin, or it is not ours to touch.</summary>
    None = 0,

    /// <summary>Read only.</summary>
    Input = 1,

    /// <summary>Read and write.</summary>
    Output = 2,
}

/// <summary>What sensor readings have in common.</summary>
public static class Sensor
{
    /// <summary>A value that could not be read: the sensor is absent or failing.</summary>
    public const long Absent = long.MinValue;
}

/// <summary>Pins, sensors and memory of one board. Every call returns at once; none throws.</summary>
public interface IBoard
{
    /// <summary>What the board is, for people and for software version queries.</summary>
    string Model { get; }

    /// <summary>Why it last started, in a word: power, reset, watchdog, brownout, sleep, restart, unknown.</summary>
    string RestartReason { get; }

    /// <summary>How many pins the board map names.</summary>
    int PinCount { get; }

    /// <summary>The number printed beside the pin at <paramref name="index"/> of the map.</summary>
    int PinNumber(int index);

    /// <summary>How pin <paramref name="number"/> is used.</summary>
    PinMode PinMode(int number);

    /// <summary>Level of a pin: 0, 1, or -1 if there is none.</summary>
    int ReadPin(int number);

    /// <summary>Drives an output pin to 0 or 1; false if it is no output.</summary>
    bool WritePin(int number, int level);

    /// <summary>Takes the oldest level change of an input not yet seen; false if there is none.</summary>
    bool NextPinChange(out int number, out int level);

    /// <summary>How many sensors the board map names.</summary>
    int SensorCount { get; }

    /// <summary>Name of a sensor: a letter, then letters and digits, for example Temperature.</summary>
    string SensorName(int index);

    /// <summary>Unit of a sensor as in SenML (RFC 8428): Cel, %RH, V, hPa.</summary>
    string SensorUnit(int index);

    /// <summary>Last value of a sensor in thousandths of its unit, or <see cref="Sensor.Absent"/>.</summary>
    long ReadSensor(int index);

    /// <summary>Free bytes of the managed heap.</summary>
    long FreeMemory { get; }

    /// <summary>Free bytes of the native heap, where TLS has its buffers; -1 if the board has no such heap.</summary>
    long NativeFreeMemory { get; }

    /// <summary>Largest piece of the native heap in bytes: when it is smaller than a TLS buffer no handshake can
    /// succeed, however much is free; -1 if the board has no such heap.</summary>
    long LargestNativeBlock { get; }
}

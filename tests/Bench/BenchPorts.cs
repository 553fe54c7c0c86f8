using Core.Ports;

namespace Tests.Bench;

/// <summary>Time that stands still: nothing becomes due while something is measured.</summary>
internal sealed class StillClock : IClock
{
    public long Now => 1_000_000;

    public long UnixTimeMs => 1_795_248_000_000;
}

/// <summary>One pin, no sensors.</summary>
internal sealed class OnePinBoard : IBoard
{
    public const int Pin = 2;

    private int _level;

    /// <summary>How often the pin was read.</summary>
    public int Reads { get; private set; }

    public string Model => "bench";

    public string RestartReason => "power";

    public int PinCount => 1;

    public int SensorCount => 0;

    public long FreeMemory => 60_000;

    public long NativeFreeMemory => -1;

    public long LargestNativeBlock => -1;

    public int PinNumber(int index) => Pin;

    public PinMode PinMode(int number) => number == Pin ? Core.Ports.PinMode.Output : Core.Ports.PinMode.None;

    public int ReadPin(int number)
    {
        Reads++;
        return number == Pin ? _level : -1;
    }

    public bool WritePin(int number, int level)
    {
        _level = level;
        return number == Pin;
    }

    public bool NextPinChange(out int number, out int level)
    {
        number = level = 0;
        return false;
    }

    public string SensorName(int index) => string.Empty;

    public string SensorUnit(int index) => string.Empty;

    public long ReadSensor(int index) => Sensor.Absent;
}

/// <summary>Tells nobody.</summary>
internal sealed class NoLog : ILog
{
    public void Write(string what, long number)
    {
    }
}

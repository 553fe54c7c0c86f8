using Core.Ports;

namespace Tests.Unit.Agent;

/// <summary>A board with the outputs 0 to 9, the inputs 10 and 11, and two sensors.</summary>
public sealed class FakeBoard : IBoard
{
    private const int Outputs = 10;
    private const int Pins = 12;

    private int _changedPin = -1;

    /// <summary>Levels of the pins.</summary>
    public readonly int[] Levels = new int[Pins];

    /// <summary>Readings in thousandths.</summary>
    public readonly long[] Readings = { 21_500, Sensor.Absent };

    /// <summary>How often an output was driven.</summary>
    public int Writes;

    /// <inheritdoc/>
    public string Model => "fake";

    /// <inheritdoc/>
    public string RestartReason => "power";

    /// <inheritdoc/>
    public int PinCount => Pins;

    /// <inheritdoc/>
    public int SensorCount => Readings.Length;

    /// <inheritdoc/>
    public long FreeMemory => 50_000;

    public long NativeFreeMemory => -1;

    public long LargestNativeBlock => -1;

    /// <summary>Drives an input from outside.</summary>
    public void Press(int pin, int level)
    {
        Levels[pin] = level;
        _changedPin = pin;
    }

    /// <inheritdoc/>
    public int PinNumber(int index) => index;

    /// <inheritdoc/>
    public PinMode PinMode(int number) => number < 0 || number >= Pins ? Core.Ports.PinMode.None
        : number < Outputs ? Core.Ports.PinMode.Output : Core.Ports.PinMode.Input;

    /// <inheritdoc/>
    public int ReadPin(int number) => PinMode(number) == Core.Ports.PinMode.None ? -1 : Levels[number];

    /// <inheritdoc/>
    public bool WritePin(int number, int level)
    {
        if (PinMode(number) != Core.Ports.PinMode.Output)
        {
            return false;
        }

        Writes++;
        Levels[number] = level;
        return true;
    }

    /// <inheritdoc/>
    public bool NextPinChange(out int number, out int level)
    {
        bool some = _changedPin >= 0;
        number = _changedPin;
        level = some ? Levels[number] : 0;
        _changedPin = -1;
        return some;
    }

    /// <inheritdoc/>
    public string SensorName(int index) => index == 0 ? "Temperature" : "Humidity";

    /// <inheritdoc/>
    public string SensorUnit(int index) => index == 0 ? "Cel" : "%RH";

    /// <inheritdoc/>
    public long ReadSensor(int index) => Readings[index];
}

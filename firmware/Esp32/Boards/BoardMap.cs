using Core;
using Core.Ports;
using GpioMode = System.Device.Gpio.PinMode;

namespace Esp32.Boards;

/// <summary>Which pins a board has, what is wired to them, and where its buses are. A board is a static class with a
/// method that makes one of these; <see cref="DevKitC"/> is the pattern.</summary>
public sealed class BoardMap
{
    /// <summary>Most pins that a map may name: no ESP32 has more.</summary>
    public const int MaxPins = 48;

    private readonly byte[] _numbers = new byte[MaxPins];
    private readonly byte[] _modes = new byte[MaxPins];
    private readonly byte[] _rests = new byte[MaxPins];

    /// <summary>What the board is, for people.</summary>
    public readonly string Model;

    /// <summary>How many pins it names.</summary>
    public int Count;

    /// <summary>Output whose light shows how the device is; -1 for none.</summary>
    public int StatusPin = -1;

    /// <summary>Data of I2C bus 1; -1 for no bus.</summary>
    public int DataPin = -1;

    /// <summary>Clock of I2C bus 1.</summary>
    public int ClockPin = -1;

    /// <summary>Where the serial console sends; -1 for no console.</summary>
    public int ConsoleTransmitPin = -1;

    /// <summary>Where the serial console listens.</summary>
    public int ConsoleReceivePin = -1;

    /// <summary>A board without pins.</summary>
    public BoardMap(string model)
    {
        Model = model;
    }

    /// <summary>Names an input.</summary>
    public void AddInput(int number, GpioMode mode) => Add(number, mode, 0);

    /// <summary>Names an output and the level that it has until it is told otherwise.</summary>
    public void AddOutput(int number, int rest) => Add(number, GpioMode.Output, rest);

    /// <summary>The number printed beside a pin.</summary>
    public int Number(int index) => _numbers[index];

    /// <summary>How a pin is set up.</summary>
    public GpioMode Mode(int index) => (GpioMode)_modes[index];

    /// <summary>Level of an output at the start.</summary>
    public int Rest(int index) => _rests[index];

    /// <summary>Index of a pin by its number, or -1.</summary>
    public int Find(int number)
    {
        for (int i = 0; i < Count; i++)
        {
            if (_numbers[i] == number)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>How the agent may use a pin.</summary>
    public PinMode Use(int index) =>
        index < 0 ? PinMode.None : Mode(index) == GpioMode.Output ? PinMode.Output : PinMode.Input;

    private void Add(int number, GpioMode mode, int rest)
    {
        Check.That(Count < MaxPins && number >= 0 && Find(number) < 0);
        _numbers[Count] = (byte)number;
        _modes[Count] = (byte)mode;
        _rests[Count] = (byte)rest;
        Count++;
    }
}

using System;
using System.Device.Gpio;
using Core.Ports;
using Esp32.Boards;
using nanoFramework.Hardware.Esp32;
using nanoFramework.Runtime.Native;
using GC = nanoFramework.Runtime.Native.GC;
using PinUse = Core.Ports.PinMode;

namespace Esp32;

/// <summary>Pins, sensors and memory of the chip.</summary>
public sealed class Esp32Board : IBoard
{
    // Contacts of relays and buttons bounce for 5 to 20 ms.
    private const int DebounceMs = 50;

    private readonly BoardMap _map;
    private readonly SensorGroup _sensors;
    private readonly LoopSignal _signal;
    private readonly ILog _log;
    private readonly GpioController _controller = new();
    private readonly GpioPin[] _pins;
    private readonly PinChanges _changes = new();

    /// <summary>The board of this map, with its outputs at rest and its inputs watched.</summary>
    public Esp32Board(BoardMap map, SensorGroup sensors, string restartReason, LoopSignal signal, ILog log)
    {
        _map = map;
        _sensors = sensors;
        _signal = signal;
        _log = log;
        RestartReason = restartReason;
        Model = map.Model + ", nanoCLR " + SystemInfo.Version.ToString();
        _pins = new GpioPin[map.Count];
        for (int i = 0; i < _pins.Length; i++)
        {
            _pins[i] = Open(i);
        }
    }

    /// <inheritdoc/>
    public string Model { get; }

    /// <inheritdoc/>
    public string RestartReason { get; }

    /// <inheritdoc/>
    public int PinCount => _map.Count;

    /// <inheritdoc/>
    public int SensorCount => _sensors.Count;

    /// <inheritdoc/>
    public long FreeMemory => GC.Run(false);

    /// <inheritdoc/>
    /// <remarks>Memory inside the chip, which TLS needs, even if there is PSRAM: 16.7 kB twice for each connection.
    /// </remarks>
    public long NativeFreeMemory => Native(false);

    /// <inheritdoc/>
    public long LargestNativeBlock => Native(true);

    /// <inheritdoc/>
    public int PinNumber(int index) => _map.Number(index);

    /// <inheritdoc/>
    public PinUse PinMode(int number) => _map.Use(_map.Find(number));

    /// <inheritdoc/>
    public int ReadPin(int number)
    {
        int index = _map.Find(number);
        if (index < 0 || _pins[index] == null)
        {
            return -1;
        }

        try
        {
            return _pins[index].Read() == PinValue.High ? 1 : 0;
        }
        catch (Exception)
        {
            _log.Write("pin not read", number);
            return -1;
        }
    }

    /// <inheritdoc/>
    public bool WritePin(int number, int level)
    {
        int index = _map.Find(number);
        if (_map.Use(index) != PinUse.Output || _pins[index] == null || (level != 0 && level != 1))
        {
            return false;
        }

        try
        {
            _pins[index].Write(level == 0 ? PinValue.Low : PinValue.High);
            return true;
        }
        catch (Exception)
        {
            _log.Write("pin not written", number);
            return false;
        }
    }

    /// <inheritdoc/>
    public bool NextPinChange(out int number, out int level) => _changes.Take(out number, out level);

    /// <inheritdoc/>
    public string SensorName(int index) => _sensors.Name(index);

    /// <inheritdoc/>
    public string SensorUnit(int index) => _sensors.Unit(index);

    /// <inheritdoc/>
    public long ReadSensor(int index) => _sensors.Read(index);

    private static long Native(bool largest)
    {
        try
        {
            NativeMemory.GetMemoryInfo(NativeMemory.MemoryType.Internal, out _, out uint free, out uint block);
            return largest ? block : free;
        }
        catch (Exception)
        {
            return -1;
        }
    }

    /// <summary>Opens a pin; null if the chip refuses, which costs that pin and no other.</summary>
    private GpioPin Open(int index)
    {
        try
        {
            GpioPin pin = _controller.OpenPin(_map.Number(index), _map.Mode(index));
            if (_map.Use(index) == PinUse.Output)
            {
                pin.Write(_map.Rest(index) == 0 ? PinValue.Low : PinValue.High);
            }
            else
            {
                pin.DebounceTimeout = TimeSpan.FromMilliseconds(DebounceMs);
                pin.ValueChanged += OnChanged;
            }

            return pin;
        }
        catch (Exception)
        {
            _log.Write("pin not opened", _map.Number(index));
            return null;
        }
    }

    private void OnChanged(object sender, PinValueChangedEventArgs e)
    {
        _changes.Add(e.PinNumber, e.ChangeType == PinEventTypes.Rising ? 1 : 0);
        _signal.SetDue();
    }
}

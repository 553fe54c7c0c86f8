using System.Collections.Generic;
using Tests.NanoShim.World;

namespace System.Device.Gpio;

public sealed class GpioController : IDisposable
{
    private readonly Dictionary<int, GpioPin> _open = new();

    public GpioController()
        : this(PinNumberingScheme.Logical)
    {
    }

    public GpioController(PinNumberingScheme numberingScheme)
    {
        NumberingScheme = numberingScheme;
        if (Boot.Current.Call("GpioController..ctor"))
        {
            throw new InvalidOperationException();
        }
    }

    public PinNumberingScheme NumberingScheme { get; }

    public int PinCount => 40;

    public bool IsPinOpen(int pinNumber) => _open.ContainsKey(pinNumber);

    public bool IsPinModeSupported(int pinNumber, PinMode mode) =>
        PinBank.Exists(pinNumber) && mode < PinMode.OutputOpenSource;

    public GpioPin OpenPin(int pinNumber)
    {
        if (Boot.Current.Call("GpioController.OpenPin") || !PinBank.Exists(pinNumber))
        {
            throw new ArgumentException(nameof(pinNumber));
        }

        if (IsPinOpen(pinNumber))
        {
            throw new InvalidOperationException();
        }

        GpioPin pin = new(pinNumber);
        _open[pinNumber] = pin;
        return pin;
    }

    public GpioPin OpenPin(int pinNumber, PinMode mode)
    {
        GpioPin pin = OpenPin(pinNumber);
        pin.SetPinMode(mode);
        return pin;
    }

    public void ClosePin(int pinNumber)
    {
        Opened(pinNumber).Dispose();
        _open.Remove(pinNumber);
    }

    public PinMode GetPinMode(int pinNumber) => Opened(pinNumber).GetPinMode();

    public void SetPinMode(int pinNumber, PinMode mode) => Opened(pinNumber).SetPinMode(mode);

    public PinValue Read(int pinNumber) => Opened(pinNumber).Read();

    public void Write(int pinNumber, PinValue value) => Opened(pinNumber).Write(value);

    public void RegisterCallbackForPinValueChangedEvent(
        int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback) =>
        Opened(pinNumber).ValueChanged += new PinValueChangedEventHandler(callback);

    public void UnregisterCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback) =>
        Opened(pinNumber).ValueChanged -= new PinValueChangedEventHandler(callback);

    public void Dispose()
    {
        foreach (GpioPin pin in _open.Values)
        {
            pin.Dispose();
        }

        _open.Clear();
    }

    private GpioPin Opened(int pinNumber) =>
        _open.TryGetValue(pinNumber, out GpioPin pin) ? pin : throw new InvalidOperationException();
}

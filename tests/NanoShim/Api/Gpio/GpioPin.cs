using Tests.NanoShim.World;

namespace System.Device.Gpio;

/// <summary>An open pin. Its event is raised on a thread of the class library; with a debounce timeout, once the level
/// has stayed for that long.</summary>
public sealed class GpioPin : IDisposable
{
    private readonly PinBank _bank;
    private readonly Debounce _debounce = new(Boot.Current);
    private PinMode _mode;
    private bool _isClosed;

    internal GpioPin(int pinNumber)
    {
        PinNumber = pinNumber;
        _bank = Boot.Current.World.Pins;
    }

    public event PinValueChangedEventHandler ValueChanged;

    public int PinNumber { get; }

    public TimeSpan DebounceTimeout
    {
        get => TimeSpan.FromMilliseconds(_debounce.Ms);
        set => _debounce.Ms = (int)value.TotalMilliseconds;
    }

    public PinMode GetPinMode() => _mode;

    public bool IsPinModeSupported(PinMode pinMode) => pinMode < PinMode.OutputOpenSource;

    public void SetPinMode(PinMode value)
    {
        Demand("GpioPin.SetPinMode");
        if (!IsPinModeSupported(value))
        {
            throw new ArgumentException(nameof(value));
        }

        _mode = value;
        bool isOutput = value >= PinMode.Output;
        _bank.SetUp(PinNumber, isOutput ? PinSetup.Output : PinSetup.Input, isOutput ? null : Changed);
    }

    public PinValue Read()
    {
        Demand("GpioPin.Read");
        return _bank.Level(PinNumber);
    }

    public void Write(PinValue value)
    {
        Demand("GpioPin.Write");
        if (_mode < PinMode.Output)
        {
            throw new InvalidOperationException();
        }

        _bank.Write(PinNumber, (int)value);
    }

    public void Toggle() => Write(_bank.Level(PinNumber) == 0);

    public void Dispose()
    {
        _isClosed = true;
        _bank.SetUp(PinNumber, PinSetup.Closed, null);
    }

    private void Demand(string call)
    {
        if (Boot.Current.Call(call))
        {
            throw new InvalidOperationException();
        }

        if (_isClosed)
        {
            throw new ObjectDisposedException(nameof(GpioPin));
        }
    }

    private void Changed(int level) => _debounce.Settle(level, () => _bank.Level(PinNumber), settled =>
        ValueChanged?.Invoke(this, new PinValueChangedEventArgs(
            settled != 0 ? PinEventTypes.Rising : PinEventTypes.Falling, PinNumber)));
}

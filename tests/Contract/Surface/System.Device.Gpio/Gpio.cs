using nanoFramework.Runtime.Events;

namespace System.Device.Gpio;

public sealed class GpioController : IDisposable
{
    public GpioController() { }
    public void Dispose() => throw null;
    public GpioPin OpenPin(int pinNumber, PinMode mode) => throw null;
}

public sealed class GpioPin : IDisposable
{
    internal GpioPin() { }
    public TimeSpan DebounceTimeout { get => throw null; set => throw null; }
    public void Dispose() => throw null;
    public PinValue Read() => throw null;
    public event PinValueChangedEventHandler ValueChanged;
    public void Write(PinValue value) => throw null;
}

public struct PinValue
{
    public static PinValue High => throw null;
    public static PinValue Low => throw null;
    public static bool operator ==(PinValue a, PinValue b) => throw null;
    public static bool operator !=(PinValue a, PinValue b) => throw null;
}

public delegate void PinValueChangedEventHandler(object sender, PinValueChangedEventArgs e);

public class PinValueChangedEventArgs : BaseEvent
{
    public PinValueChangedEventArgs(PinEventTypes changeType, int pinNumber) { }
    public PinEventTypes ChangeType => throw null;
    public int PinNumber => throw null;
}

[Flags]
public enum PinEventTypes
{
    None = 0,
    Rising = 1,
    Falling = 2,
}

public enum PinMode
{
    Input = 0,
    InputPullDown = 1,
    InputPullUp = 2,
    Output = 3,
}

using System.Text;
using Tests.NanoShim.World;

namespace System.IO.Ports;

public enum Parity
{
    None = 0,
    Odd = 1,
    Even = 2,
    Mark = 3,
    Space = 4,
}

public enum StopBits
{
    None = 0,
    One = 1,
    Two = 2,
    OnePointFive = 3,
}

public class SerialDataReceivedEventArgs
{
}

public delegate void SerialDataReceivedEventHandler(object sender, SerialDataReceivedEventArgs e);

public sealed class SerialPort : IDisposable
{
    private readonly Boot _boot = Boot.Current;
    private bool _isOpen;

    public SerialPort(string portName, int baudRate = 9600, Parity parity = Parity.None, int dataBits = 8,
        StopBits stopBits = StopBits.One) => PortName = portName;

    public event SerialDataReceivedEventHandler DataReceived;

    public string PortName { get; }

    public int ReadTimeout { get; set; } = -1;

    public int WriteTimeout { get; set; } = -1;

    public int BytesToRead
    {
        get
        {
            _boot.Pass();
            return _isOpen ? _boot.World.Serial.Waiting : throw new InvalidOperationException();
        }
    }

    public void Open()
    {
        if (_boot.Call("SerialPort.Open"))
        {
            throw new ArgumentException(nameof(PortName));
        }

        _isOpen = true;
        _boot.World.Serial.Listen(() => _boot.Events.Post(() =>
            DataReceived?.Invoke(this, new SerialDataReceivedEventArgs())));
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        Demand("SerialPort.Read");
        return _boot.World.Serial.Read(buffer, offset, count);
    }

    public void Write(byte[] buffer, int offset, int count)
    {
        Demand("SerialPort.Write");
        _boot.World.Serial.Print(Encoding.UTF8.GetString(buffer, offset, count));
    }

    public void Dispose()
    {
        if (_isOpen)
        {
            _isOpen = false;
            _boot.World.Serial.Listen(null);
        }
    }

    private void Demand(string call)
    {
        if (_boot.Call(call))
        {
            throw new TimeoutException();
        }

        if (!_isOpen)
        {
            throw new InvalidOperationException();
        }
    }
}

namespace System.IO.Ports;

public sealed class SerialPort : IDisposable
{
    public SerialPort(string portName, int baudRate = 9600, Parity parity = Parity.None, int dataBits = 8,
        StopBits stopBits = StopBits.One)
    {
    }

    public int BytesToRead => throw null;
    public event SerialDataReceivedEventHandler DataReceived;
    public void Dispose() => throw null;
    public void Open() => throw null;
    public int Read(byte[] buffer, int offset, int count) => throw null;
    public void Write(byte[] buffer, int offset, int count) => throw null;
    public int WriteTimeout { get => throw null; set => throw null; }
}

public delegate void SerialDataReceivedEventHandler(object sender, SerialDataReceivedEventArgs e);

public class SerialDataReceivedEventArgs : EventArgs
{
    internal SerialDataReceivedEventArgs() { }
}

public enum Parity
{
    None = 0,
}

public enum StopBits
{
    One = 1,
}

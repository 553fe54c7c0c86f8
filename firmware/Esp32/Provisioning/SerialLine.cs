using System;
using System.IO.Ports;
using Core.Bytes;
using nanoFramework.Hardware.Esp32;

namespace Esp32.Provisioning;

/// <summary>The serial console's wire: UART 1 at 115,200 baud. UART 0, the USB socket, belongs to the debugger and to
/// nanoff.</summary>
/// <remarks>The agent does without a line that cannot be opened; what fails to be written later is lost.</remarks>
public sealed class SerialLine
{
    /// <summary>Longest line that is taken in: an RSA-2048 CA in base64 takes 1,600.</summary>
    public const int MaxLine = 2048;

    private const int Baud = 115_200;

    // A console that nobody reads must not hold up the agent.
    private const int WriteMs = 200;

    private const byte Backspace = 8;
    private const byte Delete = 127;

    private readonly LoopSignal _signal;
    private readonly byte[] _one = new byte[1];
    private byte[] _text;
    private int _count;
    private SerialPort _port;

    /// <summary>A closed line; <paramref name="signal"/> is set when something comes in.</summary>
    public SerialLine(LoopSignal signal)
    {
        _signal = signal;
    }

    /// <summary>Opens it on these pins; false if the board has none to spare or the port cannot be had.</summary>
    public bool Open(int transmitPin, int receivePin)
    {
        if (transmitPin < 0 || receivePin < 0)
        {
            return false;
        }

        try
        {
            Configuration.SetPinFunction(transmitPin, DeviceFunction.COM2_TX);
            Configuration.SetPinFunction(receivePin, DeviceFunction.COM2_RX);
            SerialPort port = new("COM2", Baud);
            port.Open();
            port.WriteTimeout = WriteMs;
            port.DataReceived += OnReceived;
            _port = port;
            return true;
        }
        catch (Exception)
        {
            _port = null;
            return false;
        }
    }

    /// <summary>Writes a line; false if it is lost.</summary>
    public bool WriteLine(string line)
    {
        try
        {
            byte[] bytes = Utf8.Bytes(line + "\r\n");
            _port?.Write(bytes, 0, bytes.Length);
            return _port != null;
        }
        catch (Exception)
        {
            return false;
        }
    }

    /// <summary>The next line that was typed, or null if none is finished.</summary>
    public string ReadLine()
    {
        while (HasNext())
        {
            if (Take(_one[0]))
            {
                string line = Utf8.Text(_text, 0, _count);
                _count = 0;
                return line;
            }
        }

        return null;
    }

    private bool HasNext()
    {
        try
        {
            return _port != null && _port.BytesToRead > 0 && _port.Read(_one, 0, 1) == 1;
        }
        catch (Exception)
        {
            return false;
        }
    }

    /// <summary>Takes a character in; true if it ends a line that is not empty.</summary>
    private bool Take(byte next)
    {
        if (next == '\r' || next == '\n')
        {
            return _count > 0;
        }

        if (next == Backspace || next == Delete)
        {
            _count -= _count > 0 ? 1 : 0;
            return false;
        }

        // Most boards never see a console: they do not pay for its line.
        _text = _text == null ? new byte[MaxLine] : _text;
        if (_count < MaxLine && next >= ' ')
        {
            _text[_count++] = next;
        }

        return false;
    }

    private void OnReceived(object sender, SerialDataReceivedEventArgs e) => _signal.Set();
}

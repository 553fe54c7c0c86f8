using System;
using Core.Ports;
using Esp32.Provisioning;

namespace Esp32;

/// <summary>The log for people: every line goes to the debugger's channel, which is the USB socket, and to the serial
/// console.</summary>
public sealed class Esp32Log : ILog
{
    private readonly IClock _clock;
    private readonly SerialLine _line;

    /// <summary>Lines that the debugger's channel did not take.</summary>
    public int Lost;

    /// <summary>Writes to both; <paramref name="line"/> may be a closed one.</summary>
    public Esp32Log(IClock clock, SerialLine line)
    {
        _clock = clock;
        _line = line;
    }

    /// <inheritdoc/>
    public void Write(string what, long number) =>
        Print((_clock.Now / 1000).ToString() + " s: " + what + " (" + number.ToString() + ")");

    /// <summary>Writes a line as it is. Never a secret.</summary>
    public void Print(string line)
    {
        // Readers log too; a line stays in one piece.
        lock (_line)
        {
            try
            {
                Console.WriteLine(line);
            }
            catch (Exception)
            {
                Lost++;
            }

            _line.WriteLine(line);
        }
    }
}

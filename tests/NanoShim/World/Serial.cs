using System.Collections.Concurrent;
using System.Text;

namespace Tests.NanoShim.World;

/// <summary>The serial port and the console on it, from the side of the person.</summary>
public sealed class Serial
{
    // Enough for a person to read; a day of cycles must not fill the memory.
    private const int Kept = 64 * 1024;

    private readonly StringBuilder _printed = new();
    private readonly ConcurrentQueue<byte> _typed = [];
    private Action? _arrived;

    /// <summary>The last of what the device printed, over all runs.</summary>
    public string Printed
    {
        get
        {
            lock (_printed)
            {
                return _printed.ToString();
            }
        }
    }

    /// <summary>Bytes typed that the device has not read.</summary>
    public int Waiting => _typed.Count;

    /// <summary>Types a line.</summary>
    public void Type(string line)
    {
        foreach (byte each in Encoding.UTF8.GetBytes(line + "\r\n"))
        {
            _typed.Enqueue(each);
        }

        _arrived?.Invoke();
    }

    /// <summary>The device prints.</summary>
    public void Print(string text)
    {
        lock (_printed)
        {
            _printed.Append(text);
            if (_printed.Length > 2 * Kept)
            {
                _printed.Remove(0, _printed.Length - Kept);
            }
        }
    }

    /// <summary>The device reads what was typed, without waiting.</summary>
    public int Read(byte[] target, int offset, int count)
    {
        int taken = 0;
        while (taken < count && _typed.TryDequeue(out byte next))
        {
            target[offset + taken++] = next;
        }

        return taken;
    }

    /// <summary>Calls <paramref name="arrived"/> whenever something was typed.</summary>
    public void Listen(Action? arrived) => _arrived = arrived;

    internal void Reset() => _arrived = null;
}

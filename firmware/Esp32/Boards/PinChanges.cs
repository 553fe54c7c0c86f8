namespace Esp32.Boards;

/// <summary>Level changes from interrupts until the agent takes them. When there is no room the oldest goes; the last
/// level of a pin can always be read.</summary>
internal sealed class PinChanges
{
    // A contact that chatters through the debounce for a whole TLS handshake.
    private const int Room = 64;

    private readonly byte[] _changes = new byte[Room];      // pin number twice, and the level
    private int _first;
    private int _count;

    /// <summary>Adds a change, on the runtime's own thread.</summary>
    public void Add(int number, int level)
    {
        lock (_changes)
        {
            _changes[(_first + _count) % Room] = (byte)(2 * number + level);
            if (_count < Room)
            {
                _count++;
            }
            else
            {
                _first = (_first + 1) % Room;
            }
        }
    }

    /// <summary>Takes the oldest change; false if there is none.</summary>
    public bool Take(out int number, out int level)
    {
        lock (_changes)
        {
            number = level = 0;
            if (_count == 0)
            {
                return false;
            }

            number = _changes[_first] / 2;
            level = _changes[_first] % 2;
            _first = (_first + 1) % Room;
            _count--;
            return true;
        }
    }
}

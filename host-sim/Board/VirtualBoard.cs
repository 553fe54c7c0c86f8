using Core.Ports;

namespace HostSim.Board;

/// <summary>A board of which every wire can be touched from outside. Safe to use from any thread.</summary>
public sealed class VirtualBoard : IBoard
{
    /// <summary>Most input changes kept until the agent takes them: what the firmware's interrupt queue holds. The
    /// oldest goes first, and the last level of a pin is always seen by reading it.</summary>
    public const int MaxPinChanges = 64;

    private readonly BoardMap _map;
    private readonly IClock _clock;
    private readonly Lock _gate = new();
    private readonly int[] _levels;
    private readonly SensorModel[] _models;
    private readonly Queue<(int Number, int Level)> _changes = new();

    /// <summary>A pin took another level, by the agent or from outside: number and level. Raised on the thread that
    /// moved it, outside the board's lock.</summary>
    public event Action<int, int>? PinMoved;

    /// <summary>A sensor was given another model. Raised on the thread that did it.</summary>
    public event Action? SensorSet;

    /// <summary>A board at rest.</summary>
    public VirtualBoard(BoardMap map, IClock clock)
    {
        _map = map;
        _clock = clock;
        _levels = [.. map.Pins.Select(pin => pin.Rest)];
        _models = [.. map.Sensors.Select(sensor => sensor.Model)];
    }

    /// <summary>The map it was made from.</summary>
    public BoardMap Map => _map;

    /// <inheritdoc/>
    public string Model => _map.Model;

    /// <inheritdoc/>
    public string RestartReason { get; set; } = "power";

    /// <inheritdoc/>
    public int PinCount => _map.Pins.Count;

    /// <inheritdoc/>
    public int SensorCount => _map.Sensors.Count;

    /// <summary>What the board says is free; what an ESP32 has under the interpreter, until a test sets it.</summary>
    public long FreeMemory { get; set; } = 100_000;

    /// <summary>-1 until a test sets it: the host has no native heap worth telling of.</summary>
    public long NativeFreeMemory { get; set; } = -1;

    /// <summary>-1 until a test sets it.</summary>
    public long LargestNativeBlock { get; set; } = -1;

    /// <inheritdoc/>
    public int PinNumber(int index) => _map.Pins[index].Number;

    /// <inheritdoc/>
    public PinMode PinMode(int number) =>
        IndexOf(number) is int index and >= 0 ? _map.Pins[index].Mode : Core.Ports.PinMode.None;

    /// <inheritdoc/>
    public int ReadPin(int number)
    {
        int index = IndexOf(number);
        lock (_gate)
        {
            return index < 0 ? -1 : _levels[index];
        }
    }

    /// <inheritdoc/>
    public bool WritePin(int number, int level) => Move(number, level, Core.Ports.PinMode.Output);

    /// <summary>Drives an input from outside, as a person at the button does; false if it is no input or
    /// <paramref name="level"/> is neither 0 nor 1.</summary>
    public bool DriveInput(int number, int level) => Move(number, level, Core.Ports.PinMode.Input);

    /// <inheritdoc/>
    public bool NextPinChange(out int number, out int level)
    {
        lock (_gate)
        {
            bool some = _changes.TryDequeue(out (int Number, int Level) change);
            (number, level) = change;
            return some;
        }
    }

    /// <inheritdoc/>
    public string SensorName(int index) => _map.Sensors[index].Name;

    /// <inheritdoc/>
    public string SensorUnit(int index) => _map.Sensors[index].Unit;

    /// <inheritdoc/>
    public long ReadSensor(int index)
    {
        SensorSpec spec = _map.Sensors[index];
        long value = ModelOf(index).At(_clock.Now);
        return value == Sensor.Absent ? value : Math.Clamp(value, spec.Minimum, spec.Maximum);
    }

    /// <summary>What a sensor measures now.</summary>
    public SensorModel ModelOf(int index)
    {
        lock (_gate)
        {
            return _models[index];
        }
    }

    /// <summary>Gives a sensor another model; false if there is no sensor of this name.</summary>
    public bool SetSensor(string name, SensorModel model)
    {
        int index = IndexOfSensor(name);
        if (index < 0)
        {
            return false;
        }

        lock (_gate)
        {
            _models[index] = model;
        }

        SensorSet?.Invoke();
        return true;
    }

    /// <summary>Index of a sensor by its name, or -1.</summary>
    public int IndexOfSensor(string name)
    {
        for (int i = 0; i < _map.Sensors.Count; i++)
        {
            if (string.Equals(_map.Sensors[i].Name, name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>A restart as the chip does it: outputs fall to rest, what the agent had not seen is gone; the inputs
    /// and the sensors belong to the world outside and stay.</summary>
    public void Restart(string reason)
    {
        List<int> fallen = [];
        lock (_gate)
        {
            RestartReason = reason;
            _changes.Clear();
            for (int i = 0; i < _levels.Length; i++)
            {
                if (_map.Pins[i].Mode == Core.Ports.PinMode.Output && _levels[i] != _map.Pins[i].Rest)
                {
                    _levels[i] = _map.Pins[i].Rest;
                    fallen.Add(i);
                }
            }
        }

        fallen.ForEach(i => PinMoved?.Invoke(_map.Pins[i].Number, _map.Pins[i].Rest));
    }

    private bool Move(int number, int level, PinMode mode)
    {
        int index = IndexOf(number);
        if (index < 0 || _map.Pins[index].Mode != mode || level is not (0 or 1))
        {
            return false;
        }

        lock (_gate)
        {
            if (_levels[index] == level)
            {
                return true;
            }

            _levels[index] = level;
            if (mode == Core.Ports.PinMode.Input)
            {
                Remember(number, level);
            }
        }

        PinMoved?.Invoke(number, level);
        return true;
    }

    private void Remember(int number, int level)
    {
        if (_changes.Count == MaxPinChanges)
        {
            _changes.Dequeue();
        }

        _changes.Enqueue((number, level));
    }

    private int IndexOf(int number)
    {
        for (int i = 0; i < _map.Pins.Count; i++)
        {
            if (_map.Pins[i].Number == number)
            {
                return i;
            }
        }

        return -1;
    }
}

namespace Tests.NanoShim.World;

/// <summary>How a pin is set up.</summary>
public enum PinSetup
{
    /// <summary>Not opened.</summary>
    Closed = 0,

    /// <summary>An input.</summary>
    Input = 1,

    /// <summary>An output.</summary>
    Output = 2,
}

/// <summary>The pins of the chip, seen from inside and from outside.</summary>
public sealed class PinBank
{
    // GPIO0 to GPIO39 of the ESP32.
    private const int Pins = 40;

    private readonly NanoWorld _world;
    private readonly Lock _gate = new();
    private readonly Pin[] _pins = new Pin[Pins];
    private readonly List<(int Number, int Level)> _moves = [];
    private readonly List<(int Number, int Level)> _writes = [];

    internal PinBank(NanoWorld world)
    {
        _world = world;
        for (int i = 0; i < Pins; i++)
        {
            _pins[i] = new Pin();
        }
    }

    /// <summary>Every change of an output so far, oldest first.</summary>
    public IReadOnlyList<(int Number, int Level)> Moves
    {
        get
        {
            lock (_gate)
            {
                return [.. _moves];
            }
        }
    }

    /// <summary>How often the firmware drove this pin to this level, whether it moved or not.</summary>
    public int Writes(int number, int level)
    {
        lock (_gate)
        {
            return _writes.Count(it => it == (number, level));
        }
    }

    /// <summary>Begins the lists anew.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _moves.Clear();
            _writes.Clear();
        }
    }

    /// <summary>True if the chip has such a pin.</summary>
    public static bool Exists(int number) => number is >= 0 and < Pins;

    /// <summary>How a pin is set up.</summary>
    public PinSetup SetupOf(int number) => _pins[number].Setup;

    /// <summary>The level at a pin, whoever makes it.</summary>
    public int Level(int number)
    {
        lock (_gate)
        {
            Pin pin = _pins[number];
            return pin.Setup == PinSetup.Output ? pin.Driven : pin.Outside;
        }
    }

    /// <summary>Somebody outside pulls a pin to 0 or 1; an input that changes raises its event.</summary>
    public void Drive(int number, int level)
    {
        Action<int>? changed = null;
        lock (_gate)
        {
            Pin pin = _pins[number];
            if (pin.Outside != level)
            {
                pin.Outside = level;
                changed = pin.Setup == PinSetup.Input ? pin.Changed : null;
            }
        }

        if (changed != null)
        {
            _world.Boot.Events.Post(() => changed(level));
        }
    }

    /// <summary>The firmware sets a pin up; <paramref name="changed"/> hears of every change of an input.</summary>
    public void SetUp(int number, PinSetup setup, Action<int>? changed)
    {
        lock (_gate)
        {
            _pins[number].Setup = setup;
            _pins[number].Changed = changed;
        }
    }

    /// <summary>The firmware drives an output.</summary>
    public void Write(int number, int level)
    {
        lock (_gate)
        {
            Pin pin = _pins[number];
            bool moves = pin.Setup == PinSetup.Output && pin.Driven != level;
            pin.Driven = level;
            _writes.Add((number, level));
            if (moves)
            {
                _moves.Add((number, level));
            }
        }
    }

    internal void Reset()
    {
        lock (_gate)
        {
            foreach (Pin pin in _pins)
            {
                pin.Setup = PinSetup.Closed;
                pin.Changed = null;
                pin.Driven = 0;
            }
        }
    }

    private sealed class Pin
    {
        public PinSetup Setup { get; set; }

        public int Driven { get; set; }

        public int Outside { get; set; }

        public Action<int>? Changed { get; set; }
    }
}

using Core.Commands;
using Core.Ports;

namespace Core.Agent;

/// <summary>Commands that read, move and watch pins.</summary>
public sealed class PinCommands : CommandGroup
{
    private static readonly string Value = "value";

    private const int Read = 0;
    private const int Write = 1;
    private const int Pulse = 2;
    private const int Watch = 3;

    // The highest GPIO number of the ESP32 family.
    private const int LastPin = 48;

    // A relay or a door opener needs no longer; a pulse must not outlive a forgotten operator.
    private const int LongestPulseMs = 600_000;

    private const int Pulses = 4;

    private readonly IBoard _board;
    private readonly long[] _pulseEnds = new long[Pulses];
    private readonly byte[] _pulsePins = new byte[Pulses];
    private readonly byte[] _pulseLevels = new byte[Pulses];
    private readonly bool[] _watched = new bool[LastPin + 1];
    private readonly FieldList _change = new(32);

    /// <inheritdoc/>
    public override CommandSpec[] Specs { get; }

    /// <summary>Commands of this board's pins.</summary>
    public PinCommands(IBoard board)
    {
        _board = board;
        ArgumentSpec pin = new("pin", ArgumentType.Integer, 0, LastPin, false);
        ArgumentSpec level = new(Value, ArgumentType.Integer, 0, 1, false);
        Specs = new CommandSpec[]
        {
            new("pin.read", "Level of a pin", Role.Read, new ArgumentSpec[] { pin }),
            new("pin.write", "Drive an output", Role.Control, new ArgumentSpec[] { pin, level }),
            new("pin.pulse", "Invert an output for a time", Role.Control, new ArgumentSpec[]
            {
                pin, new("ms", ArgumentType.Integer, 10, LongestPulseMs, false),
            }),
            new("pin.watch", "Report changes of an input", Role.Control, new ArgumentSpec[]
            {
                pin, new("on", ArgumentType.Integer, 0, 1, false),
            }),
        };
    }

    /// <inheritdoc/>
    public override long Deadline
    {
        get
        {
            long first = Engine.Never;
            for (int i = 0; i < Pulses; i++)
            {
                first = _pulseEnds[i] != 0 && _pulseEnds[i] < first ? _pulseEnds[i] : first;
            }

            return first;
        }
    }

    /// <inheritdoc/>
    public override Outcome Run(int index, CommandCall call, long now)
    {
        int pin = (int)call.Integer(0, 0);
        int value = (int)call.Integer(1, 0);
        bool done = index == Read ? _board.ReadPin(pin) >= 0
            : index == Write ? SetLevel(pin, value)
            : index == Pulse ? StartPulse(pin, now + value)
            : SetWatch(pin, value != 0);
        if (done && index != Watch)
        {
            call.Result.Add(Value, _board.ReadPin(pin), string.Empty);
        }

        return done ? Outcome.Done : Outcome.Failed;
    }

    /// <inheritdoc/>
    public override void Tick(long now)
    {
        for (int i = 0; i < Pulses; i++)
        {
            if (_pulseEnds[i] != 0 && _pulseEnds[i] <= now)
            {
                _pulseEnds[i] = 0;
                _board.WritePin(_pulsePins[i], _pulseLevels[i]);
            }
        }
    }

    /// <summary>Takes the changes of the inputs that are watched as reports.</summary>
    public FieldList NextChange()
    {
        while (_board.NextPinChange(out int pin, out int level))
        {
            if (pin <= LastPin && _watched[pin])
            {
                _change.Clear();
                _change.Add("pin" + pin.ToString(), level, string.Empty);
                return _change;
            }
        }

        return null;
    }

    private bool SetLevel(int pin, int level)
    {
        // A level that is set by hand is not undone by a pulse that began before.
        EndPulse(pin);
        return _board.WritePin(pin, level);
    }

    private bool StartPulse(int pin, long end)
    {
        if (_board.PinMode(pin) != PinMode.Output)
        {
            return false;
        }

        int level = _board.ReadPin(pin);
        for (int i = 0; i < Pulses; i++)
        {
            if (_pulseEnds[i] != 0 && _pulsePins[i] == pin)
            {
                // Under way already: it lasts longer.
                _pulseEnds[i] = end;
                return true;
            }
        }

        for (int i = 0; i < Pulses; i++)
        {
            if (_pulseEnds[i] == 0)
            {
                _pulseEnds[i] = end;
                _pulsePins[i] = (byte)pin;
                _pulseLevels[i] = (byte)level;
                return _board.WritePin(pin, 1 - level);
            }
        }

        return false;
    }

    private void EndPulse(int pin)
    {
        for (int i = 0; i < Pulses; i++)
        {
            if (_pulsePins[i] == pin)
            {
                _pulseEnds[i] = 0;
            }
        }
    }

    private bool SetWatch(int pin, bool on)
    {
        bool exists = _board.PinMode(pin) == PinMode.Input;
        _watched[pin] = on && exists;
        return exists;
    }
}

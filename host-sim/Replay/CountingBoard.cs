using Core.Ports;

namespace HostSim.Replay;

/// <summary>A board with so many outputs that each command of a run moves its own, and that counts how often. It
/// outlives its device's restarts, as a board does.</summary>
internal sealed class CountingBoard : IBoard
{
    /// <summary>Outputs are 0 up to this, the one input is this.</summary>
    public const int Input = 40;

    private readonly int[] _levels = new int[Input + 1];
    private readonly Dictionary<(int Pin, int Level), int> _writes = [];
    private bool _changed;

    /// <summary>An output was driven to a level.</summary>
    public event Action<int, int>? Written;

    /// <inheritdoc/>
    public string Model => "counting board";

    /// <inheritdoc/>
    public string RestartReason => "power";

    /// <inheritdoc/>
    public int PinCount => Input + 1;

    /// <inheritdoc/>
    public int SensorCount => 1;

    /// <inheritdoc/>
    public long FreeMemory => 100_000;

    public long NativeFreeMemory => -1;

    public long LargestNativeBlock => -1;

    /// <summary>How often an output was driven to a level.</summary>
    public int Writes(int pin, int level) => _writes.GetValueOrDefault((pin, level));

    /// <summary>Somebody presses the button.</summary>
    public void Press()
    {
        _levels[Input] ^= 1;
        _changed = true;
    }

    /// <inheritdoc/>
    public int PinNumber(int index) => index;

    /// <inheritdoc/>
    public PinMode PinMode(int number) => number switch
    {
        >= 0 and < Input => Core.Ports.PinMode.Output,
        Input => Core.Ports.PinMode.Input,
        _ => Core.Ports.PinMode.None,
    };

    /// <inheritdoc/>
    public int ReadPin(int number) => PinMode(number) == Core.Ports.PinMode.None ? -1 : _levels[number];

    /// <inheritdoc/>
    public bool WritePin(int number, int level)
    {
        if (PinMode(number) != Core.Ports.PinMode.Output)
        {
            return false;
        }

        _levels[number] = level;
        _writes[(number, level)] = Writes(number, level) + 1;
        Written?.Invoke(number, level);
        return true;
    }

    /// <inheritdoc/>
    public bool NextPinChange(out int number, out int level)
    {
        (number, level) = (Input, _levels[Input]);
        bool some = _changed;
        _changed = false;
        return some;
    }

    /// <inheritdoc/>
    public string SensorName(int index) => "Temperature";

    /// <inheritdoc/>
    public string SensorUnit(int index) => "Cel";

    /// <inheritdoc/>
    public long ReadSensor(int index) => 21_500;
}

using Core.Ports;

namespace Tests.Chaos.Rig;

/// <summary>A vault that takes no memory for a save: the room is there from the start, as in flash.</summary>
internal sealed class ThriftyVault : IVault
{
    private readonly Dictionary<string, byte[]> _records = [];
    private readonly Dictionary<string, int> _lengths = [];

    /// <inheritdoc/>
    public int Load(string name, byte[] target)
    {
        int length = _lengths.GetValueOrDefault(name);
        if (length == 0 || length > target.Length)
        {
            return 0;
        }

        Array.Copy(_records[name], target, length);
        return length;
    }

    /// <inheritdoc/>
    public bool Save(string name, byte[] source, int count)
    {
        if (!_records.TryGetValue(name, out byte[]? record))
        {
            _records[name] = record = new byte[8 * 1024];
        }

        Array.Copy(source, record, count);
        _lengths[name] = count;
        return true;
    }

    /// <inheritdoc/>
    public void Erase(string name) => _lengths[name] = 0;
}

/// <summary>The agent above a link that says nothing and keeps nothing.</summary>
internal sealed class SilentOwner : Core.Agent.ILinkOwner
{
    /// <inheritdoc/>
    public bool HasRoom => true;

    /// <summary>How many commands were kept.</summary>
    public int Kept { get; private set; }

    /// <summary>How many publications were taken.</summary>
    public int Taken { get; private set; }

    /// <inheritdoc/>
    public void Keep(Core.Commands.CommandCall call) => Kept++;

    /// <inheritdoc/>
    public void Delivered() => Taken++;

    /// <inheritdoc/>
    public void Undeliverable()
    {
    }

    /// <inheritdoc/>
    public void Undelivered()
    {
    }
}

/// <summary>A board with an output and two sensors that takes no memory.</summary>
internal sealed class ThriftyBoard : IBoard
{
    private const int Pin = 2;

    private int _level;
    private long _readings;

    /// <inheritdoc/>
    public string Model => "thrifty";

    /// <inheritdoc/>
    public string RestartReason => "power";

    /// <inheritdoc/>
    public int PinCount => 1;

    /// <inheritdoc/>
    public int SensorCount => 2;

    /// <inheritdoc/>
    public long FreeMemory => 60_000;

    /// <inheritdoc/>
    public long NativeFreeMemory => 30_000;

    /// <inheritdoc/>
    public long LargestNativeBlock => 20_000;

    /// <inheritdoc/>
    public int PinNumber(int index) => Pin;

    /// <inheritdoc/>
    public PinMode PinMode(int number) => number == Pin ? Core.Ports.PinMode.Output : Core.Ports.PinMode.None;

    /// <inheritdoc/>
    public int ReadPin(int number) => number == Pin ? _level : -1;

    /// <inheritdoc/>
    public bool WritePin(int number, int level)
    {
        _level = level;
        return number == Pin;
    }

    /// <inheritdoc/>
    public bool NextPinChange(out int number, out int level)
    {
        number = level = 0;
        return false;
    }

    /// <inheritdoc/>
    public string SensorName(int index) => index == 0 ? "Temperature" : "Humidity";

    /// <inheritdoc/>
    public string SensorUnit(int index) => index == 0 ? "Cel" : "%RH";

    /// <inheritdoc/>
    public long ReadSensor(int index) => 20_000 + _readings++ % 1_000;
}

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

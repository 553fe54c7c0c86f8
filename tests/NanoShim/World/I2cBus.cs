using System.Collections.Concurrent;

namespace Tests.NanoShim.World;

/// <summary>The I2C bus: parts by their address. A part that is not there does not acknowledge.</summary>
public sealed class I2cBus
{
    private readonly ConcurrentDictionary<int, Climate> _parts = [];

    /// <summary>Plugs a part in.</summary>
    public void Plug(int address, Climate part) => _parts[address] = part;

    /// <summary>Pulls it out.</summary>
    public void Pull(int address) => _parts.TryRemove(address, out _);

    /// <summary>The part at an address; null if nobody acknowledges.</summary>
    public Climate? At(int address) => _parts.GetValueOrDefault(address);
}

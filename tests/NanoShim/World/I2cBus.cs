using System.Collections.Concurrent;

namespace Tests.NanoShim.World;

/// <summary>A BME280 on the bus, as far as its driver shows it.</summary>
public sealed class Climate
{
    /// <summary>Temperature in °C.</summary>
    public double Celsius { get; set; } = 21.5;

    /// <summary>Relative humidity in %.</summary>
    public double Percent { get; set; } = 40;

    /// <summary>Pressure in hPa.</summary>
    public double Hectopascals { get; set; } = 1013.25;
}

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

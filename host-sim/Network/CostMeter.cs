namespace HostSim.Network;

/// <summary>What one connection cost so far.</summary>
/// <param name="Up">Bytes from the device.</param>
/// <param name="Down">Bytes to the device.</param>
/// <param name="RoundTrips">How often the device spoke and then heard something.</param>
public readonly record struct Cost(long Up, long Down, int RoundTrips);

/// <summary>Counts the bytes of one connection at one level, and the round trips: the times that an answer came after
/// something was said. Safe to use from any thread.</summary>
public sealed class CostMeter
{
    private readonly Lock _gate = new();
    private Cost _cost;
    private bool _spoke;

    /// <summary>The count up to now.</summary>
    public Cost Cost
    {
        get
        {
            lock (_gate)
            {
                return _cost;
            }
        }
    }

    /// <summary>Counts bytes from the device.</summary>
    public void Up(int count)
    {
        lock (_gate)
        {
            _cost = _cost with { Up = _cost.Up + count };
            _spoke = true;
        }
    }

    /// <summary>Counts bytes to the device.</summary>
    public void Down(int count)
    {
        lock (_gate)
        {
            int trips = _cost.RoundTrips + (_spoke ? 1 : 0);
            _cost = new Cost(_cost.Up, _cost.Down + count, trips);
            _spoke = false;
        }
    }
}

/// <summary>Counts what passes between TLS (or plain text) and the network below.</summary>
public sealed class MeteredStream(Stream below, CostMeter meter) : StreamLayer(below)
{
    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count = await Below.ReadAsync(buffer, cancellationToken);
        if (count > 0)
        {
            meter.Down(count);
        }

        return count;
    }

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        meter.Up(buffer.Length);
        return Below.WriteAsync(buffer, cancellationToken);
    }
}

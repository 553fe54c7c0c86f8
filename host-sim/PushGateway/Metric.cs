namespace HostSim.PushGateway;

/// <summary>One number that the gateway keeps, with what a metrics page says of it; any thread may change it.</summary>
/// <param name="name">Name after the rules of Prometheus, such as <c>gateway_pushes_accepted_total</c>.</param>
/// <param name="meaning">One sentence for people.</param>
/// <param name="isGauge">True if it can fall; false for a counter.</param>
public sealed class Metric(string name, string meaning, bool isGauge = false)
{
    private long _value;

    /// <summary>Name after the rules of Prometheus.</summary>
    public string Name => name;

    /// <summary>One sentence for people.</summary>
    public string Meaning => meaning;

    /// <summary>True if it can fall.</summary>
    public bool IsGauge => isGauge;

    /// <summary>The number now.</summary>
    public long Value => Volatile.Read(ref _value);

    /// <summary>Adds to it; a negative amount only for a gauge.</summary>
    public void Add(long amount = 1) => Interlocked.Add(ref _value, amount);

    /// <summary>Sets a gauge.</summary>
    public void Set(long value) => Volatile.Write(ref _value, value);
}

using System.Collections.Concurrent;

namespace HostSim.PushGateway.Provider;

/// <summary>How many pushes were answered, and how.</summary>
public sealed class ProviderCounters
{
    private readonly ConcurrentDictionary<string, long> _byReason = new(StringComparer.Ordinal);
    private long _accepted;
    private long _connections;

    /// <summary>Pushes answered with 200.</summary>
    public long Accepted => Volatile.Read(ref _accepted);

    /// <summary>Connections of providers that are open now.</summary>
    public long Connections => Volatile.Read(ref _connections);

    /// <summary>Refusals by reason.</summary>
    public IReadOnlyDictionary<string, long> Refused => _byReason;

    /// <summary>Counts an answer; null is 200.</summary>
    public void Count(ApnsReason? reason)
    {
        if (reason is null)
        {
            Interlocked.Increment(ref _accepted);
            return;
        }

        _byReason.AddOrUpdate(reason.Name, 1, (_, count) => count + 1);
    }

    /// <summary>A connection opened (+1) or closed (-1).</summary>
    public void Connected(int change) => Interlocked.Add(ref _connections, change);
}

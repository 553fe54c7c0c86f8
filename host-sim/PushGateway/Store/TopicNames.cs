namespace HostSim.PushGateway.Store;

/// <summary>Names of topics by their hashes, as far as anybody said them. Bounded: whoever may push may make names
/// up.</summary>
public sealed class TopicNames
{
    private const int Max = 4096;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, TopicHash> _hashes = new(StringComparer.Ordinal);
    private readonly Dictionary<TopicHash, string> _names = [];

    /// <summary>Every name.</summary>
    public IReadOnlyList<string> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _hashes.Keys];
            }
        }
    }

    /// <summary>The hash of a name. True if it is known already.</summary>
    public bool Find(string name, out TopicHash hash)
    {
        lock (_gate)
        {
            if (_hashes.TryGetValue(name, out hash))
            {
                return true;
            }
        }

        hash = TopicHash.Of(name);
        return false;
    }

    /// <summary>The hash of a name, which is known from now on. True if it was not known before and was kept.</summary>
    public bool Learn(string name, out TopicHash hash)
    {
        lock (_gate)
        {
            if (_hashes.TryGetValue(name, out hash))
            {
                return false;
            }

            hash = TopicHash.Of(name);
            if (_hashes.Count >= Max)
            {
                return false;
            }

            _hashes[name] = hash;
            _names[hash] = name;
            return true;
        }
    }

    /// <summary>The name of a hash; null if nobody said it.</summary>
    public string? Name(TopicHash hash)
    {
        lock (_gate)
        {
            return _names.GetValueOrDefault(hash);
        }
    }
}

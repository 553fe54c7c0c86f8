using System.Net;

namespace HostSim.PushGateway.Activation;

/// <summary>Counts failed attempts to activate, so that codes cannot be guessed by trying.</summary>
internal sealed class Attempts(TimeProvider clock)
{
    // A person mistypes a few times; 80 bits need not fear a few more.
    private const int PerAddress = 10;
    private const int InAll = 200;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, int> _failed = [];
    private DateTimeOffset _since = clock.GetUtcNow();
    private int _all;

    /// <summary>True if this address may try.</summary>
    public bool MayTry(IPAddress address)
    {
        lock (_gate)
        {
            if (clock.GetUtcNow() - _since >= Window)
            {
                _since = clock.GetUtcNow();
                _failed.Clear();
                _all = 0;
            }

            return _all < InAll && _failed.GetValueOrDefault(address) < PerAddress;
        }
    }

    /// <summary>It tried in vain.</summary>
    public void Failed(IPAddress address)
    {
        lock (_gate)
        {
            _failed[address] = _failed.GetValueOrDefault(address) + 1;
            _all++;
        }
    }
}

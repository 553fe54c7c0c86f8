using System.Net;
using System.Net.Sockets;

namespace HostSim.PushGateway.Activation;

/// <summary>Counts attempts to activate that did not succeed, so that codes cannot be guessed by trying. There is no
/// bound for all together: codes of 80 bits need none, and it would let anybody lock everybody out.</summary>
public sealed class Attempts(TimeProvider clock)
{
    /// <summary>Attempts of one address that failed or are under way: a person mistypes a few times, and devices behind
    /// one address may start together.</summary>
    public const int PerAddress = 32;

    // What is remembered in one window; whoever commands more addresses than this is not stopped by counting them.
    private const int MaxAddresses = 65_536;

    // What a provider gives to one subscriber of IPv6: within it anybody has as many addresses as he likes.
    private const int NetworkBytes = 8;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, int> _open = [];
    private DateTimeOffset _since = clock.GetUtcNow();

    /// <summary>An attempt begins; it counts as failed until it succeeds. False if this address may not try.</summary>
    public bool Begin(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        IPAddress network = Network(address);
        lock (_gate)
        {
            if (clock.GetUtcNow() - _since >= Window || _open.Count >= MaxAddresses)
            {
                _since = clock.GetUtcNow();
                _open.Clear();
            }

            int open = _open.GetValueOrDefault(network);
            if (open >= PerAddress)
            {
                return false;
            }

            _open[network] = open + 1;
            return true;
        }
    }

    /// <summary>An attempt that began succeeded.</summary>
    public void Succeeded(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        IPAddress network = Network(address);
        lock (_gate)
        {
            if (_open.TryGetValue(network, out int open) && open > 0)
            {
                _open[network] = open - 1;
            }
        }
    }

    private static IPAddress Network(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        byte[] bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes);
    }
}

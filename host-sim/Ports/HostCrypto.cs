using System.Security.Cryptography;
using Core.Ports;

namespace HostSim.Ports;

/// <summary>Cryptography from .NET; random bytes from the operating system, or from a seed so that a run
/// repeats.</summary>
public sealed class HostCrypto : ICrypto
{
    private readonly Random? _seeded;
    private readonly Lock _gate = new();

    /// <summary>Real randomness without a <paramref name="seed"/>; with one, repeatable bytes that protect
    /// nothing.</summary>
    public HostCrypto(int? seed = null)
    {
        _seeded = seed is int value ? new Random(value) : null;
    }

    /// <inheritdoc/>
    public void Random(byte[] target)
    {
        if (_seeded is null)
        {
            RandomNumberGenerator.Fill(target);
            return;
        }

        lock (_gate)
        {
            _seeded.NextBytes(target);
        }
    }

    /// <inheritdoc/>
    public byte[] HmacSha256(byte[] key, byte[] message) => HMACSHA256.HashData(key, message);

    /// <inheritdoc/>
    public byte[] HmacSha512(byte[] key, byte[] message) => HMACSHA512.HashData(key, message);
}

using Core.Ports;
using HostSim.Ports;

namespace Tests.Chaos.Rig;

/// <summary>Cryptography whose randomness repeats, and which draws recorded nonces where a recording needs
/// them.</summary>
internal sealed class SeededCrypto(int seed, IEnumerable<byte[]> nonces) : ICrypto
{
    private readonly HostCrypto _inner = new(seed);
    private readonly Queue<byte[]> _nonces = new(nonces);

    /// <inheritdoc/>
    public void Random(byte[] target)
    {
        _inner.Random(target);
        if (_nonces.TryPeek(out byte[]? nonce) && nonce.Length == target.Length)
        {
            _nonces.Dequeue().CopyTo(target, 0);
        }
    }

    /// <inheritdoc/>
    public byte[] HmacSha256(byte[] key, byte[] message) => _inner.HmacSha256(key, message);

    /// <inheritdoc/>
    public byte[] HmacSha512(byte[] key, byte[] message) => _inner.HmacSha512(key, message);
}

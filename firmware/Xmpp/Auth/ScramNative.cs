using System;
using Core.Digests;
using Core.Ports;

namespace Xmpp.Auth;

/// <summary>SCRAM's work with SHA-256 or SHA-512, whose HMACs are in the firmware. Sums are kept as 64-bit numbers in
/// whatever byte order the processor has: they are read and written the same way.</summary>
public sealed class ScramNative : ScramHash
{
    /// <summary>Iterations a slice. One with SHA-512 takes 4 blocks of 128 bytes in the firmware, up to 0.5 ms on a
    /// 32-bit processor, and about 2.4 µs of interpreter on a PC, 0.3 ms on the slowest device: 26 ms. One with SHA-256
    /// takes less than half of it.</summary>
    public const int SliceIterations = 32;

    private readonly ICrypto _crypto;
    private readonly ulong[] _sum;      // exclusive or of all results so far
    private byte[] _code;               // result of the last iteration

    /// <summary>What SCRAM asks of <paramref name="digest"/>, SHA-256 or SHA-512.</summary>
    public ScramNative(Digest digest, ICrypto crypto)
        : base(digest)
    {
        _crypto = crypto;
        _sum = new ulong[digest.Size / 8];
    }

    /// <inheritdoc/>
    public override byte[] Hmac(byte[] key, byte[] message) =>
        _sum.Length == 4 ? _crypto.HmacSha256(key, message) : _crypto.HmacSha512(key, message);

    /// <inheritdoc/>
    public override void Slice()
    {
        for (int left = Take(SliceIterations); left > 0; left--)
        {
            Add(Hmac(Password, _code));
        }
    }

    /// <inheritdoc/>
    public override byte[] Salted()
    {
        byte[] salted = new byte[Digest.Size];
        for (int i = 0; i < _sum.Length; i++)
        {
            Array.Copy(BitConverter.GetBytes(_sum[i]), 0, salted, i * 8, 8);
        }

        return salted;
    }

    /// <inheritdoc/>
    protected override void First(byte[] code)
    {
        Array.Clear(_sum, 0, _sum.Length);
        Add(code);
    }

    /// <summary>Eight bytes at a time: a native call costs less than eight array accesses.</summary>
    private void Add(byte[] code)
    {
        _code = code;
        ulong[] sum = _sum;
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] ^= BitConverter.ToUInt64(code, i * 8);
        }
    }
}

using System;
using Core.Ports;

namespace Tests.Unit;

/// <summary>Cryptography with a chosen "random" number, so that published exchanges can be repeated.</summary>
public sealed class FixedCrypto : ICrypto
{
    /// <summary>What <see cref="Random"/> gives.</summary>
    public byte[] Chosen = new byte[18];

    /// <summary>HMACs computed so far: what a vault hit has to save.</summary>
    public int Calls;

    /// <summary>HMACs are counted and not computed: for a case that needs more of them than an interpreter computes in
    /// good time, and none of their values.</summary>
    public bool OnlyCounts;

    /// <inheritdoc/>
    public void Random(byte[] target) => Array.Copy(Chosen, 0, target, 0, target.Length);

    /// <inheritdoc/>
    public byte[] HmacSha256(byte[] key, byte[] message)
    {
        Calls++;
        return OnlyCounts ? new byte[32] : Hmac.Sha256(key, message);
    }

    /// <inheritdoc/>
    public byte[] HmacSha512(byte[] key, byte[] message)
    {
        Calls++;
        return OnlyCounts ? new byte[64] : Hmac.Sha512(key, message);
    }
}

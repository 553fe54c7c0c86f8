using System;
using Core.Digests;
using Core.Ports;

namespace Core.Xmpp.Auth;

/// <summary>SCRAM's work with a hash function whose HMAC is in the firmware. Sums are kept as 64-bit numbers in
/// whatever byte order the processor has: they are read and written the same way.</summary>
public abstract class ScramNative : ScramHash
{
    /// <summary>The firmware's cryptography.</summary>
    protected readonly ICrypto Crypto;

    /// <summary>Exclusive or of all results so far.</summary>
    protected readonly ulong[] Sum;

    /// <summary>Result of the last iteration.</summary>
    protected byte[] Code;

    /// <summary>A mechanism by its name.</summary>
    protected ScramNative(string name, Digest digest, ICrypto crypto)
        : base(name, digest)
    {
        Crypto = crypto;
        Sum = new ulong[digest.Size / 8];
    }

    /// <inheritdoc/>
    public override byte[] Salted()
    {
        byte[] salted = new byte[Digest.Size];
        for (int i = 0; i < Sum.Length; i++)
        {
            Array.Copy(BitConverter.GetBytes(Sum[i]), 0, salted, i * 8, 8);
        }

        return salted;
    }

    /// <inheritdoc/>
    protected override void First(byte[] code)
    {
        Code = code;
        for (int i = 0; i < Sum.Length; i++)
        {
            Sum[i] = BitConverter.ToUInt64(code, i * 8);
        }
    }
}

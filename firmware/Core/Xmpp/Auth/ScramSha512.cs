using System;
using Core.Digests;
using Core.Ports;

namespace Core.Xmpp.Auth;

/// <summary>SCRAM's work with SHA-512: the HMAC is the firmware's.</summary>
public sealed class ScramSha512 : ScramNative
{
    /// <summary>Iterations a slice. Each takes 4 blocks of 128 bytes in the firmware, up to 0.5 ms on a 32-bit
    /// processor, and about 2.6 µs of interpreter on a PC, 0.3 ms on the slowest device: 26 ms.</summary>
    public const int SliceIterations = 32;

    /// <summary>A function that calls <paramref name="crypto"/>.</summary>
    public ScramSha512(ICrypto crypto)
        : base("SCRAM-SHA-512", new Sha512(), crypto)
    {
    }

    /// <inheritdoc/>
    public override byte[] Hmac(byte[] key, byte[] message) => Crypto.HmacSha512(key, message);

    /// <inheritdoc/>
    public override void Slice()
    {
        ICrypto crypto = Crypto;
        byte[] password = Password;
        byte[] code = Code;
        ulong[] sum = Sum;
        ulong a = sum[0], b = sum[1], c = sum[2], d = sum[3];
        ulong e = sum[4], f = sum[5], g = sum[6], h = sum[7];
        for (int left = Take(SliceIterations); left > 0; left--)
        {
            code = crypto.HmacSha512(password, code);
            a ^= BitConverter.ToUInt64(code, 0);
            b ^= BitConverter.ToUInt64(code, 8);
            c ^= BitConverter.ToUInt64(code, 16);
            d ^= BitConverter.ToUInt64(code, 24);
            e ^= BitConverter.ToUInt64(code, 32);
            f ^= BitConverter.ToUInt64(code, 40);
            g ^= BitConverter.ToUInt64(code, 48);
            h ^= BitConverter.ToUInt64(code, 56);
        }

        Code = code;
        sum[0] = a;
        sum[1] = b;
        sum[2] = c;
        sum[3] = d;
        sum[4] = e;
        sum[5] = f;
        sum[6] = g;
        sum[7] = h;
    }
}

using System;
using Core.Digests;
using Core.Ports;

namespace Tests.Device.Drivers;

/// <summary>Cryptography that needs nothing of the chip: HMAC over the core's own digests, and "random" bytes that are
/// recorded nonces where one of the wanted length is next, else always the same.</summary>
public sealed class RecordedCrypto : ICrypto
{
    private const int Most = 8;
    private const int Sha512Block = 128;

    private readonly byte[][] _nonces = new byte[Most][];
    private int _added;
    private int _drawn;

    /// <summary>Adds the nonce that is drawn after those before.</summary>
    public void Add(byte[] nonce) => _nonces[_added++] = nonce;

    /// <inheritdoc/>
    public void Random(byte[] target)
    {
        bool recorded = _drawn < _added && _nonces[_drawn].Length == target.Length;
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = recorded ? _nonces[_drawn][i] : (byte)(17 * i + 3);
        }

        _drawn += recorded ? 1 : 0;
    }

    /// <inheritdoc/>
    public byte[] HmacSha256(byte[] key, byte[] message) => Hmac(new Sha256(), Sha512Block / 2, key, message);

    /// <inheritdoc/>
    public byte[] HmacSha512(byte[] key, byte[] message) => Hmac(new Sha512(), Sha512Block, key, message);

    /// <summary>RFC 2104.</summary>
    private static byte[] Hmac(Digest digest, int block, byte[] key, byte[] message)
    {
        byte[] pad = new byte[block];
        if (key.Length > block)
        {
            digest.Update(key, 0, key.Length);
            digest.Finish(pad, 0);
        }
        else
        {
            Array.Copy(key, 0, pad, 0, key.Length);
        }

        byte[] inner = new byte[digest.Size];
        Mask(pad, 0x36);
        digest.Update(pad, 0, block);
        digest.Update(message, 0, message.Length);
        digest.Finish(inner, 0);
        Mask(pad, 0x36 ^ 0x5C);
        digest.Update(pad, 0, block);
        digest.Update(inner, 0, inner.Length);
        digest.Finish(inner, 0);
        return inner;
    }

    private static void Mask(byte[] pad, int with)
    {
        for (int i = 0; i < pad.Length; i++)
        {
            pad[i] ^= (byte)with;
        }
    }
}

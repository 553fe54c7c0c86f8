using System;
using Core.Digests;

namespace Tests.Unit;

/// <summary>HMAC (RFC 2104) over the core's own digests: an interpreter on a desktop has none of the chip's.</summary>
public static class Hmac
{
    private const int Sha256Block = 64;
    private const int Sha512Block = 128;

    /// <summary>HMAC-SHA-256.</summary>
    public static byte[] Sha256(byte[] key, byte[] message) => Compute(new Sha256(), Sha256Block, key, message);

    /// <summary>HMAC-SHA-512.</summary>
    public static byte[] Sha512(byte[] key, byte[] message) => Compute(new Sha512(), Sha512Block, key, message);

    private static byte[] Compute(Digest digest, int block, byte[] key, byte[] message)
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

        byte[] code = new byte[digest.Size];
        Mask(pad, 0x36);
        digest.Update(pad, 0, block);
        digest.Update(message, 0, message.Length);
        digest.Finish(code, 0);
        Mask(pad, 0x36 ^ 0x5C);
        digest.Update(pad, 0, block);
        digest.Update(code, 0, code.Length);
        digest.Finish(code, 0);
        return code;
    }

    private static void Mask(byte[] pad, int with)
    {
        for (int i = 0; i < pad.Length; i++)
        {
            pad[i] ^= (byte)with;
        }
    }
}

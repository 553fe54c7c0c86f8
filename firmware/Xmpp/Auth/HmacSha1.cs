using System;
using Core.Digests;

namespace Xmpp.Auth;

/// <summary>HMAC-SHA-1 (RFC 2104). The state after the inner and after the outer pad is kept for the life of a key,
/// which halves the blocks that PBKDF2 takes.</summary>
public sealed class HmacSha1
{
    private const int BlockSize = 64;

    private readonly Sha1 _sha;
    private readonly byte[] _pad = new byte[BlockSize];
    private readonly uint[] _inner = new uint[5];
    private readonly uint[] _outer = new uint[5];

    /// <summary>An HMAC that uses this digest, which is free for others between calls.</summary>
    public HmacSha1(Sha1 sha)
    {
        _sha = sha;
    }

    /// <summary>Sets the key, of any length.</summary>
    public void Key(byte[] key)
    {
        byte[] pad = _pad;
        Array.Clear(pad, 0, BlockSize);
        if (key.Length > BlockSize)
        {
            _sha.Reset();
            _sha.Update(key, 0, key.Length);
            _sha.Finish(pad, 0);
        }
        else
        {
            Array.Copy(key, 0, pad, 0, key.Length);
        }

        TakePad(0x36, _inner);
        TakePad(0x36 ^ 0x5C, _outer);
        Array.Clear(pad, 0, BlockSize);
    }

    /// <summary>Writes the 20 bytes of a message's code.</summary>
    public void Compute(byte[] message, int offset, int count, byte[] target, int targetOffset)
    {
        Sha1 sha = _sha;
        sha.Restore(_inner, BlockSize);
        sha.Update(message, offset, count);
        sha.Finish(target, targetOffset);
        sha.Restore(_outer, BlockSize);
        sha.Update(target, targetOffset, sha.Size);
        sha.Finish(target, targetOffset);
    }

    /// <summary>Replaces a code, as five words, by the code of that code: one iteration of PBKDF2.</summary>
    public void Iterate(uint[] code)
    {
        _sha.Extend(_inner, code);
        _sha.Extend(_outer, code);
    }

    private void TakePad(int mask, uint[] saved)
    {
        byte[] pad = _pad;
        for (int i = 0; i < BlockSize; i++)
        {
            pad[i] ^= (byte)mask;
        }

        _sha.Reset();
        _sha.Update(pad, 0, BlockSize);
        _sha.Save(saved);
    }
}

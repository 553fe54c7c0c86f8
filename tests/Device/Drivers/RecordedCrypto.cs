using System;
using System.Collections;
using Core.Bytes;
using Core.Ports;
using Tests.Unit;

namespace Tests.Device.Drivers;

/// <summary>Cryptography that needs nothing of the chip: HMAC over the core's own digests, and "random" bytes that are
/// recorded nonces where one of the wanted length is next, else always the same. HMACs that are asked for again in the
/// same order are remembered: a login takes 4,096 of them, a second on the interpreter.</summary>
public sealed class RecordedCrypto : ICrypto
{
    private const int Most = 8;

    private readonly byte[][] _nonces = new byte[Most][];
    private readonly ArrayList _computed = new();
    private int _next;
    private int _added;
    private int _drawn;

    /// <summary>HMACs are remembered.</summary>
    public bool Remembers { get; set; } = true;

    /// <summary>Begins again: no nonce is known.</summary>
    public void Rewind() => _next = _added = _drawn = 0;

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
    public byte[] HmacSha256(byte[] key, byte[] message) =>
        Remembered(key, message) ?? Keep(key, message, Hmac.Sha256(key, message));

    /// <inheritdoc/>
    public byte[] HmacSha512(byte[] key, byte[] message) =>
        Remembered(key, message) ?? Keep(key, message, Hmac.Sha512(key, message));

    private byte[] Remembered(byte[] key, byte[] message)
    {
        byte[][] entry = _next < _computed.Count ? (byte[][])_computed[_next] : null;
        bool same = entry != null && AreSame(entry[0], key) && AreSame(entry[1], message);
        _next += same ? 1 : 0;
        return same ? Copy(entry[2]) : null;
    }

    private byte[] Keep(byte[] key, byte[] message, byte[] code)
    {
        if (Remembers && _next == _computed.Count)
        {
            _computed.Add(new[] { Copy(key), Copy(message), Copy(code) });
            _next++;
        }

        return code;
    }

    private static bool AreSame(byte[] one, byte[] other) =>
        one.Length == other.Length && Same.Bytes(one, 0, other, 0, one.Length);

    private static byte[] Copy(byte[] source)
    {
        byte[] copy = new byte[source.Length];
        Array.Copy(source, 0, copy, 0, copy.Length);
        return copy;
    }
}

using System;

namespace Core.Digests;

/// <summary>SHA-1 (FIPS 180-4 §6.1), for SCRAM-SHA-1 and for the capabilities of XEP-0115.</summary>
/// <remarks>Written for speed on the interpreter: PBKDF2 runs 8,192 blocks and more through it. Five rounds a turn,
/// so that the five variables need no shuffling; state and schedule in arrays made once. What was taken so far can be
/// put aside and resumed with <see cref="Save"/> and <see cref="Restore"/>, as HMAC does with its two pads.</remarks>
public sealed class Sha1 : Digest
{
    private const int StateWords = 5;

    private readonly uint[] _state = new uint[StateWords];
    private readonly uint[] _middle = new uint[StateWords];
    private readonly uint[] _words = new uint[80];

    // Padding of a message of 64 + 20 bytes, after its last 20.
    private readonly uint[] _padding = { 0x80000000, 0, 0, 0, 0, 0, 0, 0, 0, 0, (64 + 20) * 8 };

    /// <summary>A function ready for its first message.</summary>
    public Sha1()
        : base(StateWords * 4, 64)
    {
        Reset();
    }

    /// <summary>Puts aside the state after whole blocks: five words.</summary>
    public void Save(uint[] target) => Array.Copy(_state, 0, target, 0, StateWords);

    /// <summary>Goes on from a state that <see cref="Save"/> put aside after <paramref name="total"/> bytes.</summary>
    public void Restore(uint[] saved, long total)
    {
        Resume(total);
        Array.Copy(saved, 0, _state, 0, StateWords);
    }

    /// <summary>Replaces a digest, as five words, by the digest of one earlier block, whose state was saved, and that
    /// digest: half an HMAC of an HMAC, without a byte being packed or unpacked. <see cref="Digest.Reset"/> before
    /// the next message.</summary>
    public void Extend(uint[] saved, uint[] digest)
    {
        Array.Copy(saved, 0, _state, 0, StateWords);
        Array.Copy(digest, 0, _words, 0, StateWords);
        Array.Copy(_padding, 0, _words, StateWords, 16 - StateWords);
        CompressWords();
        Array.Copy(_state, 0, digest, 0, StateWords);
    }

    /// <inheritdoc/>
    protected override void Resume(long total)
    {
        base.Resume(total);
        uint[] state = _state;
        state[0] = 0x67452301;
        state[1] = 0xEFCDAB89;
        state[2] = 0x98BADCFE;
        state[3] = 0x10325476;
        state[4] = 0xC3D2E1F0;
    }

    /// <inheritdoc/>
    protected override void Compress(byte[] source, int offset)
    {
        LoadWords(source, offset, _words);
        CompressWords();
    }

    /// <inheritdoc/>
    protected override void Store(byte[] target, int offset) => StoreWords(_state, target, offset);

    private void CompressWords()
    {
        Schedule(_words);
        FirstHalf(_words);
        SecondHalf(_words);
    }

    // W(t) = ROTL(W(t-3) ^ W(t-8) ^ W(t-14) ^ W(t-16), 1). Four a turn: the last three and two of the oldest stay in
    // locals.
    private static void Schedule(uint[] w)
    {
        uint third = w[13], second = w[14], last = w[15];
        for (int t = 16; t < 80; t += 4)
        {
            uint shared = w[t - 14], next = w[t - 13];
            uint word = third ^ w[t - 8] ^ shared ^ w[t - 16];
            w[t] = word = word << 1 | word >> 31;
            third = second ^ w[t - 7] ^ next ^ w[t - 15];
            w[t + 1] = third = third << 1 | third >> 31;
            second = last ^ w[t - 6] ^ w[t - 12] ^ shared;
            w[t + 2] = second = second << 1 | second >> 31;
            last = word ^ w[t - 5] ^ w[t - 11] ^ next;
            w[t + 3] = last = last << 1 | last >> 31;
        }
    }

    // Rounds 0 to 39, into the middle state.
    private void FirstHalf(uint[] w)
    {
        uint[] state = _state;
        uint a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
        for (int t = 0; t < 20; t += 5)
        {
            e += (a << 5 | a >> 27) + (d ^ (b & (c ^ d))) + w[t] + 0x5A827999;
            b = b << 30 | b >> 2;
            d += (e << 5 | e >> 27) + (c ^ (a & (b ^ c))) + w[t + 1] + 0x5A827999;
            a = a << 30 | a >> 2;
            c += (d << 5 | d >> 27) + (b ^ (e & (a ^ b))) + w[t + 2] + 0x5A827999;
            e = e << 30 | e >> 2;
            b += (c << 5 | c >> 27) + (a ^ (d & (e ^ a))) + w[t + 3] + 0x5A827999;
            d = d << 30 | d >> 2;
            a += (b << 5 | b >> 27) + (e ^ (c & (d ^ e))) + w[t + 4] + 0x5A827999;
            c = c << 30 | c >> 2;
        }

        for (int t = 20; t < 40; t += 5)
        {
            e += (a << 5 | a >> 27) + (b ^ c ^ d) + w[t] + 0x6ED9EBA1;
            b = b << 30 | b >> 2;
            d += (e << 5 | e >> 27) + (a ^ b ^ c) + w[t + 1] + 0x6ED9EBA1;
            a = a << 30 | a >> 2;
            c += (d << 5 | d >> 27) + (e ^ a ^ b) + w[t + 2] + 0x6ED9EBA1;
            e = e << 30 | e >> 2;
            b += (c << 5 | c >> 27) + (d ^ e ^ a) + w[t + 3] + 0x6ED9EBA1;
            d = d << 30 | d >> 2;
            a += (b << 5 | b >> 27) + (c ^ d ^ e) + w[t + 4] + 0x6ED9EBA1;
            c = c << 30 | c >> 2;
        }

        Keep(_middle, a, b, c, d, e);
    }

    // Rounds 40 to 79, from the middle state, and the sum with the state before.
    private void SecondHalf(uint[] w)
    {
        uint[] state = _middle;
        uint a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
        for (int t = 40; t < 60; t += 5)
        {
            e += (a << 5 | a >> 27) + ((b & c) | (d & (b | c))) + w[t] + 0x8F1BBCDC;
            b = b << 30 | b >> 2;
            d += (e << 5 | e >> 27) + ((a & b) | (c & (a | b))) + w[t + 1] + 0x8F1BBCDC;
            a = a << 30 | a >> 2;
            c += (d << 5 | d >> 27) + ((e & a) | (b & (e | a))) + w[t + 2] + 0x8F1BBCDC;
            e = e << 30 | e >> 2;
            b += (c << 5 | c >> 27) + ((d & e) | (a & (d | e))) + w[t + 3] + 0x8F1BBCDC;
            d = d << 30 | d >> 2;
            a += (b << 5 | b >> 27) + ((c & d) | (e & (c | d))) + w[t + 4] + 0x8F1BBCDC;
            c = c << 30 | c >> 2;
        }

        for (int t = 60; t < 80; t += 5)
        {
            e += (a << 5 | a >> 27) + (b ^ c ^ d) + w[t] + 0xCA62C1D6;
            b = b << 30 | b >> 2;
            d += (e << 5 | e >> 27) + (a ^ b ^ c) + w[t + 1] + 0xCA62C1D6;
            a = a << 30 | a >> 2;
            c += (d << 5 | d >> 27) + (e ^ a ^ b) + w[t + 2] + 0xCA62C1D6;
            e = e << 30 | e >> 2;
            b += (c << 5 | c >> 27) + (d ^ e ^ a) + w[t + 3] + 0xCA62C1D6;
            d = d << 30 | d >> 2;
            a += (b << 5 | b >> 27) + (c ^ d ^ e) + w[t + 4] + 0xCA62C1D6;
            c = c << 30 | c >> 2;
        }

        state = _state;
        Keep(state, state[0] + a, state[1] + b, state[2] + c, state[3] + d, state[4] + e);
    }

    private static void Keep(uint[] state, uint a, uint b, uint c, uint d, uint e)
    {
        state[0] = a;
        state[1] = b;
        state[2] = c;
        state[3] = d;
        state[4] = e;
    }
}

namespace Core.Digests;

/// <summary>SHA-256 (FIPS 180-4 §6.2).</summary>
/// <remarks>Written for size: a login hashes one block, everything else is the firmware's HMAC. The message schedule
/// is a ring of 16 words; the constants belong to the object, so that a device that does not use it does not hold
/// them.</remarks>
public sealed class Sha256 : Digest
{
    private readonly uint[] _state = new uint[8];
    private readonly uint[] _words = new uint[16];

    // Fractional parts of the cube roots of the first 64 primes (FIPS 180-4 §4.2).
    private readonly uint[] _constants =
    {
        0x428A2F98, 0x71374491, 0xB5C0FBCF, 0xE9B5DBA5, 0x3956C25B, 0x59F111F1, 0x923F82A4, 0xAB1C5ED5,
        0xD807AA98, 0x12835B01, 0x243185BE, 0x550C7DC3, 0x72BE5D74, 0x80DEB1FE, 0x9BDC06A7, 0xC19BF174,
        0xE49B69C1, 0xEFBE4786, 0x0FC19DC6, 0x240CA1CC, 0x2DE92C6F, 0x4A7484AA, 0x5CB0A9DC, 0x76F988DA,
        0x983E5152, 0xA831C66D, 0xB00327C8, 0xBF597FC7, 0xC6E00BF3, 0xD5A79147, 0x06CA6351, 0x14292967,
        0x27B70A85, 0x2E1B2138, 0x4D2C6DFC, 0x53380D13, 0x650A7354, 0x766A0ABB, 0x81C2C92E, 0x92722C85,
        0xA2BFE8A1, 0xA81A664B, 0xC24B8B70, 0xC76C51A3, 0xD192E819, 0xD6990624, 0xF40E3585, 0x106AA070,
        0x19A4C116, 0x1E376C08, 0x2748774C, 0x34B0BCB5, 0x391C0CB3, 0x4ED8AA4A, 0x5B9CCA4F, 0x682E6FF3,
        0x748F82EE, 0x78A5636F, 0x84C87814, 0x8CC70208, 0x90BEFFFA, 0xA4506CEB, 0xBEF9A3F7, 0xC67178F2,
    };

    /// <summary>A function ready for its first message.</summary>
    public Sha256()
        : base(32, 64)
    {
        Reset();
    }

    /// <inheritdoc/>
    protected override void Resume(long total)
    {
        base.Resume(total);
        uint[] state = _state;
        state[0] = 0x6A09E667;
        state[1] = 0xBB67AE85;
        state[2] = 0x3C6EF372;
        state[3] = 0xA54FF53A;
        state[4] = 0x510E527F;
        state[5] = 0x9B05688C;
        state[6] = 0x1F83D9AB;
        state[7] = 0x5BE0CD19;
    }

    /// <inheritdoc/>
    protected override void Compress(byte[] source, int offset)
    {
        LoadWords(source, offset, _words);
        uint[] state = _state;
        uint a = state[0], b = state[1], c = state[2], d = state[3];
        uint e = state[4], f = state[5], g = state[6], h = state[7];
        uint[] words = _words;
        uint[] constants = _constants;
        for (int t = 0; t < 64; t++)
        {
            uint word = t < 16 ? words[t] : Schedule(words, t);
            uint first = h + ((e >> 6 | e << 26) ^ (e >> 11 | e << 21) ^ (e >> 25 | e << 7))
                + (g ^ (e & (f ^ g))) + constants[t] + word;
            uint second = ((a >> 2 | a << 30) ^ (a >> 13 | a << 19) ^ (a >> 22 | a << 10))
                + ((a & b) | (c & (a | b)));
            h = g;
            g = f;
            f = e;
            e = d + first;
            d = c;
            c = b;
            b = a;
            a = first + second;
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }

    /// <inheritdoc/>
    protected override void Store(byte[] target, int offset) => StoreWords(_state, target, offset);

    private static uint Schedule(uint[] words, int t)
    {
        uint late = words[t + 14 & 15];
        uint early = words[t + 1 & 15];
        uint word = words[t & 15] + words[t + 9 & 15]
            + ((early >> 7 | early << 25) ^ (early >> 18 | early << 14) ^ early >> 3)
            + ((late >> 17 | late << 15) ^ (late >> 19 | late << 13) ^ late >> 10);
        words[t & 15] = word;
        return word;
    }
}

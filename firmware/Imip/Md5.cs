using System;

namespace Imip;

/// <summary>MD5 (RFC 1321): for the historical login only. The device's firmware has none, and nothing else may use
/// it: it is broken for every other purpose.</summary>
public static class Md5
{
    /// <summary>Bytes of a result.</summary>
    public const int Size = 16;

    private const int BlockSize = 64;

    /// <summary>The digest of a message: 16 bytes, in a new array.</summary>
    public static byte[] Hash(byte[] message, int count)
    {
        byte[] padded = Padded(message, count);
        uint[] table = Sines();
        uint[] words = new uint[16];
        uint[] state = { 0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476 };
        for (int at = 0; at < padded.Length; at += BlockSize)
        {
            for (int i = 0; i < words.Length; i++)
            {
                words[i] = BitConverter.ToUInt32(padded, at + 4 * i);
            }

            Compress(state, words, table);
        }

        byte[] digest = new byte[Size];
        for (int i = 0; i < Size; i++)
        {
            digest[i] = (byte)(state[i >> 2] >> (8 * (i & 3)));
        }

        return digest;
    }

    private static byte[] Padded(byte[] message, int count)
    {
        byte[] padded = new byte[(count + 8) / BlockSize * BlockSize + BlockSize];
        Array.Copy(message, 0, padded, 0, count);
        padded[count] = 0x80;
        long bits = count * 8L;
        for (int i = 0; i < 8; i++)
        {
            padded[padded.Length - 8 + i] = (byte)(bits >> (8 * i));
        }

        return padded;
    }

    private static void Compress(uint[] state, uint[] words, uint[] table)
    {
        byte[] shifts = { 7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21 };
        uint a = state[0], b = state[1], c = state[2], d = state[3];
        for (int i = 0; i < 64; i++)
        {
            int round = i >> 4;
            uint mixed = round == 0 ? d ^ (b & (c ^ d))
                : round == 1 ? c ^ (d & (b ^ c))
                : round == 2 ? b ^ c ^ d
                : c ^ (b | ~d);
            int word = round == 0 ? i : round == 1 ? 5 * i + 1 : round == 2 ? 3 * i + 5 : 7 * i;
            uint sum = a + mixed + table[i] + words[word & 15];
            int shift = shifts[round * 4 + (i & 3)];
            a = d;
            d = c;
            c = b;
            b += sum << shift | sum >> (32 - shift);
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
    }

    // T[i] = floor(2^32 · |sin(i + 1)|) (§3.4). Made for each digest, so that it takes no memory between them.
    private static uint[] Sines() => new uint[]
    {
        0xD76AA478, 0xE8C7B756, 0x242070DB, 0xC1BDCEEE, 0xF57C0FAF, 0x4787C62A, 0xA8304613, 0xFD469501,
        0x698098D8, 0x8B44F7AF, 0xFFFF5BB1, 0x895CD7BE, 0x6B901122, 0xFD987193, 0xA679438E, 0x49B40821,
        0xF61E2562, 0xC040B340, 0x265E5A51, 0xE9B6C7AA, 0xD62F105D, 0x02441453, 0xD8A1E681, 0xE7D3FBC8,
        0x21E1CDE6, 0xC33707D6, 0xF4D50D87, 0x455A14ED, 0xA9E3E905, 0xFCEFA3F8, 0x676F02D9, 0x8D2A4C8A,
        0xFFFA3942, 0x8771F681, 0x6D9D6122, 0xFDE5380C, 0xA4BEEA44, 0x4BDECFA9, 0xF6BB4B60, 0xBEBFBC70,
        0x289B7EC6, 0xEAA127FA, 0xD4EF3085, 0x04881D05, 0xD9D4D039, 0xE6DB99E5, 0x1FA27CF8, 0xC4AC5665,
        0xF4292244, 0x432AFF97, 0xAB9423A7, 0xFC93A039, 0x655B59C3, 0x8F0CCC92, 0xFFEFF47D, 0x85845DD1,
        0x6FA87E4F, 0xFE2CE6E0, 0xA3014314, 0x4E0811A1, 0xF7537E82, 0xBD3AF235, 0x2AD7D2BB, 0xEB86D391,
    };
}

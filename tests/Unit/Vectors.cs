using Core.Bytes;
using Core.Digests;
using nanoFramework.TestFramework;

namespace Tests.Unit;

/// <summary>Messages that the digest tests share, and hexadecimal.</summary>
public static class Vectors
{
    /// <summary>The 448-bit example of NIST.</summary>
    public const string Bits448 = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";

    /// <summary>The 896-bit example of NIST.</summary>
    public const string Bits896 = "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
        + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu";

    /// <summary>Digest of a text, in hexadecimal.</summary>
    public static string Hash(Digest digest, string text)
    {
        byte[] bytes = Utf8.Bytes(text);
        digest.Update(bytes, 0, bytes.Length);
        return Finish(digest);
    }

    /// <summary>Digest of a million times the letter a.</summary>
    public static string HashMillion(Digest digest)
    {
        byte[] thousand = new byte[1000];
        for (int i = 0; i < thousand.Length; i++)
        {
            thousand[i] = (byte)'a';
        }

        for (int i = 0; i < 1000; i++)
        {
            digest.Update(thousand, 0, thousand.Length);
        }

        return Finish(digest);
    }

    /// <summary>Digest of the digests of the messages of 0, 1, 2 … bytes, each byte being the length modulo
    /// 256.</summary>
    public static string HashLengths(Digest digest, int longest)
    {
        byte[] digests = new byte[(longest + 1) * digest.Size];
        for (int length = 0; length <= longest; length++)
        {
            byte[] message = new byte[length];
            for (int i = 0; i < length; i++)
            {
                message[i] = (byte)length;
            }

            digest.Update(message, 0, length);
            digest.Finish(digests, length * digest.Size);
        }

        digest.Update(digests, 0, digests.Length);
        return Finish(digest);
    }

    /// <summary>Fails unless a message in two parts, or in bytes, gives what it gives whole, wherever it is
    /// cut.</summary>
    public static void AssertSplits(Digest digest)
    {
        byte[] message = Utf8.Bytes(Bits896 + Bits448 + Bits896);
        digest.Update(message, 0, message.Length);
        string whole = Finish(digest);
        for (int cut = 0; cut <= message.Length; cut++)
        {
            digest.Update(message, 0, cut);
            digest.Update(message, cut, message.Length - cut);
            Assert.AreEqual(whole, Finish(digest));
        }

        for (int at = 0; at < message.Length; at++)
        {
            digest.Update(message, at, 1);
        }

        Assert.AreEqual(whole, Finish(digest));
    }

    /// <summary>Lower-case hexadecimal.</summary>
    public static string Hex(byte[] bytes)
    {
        const string Digits = "0123456789abcdef";
        char[] text = new char[bytes.Length * 2];
        for (int i = 0; i < bytes.Length; i++)
        {
            text[i * 2] = Digits[bytes[i] >> 4];
            text[i * 2 + 1] = Digits[bytes[i] & 15];
        }

        return new string(text);
    }

    /// <summary>Count times the same byte.</summary>
    public static byte[] Repeat(int value, int count)
    {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++)
        {
            bytes[i] = (byte)value;
        }

        return bytes;
    }

    private static string Finish(Digest digest)
    {
        byte[] result = new byte[digest.Size];
        digest.Finish(result, 0);
        return Hex(result);
    }
}

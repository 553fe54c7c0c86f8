using Core.Bytes;
using Core.Digests;
using Xmpp.Auth;
using nanoFramework.TestFramework;

namespace Tests.Unit;

/// <summary>HMAC-SHA-1 against RFC 2202 §3, and its word-wise iteration against itself.</summary>
[TestClass]
public sealed class HmacSha1Tests
{
    private static HmacSha1 s_hmac;

    [TestMethod]
    public void Rfc2202_cases()
    {
        Begin();
        byte[] counting = new byte[25];
        for (int i = 0; i < counting.Length; i++)
        {
            counting[i] = (byte)(i + 1);
        }

        Check("b617318655057264e28bc0b6fb378c8ef146be00", Vectors.Repeat(0x0B, 20), Utf8.Bytes("Hi There"));
        Check("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79", Utf8.Bytes("Jefe"),
            Utf8.Bytes("what do ya want for nothing?"));
        Check("125d7342b9ac11cd91a39af48aa17b4f63f175d3", Vectors.Repeat(0xAA, 20), Vectors.Repeat(0xDD, 50));
        Check("4c9007f4026250c6bc8414f9bf50c86c2d7235da", counting, Vectors.Repeat(0xCD, 50));
        Check("4c1a03424b55e07fe7f27be1d58bb9324a9a5a04", Vectors.Repeat(0x0C, 20),
            Utf8.Bytes("Test With Truncation"));
        Check("aa4ae5e15272d00e95705637ce8a3b55ed402112", Vectors.Repeat(0xAA, 80),
            Utf8.Bytes("Test Using Larger Than Block-Size Key - Hash Key First"));
        Check("e8e99d0f45237d786d6bbaa7965c7808bbff1a91", Vectors.Repeat(0xAA, 80),
            Utf8.Bytes("Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data"));
    }

    [TestMethod]
    public void Iterating_in_words_is_the_code_of_the_code()
    {
        Begin();
        byte[] code = new byte[20];
        s_hmac.Key(Utf8.Bytes("key"));
        s_hmac.Compute(code, 0, 20, code, 0);
        uint[] words = Words(code);
        for (int i = 0; i < 3; i++)
        {
            s_hmac.Iterate(words);
        }

        for (int i = 0; i < 3; i++)
        {
            s_hmac.Compute(code, 0, 20, code, 0);
        }

        uint[] expected = Words(code);
        for (int i = 0; i < 5; i++)
        {
            Assert.AreEqual((long)expected[i], (long)words[i]);
        }
    }

    private static void Begin()
    {
        s_hmac = new HmacSha1(new Sha1());
    }

    private static uint[] Words(byte[] code)
    {
        uint[] words = new uint[5];
        for (int i = 0; i < 20; i++)
        {
            words[i >> 2] = words[i >> 2] << 8 | code[i];
        }

        return words;
    }

    private static void Check(string expected, byte[] key, byte[] message)
    {
        byte[] code = new byte[20];
        s_hmac.Key(key);
        s_hmac.Compute(message, 0, message.Length, code, 0);
        Assert.AreEqual(expected, Vectors.Hex(code));
    }
}

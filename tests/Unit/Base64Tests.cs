using Core.Bytes;
using nanoFramework.TestFramework;

namespace Tests.Unit;

/// <summary>Base64 as RFC 4648 §4 and §10 have it, and nothing else.</summary>
[TestClass]
public sealed class Base64Tests
{
    // RFC 4648 §10, then the two characters beyond letters and digits.
    private const string Pairs =
        ":;f:Zg==;fo:Zm8=;foo:Zm9v;foob:Zm9vYg==;fooba:Zm9vYmE=;foobar:Zm9vYmFy;>>>?:Pj4+Pw==;???:Pz8/";

    [TestMethod]
    public void Rfc4648_vectors_both_ways()
    {
        foreach (string pair in Pairs.Split(';'))
        {
            string[] sides = pair.Split(':');
            Assert.AreEqual(sides[1], Encode(Utf8.Bytes(sides[0])));
            Assert.AreEqual(sides[0], Decode(sides[1]));
        }
    }

    [TestMethod]
    public void Malformed_is_refused()
    {
        // Length, alphabet, white space, padding misplaced or missing, URL alphabet, bits beyond the last byte.
        string all = "A;AA;AAA;AAAAA;AA=A;A===;====;=AAA;AA==AAAA;AAA=AAAA;Zm 9;Zm9v\n;Zm9vYg=\n;Zm9-;Zm9_;Zm9,;"
            + "Zm9\u007f;Zh==;Zm9=;Z@==;[m9v;`m9v;{m9v";
        foreach (string text in all.Split(';'))
        {
            Assert.IsTrue(Decode(text) == null, text);
        }

        byte[] high = { (byte)'A', 0x80, 0xFF, (byte)'A' };
        Assert.AreEqual(Base64.Malformed, Base64.Decode(high, 0, 4, new byte[9], 0));
    }

    [TestMethod]
    public void Decodes_only_what_fits()
    {
        byte[] source = Utf8.Bytes("Zm9vYg==");
        Assert.AreEqual(Base64.Malformed, Base64.Decode(source, 0, 8, new byte[3], 0));
        Assert.AreEqual(Base64.Malformed, Base64.Decode(source, 0, 8, new byte[9], 6));
        Assert.AreEqual(4, Base64.Decode(source, 0, 8, new byte[4], 0));
        Assert.AreEqual(4, Base64.Decode(source, 0, 8, new byte[9], 5));
    }

    [TestMethod]
    public void Decodes_in_place()
    {
        byte[] bytes = Utf8.Bytes("..Zm9vYmFy");
        Assert.AreEqual(6, Base64.Decode(bytes, 2, 8, bytes, 2));
        Assert.AreEqual("..foobar", System.Text.Encoding.UTF8.GetString(bytes, 0, 8));
    }

    [TestMethod]
    public void Encodes_whole_or_not_at_all()
    {
        ByteWriter writer = new(8);
        writer.Byte('!');
        Base64.Encode(new byte[6], 0, 6, writer);
        Assert.IsTrue(writer.Overflow);
        Assert.AreEqual(1, writer.Count);

        writer.Overflow = false;
        Base64.Encode(new byte[5], 2, 3, writer);
        Assert.IsFalse(writer.Overflow);
        Assert.AreEqual(5, writer.Count);
    }

    [TestMethod]
    public void Fuzz_every_byte_string_comes_back_and_a_changed_character_never_passes_as_the_same()
    {
        System.Random random = new(20261121);
        byte[] decoded = new byte[64];
        for (int round = 0; round < 500; round++)
        {
            byte[] bytes = new byte[1 + random.Next(60)];
            random.NextBytes(bytes);
            ByteWriter writer = new(100);
            Base64.Encode(bytes, 0, bytes.Length, writer);
            Assert.AreEqual(bytes.Length, Base64.Decode(writer.Buffer, 0, writer.Count, decoded, 0));
            Assert.IsTrue(Same(bytes, decoded));

            writer.Buffer[random.Next(writer.Count)] ^= (byte)(1 + random.Next(255));
            int length = Base64.Decode(writer.Buffer, 0, writer.Count, decoded, 0);
            Assert.IsTrue(length != bytes.Length || !Same(bytes, decoded));
        }
    }

    [TestMethod]
    public void Fuzz_no_input_throws()
    {
        System.Random random = new(42);
        byte[] input = new byte[32];
        byte[] target = new byte[16];
        for (int round = 0; round < 2000; round++)
        {
            random.NextBytes(input);
            int offset = random.Next(16);
            int length = Base64.Decode(input, offset, random.Next(17), target, random.Next(17));
            Assert.IsTrue(length >= Base64.Malformed && length <= 12);
        }
    }

    private static bool Same(byte[] bytes, byte[] decoded)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] != decoded[i])
            {
                return false;
            }
        }

        return true;
    }

    private static string Encode(byte[] bytes)
    {
        ByteWriter writer = new(100);
        Base64.Encode(bytes, 0, bytes.Length, writer);
        return System.Text.Encoding.UTF8.GetString(writer.Buffer, 0, writer.Count);
    }

    private static string Decode(string text)
    {
        byte[] target = new byte[100];
        byte[] source = Utf8.Bytes(text);
        int length = Base64.Decode(source, 0, source.Length, target, 0);
        return length < 0 ? null : System.Text.Encoding.UTF8.GetString(target, 0, length);
    }
}

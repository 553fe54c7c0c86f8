using Core.Bytes;
using nanoFramework.TestFramework;

namespace Tests.Unit;

/// <summary>UTF-8 after RFC 3629 §3 and §4, narrowed to the characters of XML 1.0 §2.2. Bytes are given in
/// hex.</summary>
[TestClass]
public sealed class Utf8Tests
{
    [TestMethod]
    [DataRow("ab~cd", "ab")]
    [DataRow("~", "")]
    [DataRow("abcd", "abcd")]
    public void Text_ends_at_a_nul(string bytes, string text)
    {
        byte[] some = Utf8.Bytes("<" + bytes + ">");
        int nul = System.Array.IndexOf(some, (byte)'~');
        if (nul >= 0)
        {
            some[nul] = 0;
        }

        Assert.AreEqual(text, Utf8.Text(some, 1, some.Length - 2));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("61")]
    [DataRow("090a0d20")]
    [DataRow("7f")]
    [DataRow("c280")] // U+0080, the first of two bytes
    [DataRow("dfbf")] // U+07FF, the last
    [DataRow("e0a080")] // U+0800, the first of three
    [DataRow("ed9fbf")] // U+D7FF, before the surrogates
    [DataRow("ee8080")] // U+E000, after them
    [DataRow("efbfbd")] // U+FFFD
    [DataRow("f0908080")] // U+10000, the first of four
    [DataRow("f48fbfbf")] // U+10FFFF, the last of all
    [DataRow("61c3bc62e282ac63f09f988064")]
    public void Well_formed(string hex) => Assert.IsTrue(IsText(hex));

    [TestMethod]
    [DataRow("00")]
    [DataRow("08")]
    [DataRow("0b")]
    [DataRow("1f")]
    [DataRow("80")] // a continuation alone
    [DataRow("bf")]
    [DataRow("c080")] // overlong NUL
    [DataRow("c1bf")] // overlong
    [DataRow("e09fbf")] // overlong
    [DataRow("f08fbfbf")] // overlong
    [DataRow("eda080")] // U+D800
    [DataRow("edbfbf")] // U+DFFF
    [DataRow("efbfbe")] // U+FFFE
    [DataRow("efbfbf")] // U+FFFF
    [DataRow("f4908080")] // U+110000
    [DataRow("f5808080")]
    [DataRow("ff")]
    [DataRow("fe")]
    [DataRow("c3")] // cut off
    [DataRow("e282")]
    [DataRow("f09f98")]
    [DataRow("c361")] // no continuation
    [DataRow("e28261")]
    [DataRow("e261ac")]
    [DataRow("f09f6180")]
    [DataRow("c3c3bc")]
    [DataRow("61f8888080")]
    public void Malformed(string hex) => Assert.IsFalse(IsText(hex));

    [TestMethod]
    public void Bytes_beyond_the_end_are_not_read()
    {
        byte[] bytes = Bytes("61c3bc62");
        Assert.IsFalse(Utf8.IsXmlText(bytes, 0, 2));
        Assert.IsTrue(Utf8.IsXmlText(bytes, 0, 3));
        Assert.IsTrue(Utf8.IsXmlText(bytes, 1, 2));
        Assert.IsFalse(Utf8.IsXmlText(bytes, 2, 2));
        Assert.IsTrue(Utf8.IsXmlText(bytes, 4, 0));
    }

    [TestMethod]
    public void Every_single_byte_is_text_or_not_as_xml_has_it()
    {
        byte[] one = new byte[1];
        for (int value = 0; value < 256; value++)
        {
            one[0] = (byte)value;
            bool expected = value == 9 || value == 10 || value == 13 || (value >= 32 && value < 128);
            Assert.AreEqual(expected, Utf8.IsXmlText(one, 0, 1));
        }
    }

    [TestMethod]
    public void Bytes_of_a_text() => CollectionAssert.AreEqual(Bytes("67 72 c3bc 6e"), Utf8.Bytes("grün"));

    private static bool IsText(string hex)
    {
        byte[] bytes = Bytes(hex);
        return Utf8.IsXmlText(bytes, 0, bytes.Length);
    }

    private static byte[] Bytes(string hex)
    {
        char[] digits = hex.ToCharArray();
        ByteWriter writer = new(digits.Length);
        int high = -1;
        foreach (char digit in digits)
        {
            int value = digit == ' ' ? -1 : digit <= '9' ? digit - '0' : digit - 'a' + 10;
            if (value >= 0 && high >= 0)
            {
                writer.Byte((high << 4) | value);
                high = -1;
            }
            else if (value >= 0)
            {
                high = value;
            }
        }

        byte[] bytes = new byte[writer.Count];
        System.Array.Copy(writer.Buffer, 0, bytes, 0, writer.Count);
        return bytes;
    }
}

using Core.Bytes;
using Xmpp.Xml;
using nanoFramework.TestFramework;

namespace Tests.Unit.Xml;

/// <summary>Nothing that comes from outside can break the XML we send.</summary>
[TestClass]
public sealed class XmlWriterTests
{
    [TestMethod]
    [DataRow("plain", "plain")]
    [DataRow("", "")]
    [DataRow("<>&'\"", "&lt;&gt;&amp;&apos;&quot;")]
    [DataRow("a<b", "a&lt;b")]
    [DataRow("&amp;", "&amp;amp;")]
    [DataRow("\u00e4\u20ac\ud83d\ude00", "\u00e4\u20ac\ud83d\ude00")]
    [DataRow("\t\r\n", "\t\r\n")]
    [DataRow("\u0001\u00e4", "???")]
    [DataRow("a\ufffe<", "a???&lt;")]
    public void Text_is_escaped(string text, string expected)
    {
        XmlWriter writer = new(100);
        writer.Escaped(Texts.Slice(text));
        Assert.AreEqual(expected, Texts.Of(writer), text);
        Assert.IsFalse(writer.Overflow);
    }

    [TestMethod]
    public void Text_that_is_no_utf8_becomes_question_marks()
    {
        XmlWriter writer = new(100);
        writer.Escaped(new byte[] { (byte)'a', 0xFF, (byte)'<', 0xC3, 0x28 });
        Assert.AreEqual("a?&lt;?(", Texts.Of(writer));
    }

    [TestMethod]
    public void Attribute_is_quoted()
    {
        XmlWriter writer = new(100);
        writer.Attribute("id", Texts.Slice("it's \"x\""));
        Assert.AreEqual(" id='it&apos;s &quot;x&quot;'", Texts.Of(writer));
    }

    [TestMethod]
    public void What_is_written_is_read_back()
    {
        XmlWriter writer = new(200);
        string hard = "'\"<>&;]]>&lt;\u20ac\ud83d\ude00 x=\"y\"";
        writer.Text("<a");
        writer.Attribute("id", Texts.Slice(hard));
        writer.Text(">");
        writer.Escaped(Texts.Slice(hard));
        writer.Text("</a>");
        Slice value = new();
        Stanza stanza = Scanned.One(Texts.Of(writer));
        Assert.IsTrue(stanza.Attribute(0, Names.Id, value));
        Assert.AreEqual(hard, value.ToString());
        Assert.IsTrue(stanza.Text(0, value));
        Assert.AreEqual(hard, value.ToString());
    }

    [TestMethod]
    public void Everything_behind_the_mark_is_taken_back()
    {
        XmlWriter writer = new(10);
        writer.Text("abc");
        writer.Mark();
        writer.Escaped(Texts.Slice("<<<<<"));
        Assert.IsTrue(writer.Overflow);
        writer.TakeBack();
        Assert.AreEqual("abc", Texts.Of(writer));
        Assert.IsFalse(writer.Overflow);
        writer.Text("defghij");
        Assert.AreEqual("abcdefghij", Texts.Of(writer));
    }
}

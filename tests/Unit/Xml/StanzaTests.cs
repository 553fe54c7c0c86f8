using Core;
using Core.Bytes;
using Xmpp.Xml;
using nanoFramework.TestFramework;

namespace Tests.Unit.Xml;

/// <summary>The flat tree: attributes, texts, names and namespaces, read on demand.</summary>
[TestClass]
public sealed class StanzaTests
{
    [TestMethod]
    [DataRow("<a id='1'/>", "1")]
    [DataRow("<a id=\"1\"/>", "1")]
    [DataRow("<a id = '1'/>", "1")]
    [DataRow("<a\n\tid\r\n=\t\"1\"\n>x</a>", "1")]
    [DataRow("<a b='id=2' id='1'/>", "1")]
    [DataRow("<a id='1' b='id=2'/>", "1")]
    [DataRow("<a xid='2' id='1'/>", "1")]
    [DataRow("<a p:id='2' xmlns:p='u' id='1'/>", "1")]
    [DataRow("<a idx='2' id='1'/>", "1")]
    [DataRow("<a id=''/>", "")]
    [DataRow("<a id='a>b'/>", "a>b")]
    [DataRow("<a id='/'/>", "/")]
    [DataRow("<a id='\"'/>", "\"")]
    [DataRow("<a id=\"'\"/>", "'")]
    [DataRow("<a id='&quot;&apos;&lt;&gt;&amp;'/>", "\"'<>&")]
    [DataRow("<a id='&#65;&#x42;&#x20AC;&#x1F600;'/>", "AB\u20ac\ud83d\ude00")]
    [DataRow("<a id='&amp;amp;'/>", "&amp;")]
    [DataRow("<a id=' x '/>", " x ")]
    public void Attribute_is_read(string xml, string expected)
    {
        Slice value = new();
        Stanza stanza = Scanned.One(xml);
        Assert.IsTrue(stanza.Attribute(0, Names.Id, value), xml);
        Assert.AreEqual(expected, value.ToString(), xml);
        Assert.IsTrue(stanza.AttributeIs(0, Names.Id, Utf8.Bytes(expected)), xml);
        Assert.IsFalse(stanza.AttributeIs(0, Names.Id, Utf8.Bytes(expected + "x")), xml);
        Assert.IsFalse(stanza.Malformed, xml);
    }

    [TestMethod]
    [DataRow("<a/>")]
    [DataRow("<id/>")]
    [DataRow("<a ids='1'/>")]
    [DataRow("<a xid='1'/>")]
    [DataRow("<a p:id='1' xmlns:p='u'/>")]
    [DataRow("<a b=\" id='1'\"/>")]
    [DataRow("<a ID='1'/>")]
    [DataRow("<a b='1'id='2'/>")]
    public void Attribute_is_absent(string xml)
    {
        Stanza stanza = Scanned.One(xml);
        Assert.IsFalse(stanza.Attribute(0, Names.Id, new Slice()), xml);
        Assert.IsFalse(stanza.Malformed, xml);
    }

    [TestMethod]
    [DataRow("x", "x")]
    [DataRow("", "")]
    [DataRow(" x ", " x ")]
    [DataRow("&lt;&gt;&amp;&apos;&quot;", "<>&'\"")]
    [DataRow("&#x9;&#10;&#xD;&#xD7FF;&#xE000;&#xFFFD;&#x10FFFF;", "\t\n\r\ud7ff\ue000\ufffd\udbff\udfff")]
    [DataRow("<![CDATA[&lt;]]>", "&lt;")]
    [DataRow("a<![CDATA[<b>]]>c<![CDATA[]]>d", "a<b>cd")]
    [DataRow("<![CDATA[]]]>", "]")]
    [DataRow("<![CDATA[]]]]>", "]]")]
    [DataRow("<![CDATA[>]>]] >]]>", ">]>]] >")]
    [DataRow("]]", "]]")]
    [DataRow("1 > 0", "1 > 0")]
    [DataRow("before<b>inside</b>behind", "before")]
    public void Text_is_read(string content, string expected)
    {
        Slice text = new();
        Stanza stanza = Scanned.One("<a>" + content + "</a>");
        Assert.IsTrue(stanza.Text(0, text), content);
        Assert.AreEqual(expected, text.ToString(), content);
        Assert.IsFalse(stanza.Malformed, content);
    }

    [TestMethod]
    [DataRow("&")]
    [DataRow("&;")]
    [DataRow("&a;")]
    [DataRow("&nbsp;")]
    [DataRow("&lt")]
    [DataRow("&ltx;")]
    [DataRow("&gts;")]
    [DataRow("&LT;")]
    [DataRow("&amq;")]
    [DataRow("&aposs;")]
    [DataRow("&#;")]
    [DataRow("&#x;")]
    [DataRow("&#0;")]
    [DataRow("&#x1F;")]
    [DataRow("&#xD800;")]
    [DataRow("&#xDFFF;")]
    [DataRow("&#xFFFE;")]
    [DataRow("&#xFFFF;")]
    [DataRow("&#x110000;")]
    [DataRow("&#xFFFFFF;")]
    [DataRow("&#99999999;")]
    [DataRow("&#4294967361;")]
    [DataRow("&#-65;")]
    [DataRow("&#6A;")]
    [DataRow("&#X41;")]
    [DataRow("&#x4 1;")]
    [DataRow("& lt;")]
    public void Malformed_reference_counts_as_absent(string reference)
    {
        Slice text = new();
        Stanza stanza = Scanned.One("<a id='" + reference + "'>" + reference + "<b/></a>");
        Assert.IsFalse(stanza.Text(0, text), reference);
        Assert.AreEqual(0, text.Count, reference);
        Assert.IsTrue(stanza.Malformed, reference);
        Assert.IsFalse(stanza.Attribute(0, Names.Id, text), reference);
    }

    [TestMethod]
    public void Malformed_is_forgotten_with_its_stanza()
    {
        Scanned scanned = Scanned.Whole("<a>&nope;</a>");
        Assert.IsFalse(scanned.Stanza.Text(0, new Slice()));
        Assert.IsTrue(scanned.Stanza.Malformed);
        scanned.Feed("<a/>");
        Assert.IsFalse(scanned.Stanza.Malformed);
    }

    [TestMethod]
    public void Text_too_long_to_decode_is_absent_and_no_fault_of_the_peer()
    {
        // Anybody may send a long text with an apostrophe in it; it must not look like broken XML, which ends the
        // stream.
        Slice text = new();
        Stanza stanza = Scanned.One("<a>" + new string('x', Limits.Decoded) + "&apos;</a>");
        Assert.IsFalse(stanza.Text(0, text));
        Assert.AreEqual(0, text.Count);
        Assert.IsFalse(stanza.Malformed);
        Assert.IsTrue(stanza.Exceeds);
    }

    [TestMethod]
    public void Attributes_beyond_the_limit_are_absent_and_no_fault_of_the_peer()
    {
        string tag = "<a";
        for (int i = 0; i < Limits.Attributes; i++)
        {
            tag += " a" + i + "='x'";
        }

        Stanza stanza = Scanned.One(tag + " id='1'/>");
        Assert.IsTrue(stanza.AttributeIs(0, Utf8.Bytes("a" + (Limits.Attributes - 1)), Utf8.Bytes("x")));
        Assert.IsFalse(stanza.Attribute(0, Names.Id, new Slice()));
        Assert.IsFalse(stanza.Malformed);
        Assert.IsTrue(stanza.Exceeds);
    }

    [TestMethod]
    [DataRow("<a d='1'/>")]
    [DataRow("<iq s='1'><q s='2'/></iq>")]
    [DataRow("<p:a ='1'/>")]
    [DataRow("<p:a :p='1'/>")]
    [DataRow("<a b='1'><longprefix:c d='2'/></a>")]
    [DataRow("<a b='1'><stream:c/></a>")]
    public void Names_at_the_front_of_the_arena_are_compared_inside_it(string xml)
    {
        Slice value = new();
        Stanza stanza = Scanned.AtFront(xml);
        for (int i = 0; i < stanza.Count; i++)
        {
            Assert.IsFalse(stanza.Attribute(i, Names.Id, value), xml);
            Assert.IsFalse(stanza.Attribute(i, Utf8.Bytes("xmlns"), value), xml);
            Assert.IsFalse(stanza.IsIn(i, Ns.Sasl), xml);
        }
    }

    [TestMethod]
    public void Texts_share_the_room_for_decoding()
    {
        Slice one = new();
        Slice other = new();
        Stanza stanza = Scanned.One("<a><b>&lt;1</b><b>&gt;2</b></a>");
        Assert.IsTrue(stanza.Text(1, one));
        Assert.IsTrue(stanza.Text(2, other));
        Assert.AreEqual("<1", one.ToString());
        Assert.AreEqual(">2", other.ToString());
    }

    [TestMethod]
    public void Children_and_siblings()
    {
        byte[] b = Utf8.Bytes("b");
        Stanza stanza = Scanned.One("<a><b><c/><b/></b>t<c/><b/></a>");
        Assert.AreEqual(6, stanza.Count);
        Assert.AreEqual(1, stanza.FirstChild(0));
        Assert.AreEqual(2, stanza.FirstChild(1));
        Assert.AreEqual(Stanza.None, stanza.FirstChild(2));
        Assert.AreEqual(3, stanza.NextSibling(2));
        Assert.AreEqual(Stanza.None, stanza.NextSibling(3));
        Assert.AreEqual(4, stanza.NextSibling(1));
        Assert.AreEqual(5, stanza.NextSibling(4));
        Assert.AreEqual(Stanza.None, stanza.NextSibling(5));
        Assert.AreEqual(Stanza.None, stanza.NextSibling(0));
        Assert.AreEqual(1, stanza.Child(0, b, null));
        Assert.AreEqual(5, stanza.NextSibling(1, b, null));
        Assert.AreEqual(Stanza.None, stanza.NextSibling(5, b, null));
        Assert.AreEqual(Stanza.None, stanza.Child(0, Utf8.Bytes("d"), null));
        Assert.AreEqual(3, stanza.Child(1, b, null));
    }
}

using Core;
using Core.Bytes;
using Xmpp.Xml;
using nanoFramework.TestFramework;

namespace Tests.Unit.Xml;

/// <summary>Namespaces in XML (the recommendation of 2009) as far as streams use them.</summary>
[TestClass]
public sealed class NamespaceTests
{
    private static readonly byte[] U = Utf8.Bytes("u");
    private static readonly byte[] B = Utf8.Bytes("b");

    [TestMethod]
    [DataRow("<a/>", 0, "jabber:client")]
    [DataRow("<a xmlns='u'/>", 0, "u")]
    [DataRow("<a xmlns = \"u\" />", 0, "u")]
    [DataRow("<a xmlns=''/>", 0, "")]
    [DataRow("<a\nxmlns='u'/>", 0, "u")]
    [DataRow("<a class='xmlns' xmlns='u' ns='v'/>", 0, "u")]
    [DataRow("<a axmlns='u' ymlns='v' xmlnss='w'/>", 0, "jabber:client")]
    [DataRow("<stream:a/>", 0, "http://etherx.jabber.org/streams")]
    [DataRow("<p:a/>", 0, "")]
    [DataRow("<p:a xmlns:p='u'/>", 0, "u")]
    [DataRow("<p:a xmlns='v' xmlns:p='u'/>", 0, "u")]
    [DataRow("<p:a xmlns='v' xmlns:pp='w' xmlns:p='u'/>", 0, "u")]
    [DataRow("<p:a b='xmlns:p=x' xmlns:p='u'/>", 0, "u")]
    [DataRow("<a xmlns='u'><b/></a>", 1, "u")]
    [DataRow("<a xmlns='u'><b xmlns='v'/></a>", 1, "v")]
    [DataRow("<a xmlns='u'><p:b xmlns:p='v'/></a>", 1, "v")]
    [DataRow("<a xmlns='u' xmlns:p='v'><p:b/></a>", 1, "v")]
    [DataRow("<a xmlns:p='v'><b xmlns:p='w'/><p:b/></a>", 2, "v")]
    [DataRow("<a><b xmlns='v'/><c/></a>", 2, "jabber:client")]
    [DataRow("<stream:stream2/>", 0, "http://etherx.jabber.org/streams")]
    [DataRow("<a xmlns:stream='u'><stream:b/></a>", 1, "u")]
    public void Namespace_is_found(string xml, int element, string expected)
    {
        Slice ns = new();
        Stanza stanza = Scanned.One(xml);
        stanza.Namespace(element, ns);
        Assert.AreEqual(expected, ns.ToString(), xml);
        Assert.IsTrue(stanza.IsIn(element, Utf8.Bytes(expected)), xml);
        Assert.IsFalse(stanza.IsIn(element, Utf8.Bytes(expected + "x")), xml);
    }

    [TestMethod]
    [DataRow("<a><b xmlns='u'/></a>", true)]
    [DataRow("<a xmlns='u'><b/></a>", true)]
    [DataRow("<a><p:b xmlns:p='u'/></a>", true)]
    [DataRow("<a xmlns:p='u'><p:b/></a>", true)]
    [DataRow("<a><b/></a>", false)]
    [DataRow("<a><b xmlns='uu'/></a>", false)]
    [DataRow("<a><bb xmlns='u'/></a>", false)]
    [DataRow("<a><p:b/></a>", false)]
    [DataRow("<a><b:b2 xmlns:b='u'/></a>", false)]
    [DataRow("<a><B xmlns='u'/></a>", false)]
    public void Element_has_name_and_namespace(string xml, bool has)
    {
        Stanza stanza = Scanned.One(xml);
        Assert.AreEqual(has, stanza.Is(1, B, U), xml);
        Assert.AreEqual(has, stanza.Is(1, ShortName.Of("b"), U), xml);
        Assert.AreEqual(has ? 1 : Stanza.None, stanza.Child(0, B, U), xml);
    }

    [TestMethod]
    [DataRow("<a><b/></a>", true)]
    [DataRow("<a xmlns='u'><b/></a>", true)]
    [DataRow("<a xmlns='u'><b xmlns='u'/></a>", true)]
    [DataRow("<a xmlns='u'><p:b xmlns:p='u'/></a>", true)]
    [DataRow("<p:a xmlns:p='u'><p:b/></p:a>", true)]
    [DataRow("<p:a xmlns:p='jabber:client'><b/></p:a>", true)]
    [DataRow("<a><b xmlns='u'/></a>", false)]
    [DataRow("<a><p:b xmlns:p='u'/></a>", false)]
    [DataRow("<a xmlns='u'><b xmlns='v'/></a>", false)]
    public void Null_stands_for_the_namespace_of_the_parent(string xml, bool same) =>
        Assert.AreEqual(same ? "1 1" : "-1 -1",
            Scanned.One(xml).Child(0, B, null) + " " + Scanned.One(xml).Child(0, ShortName.Of("b"), null), xml);

    [TestMethod]
    public void Child_of_a_prefixed_parent_without_prefix_has_another_namespace()
    {
        Stanza stanza = Scanned.One("<p:a xmlns:p='u'><b/></p:a>");
        Assert.AreEqual(Stanza.None, stanza.Child(0, B, U));
        Assert.AreEqual(1, stanza.Child(0, B, Ns.Client));
        Assert.AreEqual(Stanza.None, stanza.Child(0, ShortName.Of("b"), U));
        Assert.AreEqual(1, stanza.Child(0, ShortName.Of("b"), Ns.Client));
    }

    [TestMethod]
    [DataRow("<b xmlns='uvw'/>", true)]
    [DataRow("<b xmlns='uvw' c='d'/>", true)]
    [DataRow("<b xmlns='uvw'></b>", true)]
    [DataRow("<b xmlns=\"uvw\"></b>", true)]
    [DataRow("<b  xmlns='uvw'></b>", true)]
    [DataRow("<b\nxmlns = 'uvw'></b>", true)]
    [DataRow("<b c='>' xmlns='uvw'>x</b>", true)]
    [DataRow("<b xmlns='uvw' xmlns='u'></b>", true)]
    [DataRow("<b xmlns='u' xmlns='uvw'></b>", false)]
    [DataRow("<b xmlns='uv'></b>", false)]
    [DataRow("<b xmlns='uvwx'></b>", false)]
    [DataRow("<b xmlns='uvx'></b>", false)]
    [DataRow("<b xmlns=''></b>", false)]
    [DataRow("<b xmlns:p='uvw'></b>", false)]
    [DataRow("<b axmlns='uvw'></b>", false)]
    [DataRow("<b c=' xmlns=uvw'></b>", false)]
    public void Declaration_in_the_tag_counts_before_and_after_its_attributes_are_read(string xml, bool has)
    {
        byte[] ns = Utf8.Bytes("uvw");
        Stanza stanza = Scanned.One("<a>" + xml + "</a>");
        Assert.AreEqual(has, stanza.Is(1, ShortName.Of("b"), ns), xml);
        stanza.Attribute(1, Names.Id, new Slice());
        Assert.AreEqual(has, stanza.Is(1, ShortName.Of("b"), ns), xml);
        Assert.AreEqual(has, stanza.Is(1, B, ns), xml);
        Assert.IsFalse(stanza.Is(1, ShortName.Of("b"), Utf8.Bytes("a-namespace-that-reaches-beyond-the-tag")), xml);
    }

    [TestMethod]
    public void Declaration_is_looked_for_inside_the_arena()
    {
        // The last stanza ends where the arena does, and the namespace that is asked for is longer than what is left.
        Scanned scanned = new();
        string last = "<b xmlns='u'></b>";
        byte[] filling = Utf8.Bytes(new string(' ', Limits.Arena - Scanned.Header.Length - last.Length));
        Assert.AreEqual(filling.Length, scanned.Offer(filling, 0, filling.Length));
        Assert.AreEqual(ScanEvent.Stanza, scanned.Feed(last));
        Assert.IsFalse(scanned.Stanza.Is(0, ShortName.Of("b"), Utf8.Bytes(new string('u', 64))));
        Assert.IsTrue(scanned.Stanza.Is(0, ShortName.Of("b"), U));
    }

    [TestMethod]
    public void Local_name_is_compared_with_any_prefix()
    {
        Stanza stanza = Scanned.One("<a><b/><p:b xmlns:p='u'/><bc/><p:bc xmlns:p='u'/></a>");
        Assert.IsTrue(stanza.Is(1, B));
        Assert.IsTrue(stanza.Is(2, B));
        Assert.IsFalse(stanza.Is(3, B));
        Assert.IsFalse(stanza.Is(4, B));
    }
}

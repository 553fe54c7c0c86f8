using Core;
using Core.Bytes;
using Xmpp.Xml;
using nanoFramework.TestFramework;

namespace Tests.Unit.Xml;

/// <summary>Names compared as words: whatever stands around them, the answer is that of a comparison byte by
/// byte.</summary>
[TestClass]
public sealed class ShortNameTests
{
    private static readonly string[] Asked = { "a", "b", "ab", "item", "items", "presenc", "message" };

    private static readonly string[] Local =
    {
        "a", "b", "ab", "ba", "aa", "item", "ite", "items", "xitem", "Item", "iten", "message", "xmessage", "messages",
        "amessage", "presenc", "presence", "itemitem", "message-message", "item.message", "item-a",
    };

    private static readonly string[] Forms =
    {
        "<#/>", "<# />", "<#></#>", "<#></# >", "<# ></#>", "<#>x</#>", "<# x='/'/>", "<#\nx='>'>x</#\n>",
        "<#><item/></#>", "<# x='a'><message></message></#>",
    };

    [TestMethod]
    public void Element_is_what_its_local_name_says()
    {
        foreach (string local in Local)
        {
            foreach (string form in Forms)
            {
                Compare(form, local, local);
                Compare(form, "p:" + local, local);
                Compare(form, "message:" + local, local);
                Compare(form, "p:q:" + local, "q:" + local);
            }
        }
    }

    [TestMethod]
    public void Colon_without_prefix_belongs_to_the_name()
    {
        Assert.IsFalse(Scanned.One("<:item/>").Is(0, Names.Item));
        Assert.IsFalse(Scanned.One("<:item></:item>").Is(0, Names.Item));
        Assert.IsFalse(Scanned.One("<a><:item/></a>").Is(1, Names.Item, null));
    }

    [TestMethod]
    public void Name_of_an_earlier_stanza_is_forgotten()
    {
        Scanned scanned = Scanned.Whole("<a><item></item><b/></a>");
        Assert.IsTrue(scanned.Stanza.Is(1, Names.Item, null));
        string[] others = { "<a><query></query ></a>", "<a><query/></a>", "<a><q:query x='item'/></a>" };
        foreach (string other in others)
        {
            Assert.AreEqual(ScanEvent.Stanza, scanned.Feed(other), other);
            Assert.IsFalse(scanned.Stanza.Is(1, Names.Item), other);
            Assert.IsTrue(scanned.Stanza.Is(1, Names.Query), other);
            scanned.Feed("<a><item></item><b/></a>");
        }
    }

    [TestMethod]
    public void Element_is_found_behind_those_whose_names_are_kept()
    {
        string xml = "<a>";
        for (int i = 0; i < Limits.NamedElements + 2; i++)
        {
            xml += i % 2 == 0 ? "<value></value>" : "<value x='1'/>";
        }

        Stanza stanza = Scanned.One(xml + "<p:item xmlns:p='u'></p:item><item></item><item/></a>");
        int item = stanza.Child(0, Names.Item, null);
        Assert.AreEqual(Limits.NamedElements + 4, item);
        Assert.AreEqual(item - 1, stanza.Child(0, Names.Item, Utf8.Bytes("u")));
        Assert.AreEqual(item + 1, stanza.NextSibling(item, Names.Item, null));
        Assert.AreEqual(Stanza.None, stanza.NextSibling(item + 1, Names.Item, null));
    }

    [TestMethod]
    public void Element_at_the_front_of_the_arena_has_its_name()
    {
        Assert.IsTrue(Scanned.AtFront("<a/>").Is(0, ShortName.Of("a")));
        Assert.IsTrue(Scanned.AtFront("<iq id='1'></iq>").Is(0, Names.Iq, Ns.Client));
        Slice value = new();
        Assert.IsTrue(Scanned.AtFront("<a h='1'/>").Attribute(0, ShortName.Of("h"), value));
        Assert.IsFalse(Scanned.AtFront("<a h='1'/>").Attribute(0, ShortName.Of("ah"), value));
        Assert.IsFalse(Scanned.AtFront("<a h='1'/>").Attribute(0, Utf8.Bytes("a-very-long-name"), value));
    }

    [TestMethod]
    [DataRow("from", "<a from='1'/>", "1")]
    [DataRow("from", "<a xfrom='2' from='1'/>", "1")]
    [DataRow("from", "<a fromx='2' from = \"1\"/>", "1")]
    [DataRow("from", "<a p:from='2'\nfrom\t='1'/>", "1")]
    [DataRow("from", "<a b='2' from='1' from='3'/>", "1")]
    [DataRow("from", "<a b=' from=3' from='>'/>", ">")]
    [DataRow("from", "<a b=\" from='3'\" from='\"'/>", "\"")]
    [DataRow("from", "<a from='&lt;&amp;'/>", "<&")]
    [DataRow("from", "<a b='2'from='1'/>", Texts.None)]
    [DataRow("from", "<a xfrom='1'/>", Texts.None)]
    [DataRow("from", "<from b='1'/>", Texts.None)]
    [DataRow("a", "<a b='1'/>", Texts.None)]
    [DataRow("message", "<a xmessage='2' message='1'/>", "1")]
    [DataRow("message", "<message messages='1'/>", Texts.None)]
    [DataRow("publisher", "<a publishers='2' publisher='1'/>", "1")]
    [DataRow("publisher", "<a xpublisher='2' publishes='3' publisher = '1'/>", "1")]
    [DataRow("publisher", "<a publisher='1' publisher='2'/>", "1")]
    [DataRow("publisher", "<a p:publisher='1' ublisher='2' publishe='3'/>", Texts.None)]
    [DataRow("publisher-of-this", "<a publisher-of-that='2' publisher-of-this='1'/>", "1")]
    public void Attribute_has_just_this_name(string name, string xml, string value)
    {
        string expected = Texts.OrNull(value);
        Slice read = new();
        Stanza stanza = Scanned.One(xml);
        Assert.AreEqual(expected != null, stanza.Attribute(0, Utf8.Bytes(name), read), xml);
        Assert.AreEqual(expected ?? string.Empty, read.ToString(), xml);
        if (name.Length <= ShortName.Longest)
        {
            read.Clear();
            Assert.AreEqual(expected != null, stanza.Attribute(0, ShortName.Of(name), read), xml);
            Assert.AreEqual(expected ?? string.Empty, read.ToString(), xml);
        }
    }

    private static void Compare(string form, string name, string local)
    {
        string[] parts = form.Split('#');
        string xml = "<r xmlns:p='u' xmlns:message='u'>" + parts[0];
        for (int i = 1; i < parts.Length; i++)
        {
            xml += name + parts[i];
        }

        Stanza stanza = Scanned.One(xml + "</r>");
        byte[] ns = Utf8.Bytes(name == local ? "jabber:client" : "u");
        foreach (string asked in Asked)
        {
            ulong word = ShortName.Of(asked);
            byte[] bytes = Utf8.Bytes(asked);
            Assert.AreEqual(asked == local, stanza.Is(1, word), xml + asked);
            Assert.AreEqual(asked == local, stanza.Is(1, bytes), xml + asked);
            Assert.AreEqual(asked == local, stanza.Is(1, word, ns), xml + asked);
            Assert.AreEqual(asked == local, stanza.Is(1, bytes, ns), xml + asked);
            Assert.AreEqual(asked == local ? 1 : Stanza.None, stanza.Child(0, word, ns), xml + asked);
            Assert.AreEqual(asked == local ? 1 : Stanza.None, stanza.Child(0, bytes, ns), xml + asked);
            Assert.IsFalse(stanza.Is(1, word, Utf8.Bytes("v")), xml + asked);
        }
    }
}

using Core;
using Core.Bytes;
using Xmpp.Xml;
using nanoFramework.TestFramework;

namespace Tests.Unit.Xml;

/// <summary>What is larger than the limits goes by, and the stream goes on behind it.</summary>
[TestClass]
public sealed class XmlLimitTests
{
    [TestMethod]
    public void Depth_up_to_the_limit_is_read()
    {
        Scanned scanned = new();
        Assert.AreEqual((int)ScanEvent.Stanza, (int)scanned.Feed(Nested(Limits.Depth)));
        Assert.AreEqual(Limits.Depth, scanned.Stanza.Count);
        Assert.AreEqual((int)ScanEvent.Stanza, (int)scanned.Feed("<next/>"));
    }

    [TestMethod]
    public void Depth_beyond_the_limit_is_skipped()
    {
        Scanned scanned = new();
        Assert.AreEqual((int)ScanEvent.Oversized, (int)scanned.Feed(Nested(Limits.Depth + 1)));
        AssertOnlyTheTag(scanned.Stanza);
        Assert.AreEqual((int)ScanEvent.Stanza, (int)scanned.Feed("<next/>"));
    }

    [TestMethod]
    public void Elements_up_to_the_limit_are_read()
    {
        Scanned scanned = new();
        Assert.AreEqual((int)ScanEvent.Stanza, (int)scanned.Feed(Flat(Limits.Elements - 1)));
        Assert.AreEqual(Limits.Elements, scanned.Stanza.Count);
    }

    [TestMethod]
    public void Elements_beyond_the_limit_are_skipped()
    {
        Scanned scanned = new();
        Assert.AreEqual((int)ScanEvent.Oversized, (int)scanned.Feed(Flat(Limits.Elements)));
        AssertOnlyTheTag(scanned.Stanza);
        Assert.AreEqual((int)ScanEvent.Stanza, (int)scanned.Feed("<next/>"));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(107)]
    [DataRow(1000)]
    public void Stanza_may_fill_the_arena_to_its_last_byte(int before)
    {
        // Whatever stands before it in the arena makes way.
        byte[] stanza = Utf8.Bytes("<iq id='7'><q>" + new string('x', Limits.Arena - 23) + "</q></iq>");
        Assert.AreEqual(Limits.Arena, stanza.Length);
        for (int step = 1; step <= Limits.Arena; step += 1 + step / 2)
        {
            Scanned scanned = new();
            scanned.Feed(new string(' ', before));
            string story = scanned.Story(stanza, step, step);
            Assert.AreEqual(Limits.Arena - 23 + "2#7# ".Length, story.Length, "in pieces of " + step);
        }
    }

    [TestMethod]
    public void One_byte_more_is_skipped_in_any_pieces()
    {
        byte[] stanza = Utf8.Bytes("<iq id='7'><q>" + new string('x', Limits.Arena - 22) + "</q></iq><a id='8'/>");
        for (int step = 1; step <= stanza.Length; step += 1 + step / 2)
        {
            Assert.AreEqual("3#7 2#8 ", new Scanned().Story(stanza, step, step), "in pieces of " + step);
        }
    }

    [TestMethod]
    [DataRow("<message a='#'/>")]
    [DataRow("<message a='#'>x<y/></message>")]
    [DataRow("<message id='#' from='a@b'><body>hi</body></message>")]
    [DataRow("<message a=\"'>#\" b='\">/'/>")]
    [DataRow("<message><body>hi</body><x xmlns='urn:x' a='y#'/></message>")]
    [DataRow("<message><body>hi</body><x a='/>#'><z/></x></message>")]
    [DataRow("<message><x><![CDATA[ ]] > ]>#]]></x></message>")]
    [DataRow("<message><x></x   #   ></message   >")]
    [DataRow("<message><x a='#'/><x a='#'/><y b='#'>z</y></message>")]
    public void Long_tag_goes_by_and_the_stream_goes_on(string xml)
    {
        string[] parts = xml.Split('#');
        int[] lengths = { Limits.Arena - 60, Limits.Arena - 20, Limits.Arena, Limits.Arena + 1, 3 * Limits.Arena };
        foreach (int length in lengths)
        {
            // White space, because that may stand in an end tag too.
            string filling = new(' ', length);
            string stanza = parts[0];
            for (int i = 1; i < parts.Length; i++)
            {
                stanza += filling + parts[i];
            }

            foreach (int step in new[] { 1, 7, 333, Limits.Arena })
            {
                Scanned scanned = new();
                string story = scanned.Story(Utf8.Bytes(stanza + "<iq id='8'/>"), step, step);
                Assert.IsTrue(story.Length > 4, "length " + length + " in pieces of " + step + ": " + story);
                Assert.AreEqual("2#8 ", story.Substring(story.Length - 4), length + " in pieces of " + step);
            }
        }
    }

    [TestMethod]
    public void Stanza_whose_own_tag_is_too_long_tells_nothing()
    {
        // Its sender may stand in what is lost, and one that seems absent would be the server.
        Scanned scanned = new();
        byte[] stanza = Utf8.Bytes("<iq type='get' id='7' a='" + new string('x', Limits.Arena) + "'/>");
        ScanEvent found = ScanEvent.None;
        for (int at = 0; at < stanza.Length && found == ScanEvent.None; at++)
        {
            Assert.AreEqual(1, scanned.Offer(stanza, at, 1));
            found = scanned.Next();
        }

        Assert.AreEqual((int)ScanEvent.Oversized, (int)found);
        Assert.IsTrue(scanned.Stanza.Exceeds);
        Assert.IsTrue(scanned.Stanza.Is(0, Utf8.Bytes("iq"), Utf8.Bytes("jabber:client")));
    }

    [TestMethod]
    public void Stanza_of_many_arenas_goes_by()
    {
        string filling = string.Empty;
        for (int i = 0; i < 400; i++)
        {
            filling += "<item jid='someone@example.org/" + i + "' name='&apos;>'>text &amp; more<group/></item>";
        }

        byte[] stanza = Utf8.Bytes("<iq type='set' id='big'>" + filling + "</iq><iq id='next'/>");
        for (int step = 1; step <= stanza.Length; step = step * 2 + 1)
        {
            Assert.AreEqual("3#big 2#next ", new Scanned().Story(stanza, step, step), "in pieces of " + step);
        }
    }

    [TestMethod]
    [DataRow("<a id='", "")]
    [DataRow("<a ", "")]
    [DataRow("<", "6 ")]
    [DataRow("<iq id='5'><a b='", "")]
    [DataRow("<iq id='5'><![CDATA[", "")]
    [DataRow("<iq id='5'></", "")]
    public void Only_a_name_beyond_the_arena_ends_it(string start, string story)
    {
        byte[] tag = Utf8.Bytes(start + new string('x', 2 * Limits.Arena));
        for (int step = 1; step <= tag.Length; step = step * 2 + 1)
        {
            Assert.AreEqual(story, new Scanned().Story(tag, step, step), start + " in pieces of " + step);
        }
    }

    [TestMethod]
    public void Room_for_more_comes_back_behind_each_stanza()
    {
        Scanned scanned = new();
        byte[] stanza = Utf8.Bytes("<a>" + new string('x', 3000) + "</a>");
        for (int i = 0; i < 5; i++)
        {
            Assert.AreEqual(stanza.Length, scanned.Offer(stanza, 0, stanza.Length));
            Assert.AreEqual((int)ScanEvent.Stanza, (int)scanned.Next());
            Assert.AreEqual((int)ScanEvent.None, (int)scanned.Next());
        }
    }

    [TestMethod]
    public void What_has_not_been_looked_at_is_not_given_up()
    {
        // The reader may be kept from looking, because its answers find no room; more bytes come all the same.
        Scanned scanned = new();
        Assert.AreEqual((int)ScanEvent.None, (int)scanned.Feed("<iq id='1'><q>"));
        byte[] rest = Utf8.Bytes("</q></iq>");
        byte[] more = Utf8.Bytes(new string(' ', Limits.Arena));
        Assert.AreEqual(rest.Length, scanned.Offer(rest, 0, rest.Length));
        scanned.Offer(more, 0, more.Length);
        scanned.Offer(more, 0, more.Length);
        Assert.AreEqual((int)ScanEvent.Stanza, (int)scanned.Next());
    }

    private static string Nested(int depth)
    {
        string xml = string.Empty;
        for (int i = 0; i < depth; i++)
        {
            xml = "<a id='7'>" + xml + "</a>";
        }

        return xml;
    }

    private static string Flat(int children)
    {
        string xml = "<a id='7'>";
        for (int i = 0; i < children; i++)
        {
            xml += "<b/>";
        }

        return xml + "</a>";
    }

    private static void AssertOnlyTheTag(Stanza stanza)
    {
        Slice id = new();
        Assert.AreEqual(1, stanza.Count);
        Assert.IsTrue(stanza.Attribute(0, Names.Id, id));
        Assert.AreEqual("7", id.ToString());
        Assert.AreEqual(Stanza.None, stanza.FirstChild(0));
    }
}

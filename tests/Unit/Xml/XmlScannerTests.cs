using Core.Bytes;
using Xmpp.Xml;
using nanoFramework.TestFramework;

namespace Tests.Unit.Xml;

/// <summary>The stream's grammar: what is a stanza, what ends the stream, what must not be there.</summary>
[TestClass]
public sealed class XmlScannerTests
{
    [TestMethod]
    [DataRow("<a/>", 1)]
    [DataRow("<a />", 1)]
    [DataRow("<a></a>", 1)]
    [DataRow("<a></a >", 1)]
    [DataRow("<a\t\r\n></a\n>", 1)]
    [DataRow("  \r\n\t<a/>", 1)]
    [DataRow("<a><b/></a>", 2)]
    [DataRow("<a>x<b/>y<c/>z</a>", 3)]
    [DataRow("<a><a><a/></a></a>", 3)]
    [DataRow("<a b='x>y'/>", 1)]
    [DataRow("<a b='x>' c=\">\"/>", 1)]
    [DataRow("<a><b c='>'/></a>", 2)]
    [DataRow("<a><b c='/>'>text</b></a>", 2)]
    [DataRow("<a><b c = '>' \t d\n=\r\">\" ><e/></b></a>", 3)]
    [DataRow("<a b='\"' c=\"'\"/>", 1)]
    [DataRow("<p:a xmlns:p='u'><p:b/></p:a>", 2)]
    [DataRow("<a><![CDATA[<b></c>]]></a>", 1)]
    [DataRow("<a><![CDATA[]]]]><b/></a>", 2)]
    [DataRow("<a>1 > 0</a>", 1)]
    [DataRow("<a>x='y>z'</a>", 1)]
    [DataRow("<\u00e4\u00f6><\u00fc/></\u00e4\u00f6>", 2)]
    public void Stanza_is_found(string xml, int elements)
    {
        Scanned scanned = new();
        Assert.AreEqual((int)ScanEvent.Stanza, (int)scanned.Feed(xml), xml);
        Assert.AreEqual(elements, scanned.Stanza.Count, xml);
        Assert.IsFalse(scanned.Stanza.Malformed, xml);
        Assert.AreEqual((int)ScanEvent.None, (int)scanned.Next(), xml);
    }

    [TestMethod]
    [DataRow("<a>")]
    [DataRow("<a><b></b>")]
    [DataRow("<a")]
    [DataRow("<a b='")]
    [DataRow("<a b='>")]
    [DataRow("<a b=")]
    [DataRow("<a b='c")]
    [DataRow("<a><b/></a")]
    [DataRow("<a><![CDATA[</a>")]
    [DataRow("<a><![CDATA[</a>]]")]
    [DataRow("<a><")]
    [DataRow("<")]
    [DataRow("  ")]
    [DataRow("")]
    public void Unfinished_is_waited_for(string xml)
    {
        Scanned scanned = new();
        Assert.AreEqual((int)ScanEvent.None, (int)scanned.Feed(xml), xml);
        Assert.AreEqual((int)ScanEvent.None, (int)scanned.Next(), xml);
    }

    [TestMethod]
    [DataRow("<a>x~y</a>")]
    [DataRow("<a b='x~y'/>")]
    [DataRow("<a~/>")]
    [DataRow("<a><b/><!-- ~ --></a>")]
    public void Nul_is_refused(string xml)
    {
        // A literal cannot hold one on the device.
        byte[] bytes = Utf8.Bytes(xml);
        bytes[System.Array.IndexOf(bytes, (byte)'~')] = 0;
        Assert.AreEqual((int)ScanEvent.Malformed, (int)new Scanned().Feed(bytes), xml);
    }

    [TestMethod]
    [DataRow("<!-- comment -->")]
    [DataRow("<a><!-- comment --></a>")]
    [DataRow("<?pi?>")]
    [DataRow("<a><?pi?></a>")]
    [DataRow("<?xml version='1.0'?>")]
    [DataRow("<!DOCTYPE a []>")]
    [DataRow("<a><!DOCTYPE a></a>")]
    [DataRow("<a><!ELEMENT b></a>")]
    [DataRow("<![CDATA[x]]>")]
    [DataRow("<a><![cdata[x]]></a>")]
    [DataRow("text")]
    [DataRow("\u00a0<a/>")]
    [DataRow("<a></b>")]
    [DataRow("<a></ab>")]
    [DataRow("<ab></a>")]
    [DataRow("<a><b></a></b>")]
    [DataRow("<a></>")]
    [DataRow("<a></ a>")]
    [DataRow("<>")]
    [DataRow("< a/>")]
    [DataRow("<a><></a>")]
    [DataRow("<a b=c/>")]
    [DataRow("<a b=>")]
    public void Malformed_is_refused(string xml)
    {
        // What only more bytes could tell gets them.
        Assert.AreEqual((int)ScanEvent.Malformed, (int)new Scanned().Feed(xml + "><c/>"), xml);
    }

    [TestMethod]
    [DataRow("<a b/><a b=\"<\"/><stream:stream>")]
    [DataRow("<a><b c='1></b></a>")]
    [DataRow("<a><b c='1'c='2'></b></a>")]
    public void Doubtful_tags_do_no_harm(string xml)
    {
        Scanned scanned = new();
        Slice value = new();
        scanned.Feed(xml);
        for (int i = 0; i < scanned.Stanza.Count; i++)
        {
            scanned.Stanza.Attribute(i, Names.Id, value);
            scanned.Stanza.Text(i, value);
            scanned.Stanza.Namespace(i, value);
        }

        Assert.IsTrue(scanned.Stanza.Count > 0);
    }

    [TestMethod]
    [DataRow("</stream:stream>")]
    [DataRow("\n</stream:stream >")]
    public void Stream_ends(string xml) =>
        Assert.AreEqual((int)ScanEvent.StreamClose, (int)new Scanned().Feed(xml), xml);

    [TestMethod]
    public void Header_is_an_event_with_attributes()
    {
        Stanza stanza = new();
        XmlScanner scanner = new(stanza);
        byte[] header = Utf8.Bytes(" <?xml version='1.0' ?>\n<stream:stream id = \"x'>y\"\tfrom='d'>");
        scanner.Append(header, 0, header.Length);
        Assert.AreEqual((int)ScanEvent.StreamOpen, (int)scanner.Scan());
        Slice id = new();
        Assert.IsTrue(stanza.Attribute(0, Names.Id, id));
        Assert.AreEqual("x'>y", id.ToString());
        Assert.AreEqual((int)ScanEvent.None, (int)scanner.Scan());
    }

    [TestMethod]
    [DataRow("<stream:stream/>")]
    [DataRow("</stream:stream>")]
    [DataRow("<!DOCTYPE a>")]
    [DataRow("HTTP/1.1 400 Bad Request")]
    [DataRow("\u0016\u0003\u0001")]
    public void Stream_begins_with_a_header(string xml)
    {
        XmlScanner scanner = new(new Stanza());
        byte[] bytes = Utf8.Bytes(xml);
        scanner.Append(bytes, 0, bytes.Length);
        Assert.AreEqual((int)ScanEvent.Malformed, (int)scanner.Scan(), xml);
    }

    [TestMethod]
    public void Stream_restarts_with_what_came_already()
    {
        Stanza stanza = new();
        XmlScanner scanner = new(stanza);
        byte[] bytes = Utf8.Bytes(Scanned.Header + "<success/>" + Scanned.Header + "<a/>");
        Assert.AreEqual(bytes.Length, scanner.Append(bytes, 0, bytes.Length));
        Assert.AreEqual((int)ScanEvent.StreamOpen, (int)scanner.Scan());
        Assert.AreEqual((int)ScanEvent.Stanza, (int)scanner.Scan());
        scanner.Restart();
        Assert.AreEqual((int)ScanEvent.StreamOpen, (int)scanner.Scan());
        Assert.AreEqual((int)ScanEvent.Stanza, (int)scanner.Scan());
    }

    [TestMethod]
    public void Malformed_utf8_passes()
    {
        byte[] bytes = Utf8.Bytes("<a id='xx'>yyy</a>");
        for (int bad = 0x80; bad <= 0xFF; bad++)
        {
            bytes[7] = bytes[8] = bytes[11] = bytes[12] = bytes[13] = (byte)bad;
            Scanned scanned = new();
            Assert.AreEqual((int)ScanEvent.Stanza, (int)scanned.Feed(bytes));
            Slice text = new();
            Assert.IsTrue(scanned.Stanza.Text(0, text));
            Assert.AreEqual(3, text.Count);
            Assert.IsTrue(scanned.Stanza.Attribute(0, Names.Id, text));
            Assert.AreEqual(bad, text.Bytes[text.Offset]);
        }
    }
}

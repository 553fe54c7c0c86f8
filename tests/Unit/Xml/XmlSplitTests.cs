using Core.Bytes;
using nanoFramework.TestFramework;

namespace Tests.Unit.Xml;

/// <summary>However the bytes are cut, the scanner tells the same story.</summary>
[TestClass]
public sealed class XmlSplitTests
{
    [TestMethod]
    [DataRow("<a id='1'>x</a> <b id='2'/>\n<c>y</c></stream:stream>", "2#1x 2#2 2#y 4 ")]
    [DataRow("<a><b id='&lt;>'>t&amp;<c id=\">\"/>u</b></a><d/>", "2##<>t&#> 2# ")]
    [DataRow("<a><![CDATA[<b>]]]]>&gt;<b id='x'><![CDATA[]]></b></a><r/>", "2#<b>]]>#x 2# ")]
    [DataRow("<m id='&#x1F600;'><b>\u00e4\u20ac</b></m><a></b>", "2#\ud83d\ude00#\u00e4\u20ac 5 ")]
    [DataRow("<m><b id='&nope;'>&#0;</b></m><m/>", "2##?! 2# ")]
    [DataRow("<m><n id='/'/><o id='=>' /></m><m><!-- --></m>", "2##/#=> 5 ")]
    [DataRow("<m>a='b>c'</m><m>=<n id=\"'\"/></m>", "2#a='b>c' 2#=#' ")]
    [DataRow("<m a = '>' b='>>' id = \"x>y\" /><m c='>'\n>t</m>", "2#x>y 2#t ")]
    [DataRow("<m id='&lt;'/><m id='a'>b</m><m id='c'>&gt;</m><m>d</m>", "2#< 2#ab 2#c> 2#d ")]
    public void Story_is_the_same(string xml, string expected)
    {
        byte[] bytes = Utf8.Bytes(xml);
        Assert.AreEqual(expected, new Scanned().Story(bytes, bytes.Length, bytes.Length));
        for (int cut = 1; cut < bytes.Length; cut++)
        {
            Assert.AreEqual(expected, new Scanned().Story(bytes, cut, bytes.Length), xml + " cut at " + cut);
            Assert.AreEqual(expected, new Scanned().Story(bytes, cut, 1), xml + " cut at " + cut + " then bytes");
            Assert.AreEqual(expected, new Scanned().Story(bytes, cut, cut), xml + " in pieces of " + cut);
        }
    }

    [TestMethod]
    public void Many_stanzas_go_round_the_arena()
    {
        string xml = string.Empty;
        for (int i = 0; i < 200; i++)
        {
            xml += "<iq id='" + i + "'><query id='&gt;'>some text that takes room</query></iq>";
        }

        byte[] bytes = Utf8.Bytes(xml);
        string expected = new Scanned().Story(bytes, 1, 1);
        Assert.EndsWith("2#199#>some text that takes room ", expected);
        for (int step = 2; step < 5000; step = step * 3 / 2 + 1)
        {
            Assert.AreEqual(expected, new Scanned().Story(bytes, 1, step), "in pieces of " + step);
        }
    }
}

using System.Text;
using HostSim.Network;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.HostSim.Network;

[TestClass]
public sealed class SecretMaskTests
{
    private const string Secret = "cDNjcjN0";

    [TestMethod]
    [DataRow($"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>{Secret}</auth>",
        "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>…</auth>")]
    [DataRow($"<response xmlns='x'>{Secret}</response>", "<response xmlns='x'>…</response>")]
    [DataRow($"<challenge>{Secret}</challenge><a/>", "<challenge>…</challenge><a/>")]
    [DataRow($"<s:success>{Secret}</s:success>", "<s:success>…</s:success>")]
    [DataRow($"<authenticate mechanism=\"X\"><initial-response>{Secret}</initial-response><bind><tag>{Secret}</tag>"
        + "</bind></authenticate><iq>open</iq>",
        "<authenticate mechanism=\"X\"><initial-response>…</initial-response><bind><tag>…</tag>"
        + "</bind></authenticate><iq>open</iq>")]
    [DataRow($"<success><additional-data>{Secret}</additional-data><token xmlns='urn:xmpp:fast:0' token='{Secret}' "
        + "expiry='2026'/></success>",
        "<success><additional-data>…</additional-data><token xmlns='urn:xmpp:fast:0' token='…' "
        + "expiry='2026'/></success>")]
    [DataRow($"<token token = \"{Secret}\"/>", "<token token = \"…\"/>")]
    [DataRow($"<auth><![CDATA[{Secret}]]></auth>x", "<auth><…></auth>x")]
    public void A_secret_is_masked_and_the_rest_is_left(string text, string expected)
    {
        Assert.AreEqual(expected, Whole(text));
        Assert.AreEqual(expected.Replace("…", "", StringComparison.Ordinal),
            ByteByByte(text).Replace("…", "", StringComparison.Ordinal));
        Assert.DoesNotContain(Secret, ByteByByte(text));
    }

    [TestMethod]
    [DataRow("<?xml version='1.0'?><stream:stream to='a' xmlns='jabber:client'>"
        + "<message><body>ü &gt; 1</body></message>")]
    [DataRow("<auth/><success xmlns='x'/><body a='>'>open</body>")]
    [DataRow("<authority>open</authority><tokens>open</tokens>")]
    public void What_is_no_secret_passes_unchanged(string text)
    {
        Assert.AreEqual(text, Whole(text));
        Assert.AreEqual(text, ByteByByte(text));
    }

    [TestMethod]
    public void The_tap_keeps_no_secret_even_if_it_came_in_pieces()
    {
        TrafficTap tap = new();
        ConnectionTap connection = tap.Connect(0);
        connection.Up("<auth mechanism='PLAIN'>cDNj"u8);
        connection.Up("cjN0</auth>"u8);
        connection.Down("<success xmlns='x'/>"u8);
        string kept = string.Concat(tap.Recent.Select(chunk => chunk.Text));
        Assert.DoesNotContain("cDNj", kept);
        Assert.DoesNotContain("cjN0", kept);
        Assert.EndsWith("</auth><success xmlns='x'/>", kept);
    }

    [TestMethod]
    public void The_tap_keeps_a_bounded_number_of_pieces_of_bounded_length()
    {
        TrafficTap tap = new();
        ConnectionTap connection = tap.Connect(0);
        byte[] large = Encoding.UTF8.GetBytes(new string('x', TrafficTap.MaxText * 2));
        for (int i = 0; i < TrafficTap.MaxChunks + 5; i++)
        {
            connection.Down(large);
        }

        Assert.HasCount(TrafficTap.MaxChunks, tap.Recent);
        Assert.IsTrue(tap.Recent.All(chunk => chunk.Text.Length == TrafficTap.MaxText));
        Assert.AreEqual(TrafficTap.MaxChunks + 5, tap.Recent[^1].Number);
    }

    [TestMethod]
    public void A_round_trip_is_an_answer_to_something_said()
    {
        CostMeter meter = new();
        meter.Down(10);
        meter.Up(1);
        meter.Up(2);
        meter.Down(3);
        meter.Down(4);
        meter.Up(5);
        Assert.AreEqual(new Cost(8, 17, 1), meter.Cost);
        meter.Down(1);
        Assert.AreEqual(2, meter.Cost.RoundTrips);
    }

    private static string Whole(string text) => new SecretMask().Mask(Encoding.UTF8.GetBytes(text));

    private static string ByteByByte(string text)
    {
        SecretMask mask = new();
        return string.Concat(Encoding.UTF8.GetBytes(text).Select(b => mask.Mask([b])));
    }
}

using System.Text;
using System.Xml.Linq;
using HostSim.Network;
using HostSim.Operator;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.HostSim.Operator;

[TestClass]
public sealed class OperatorPartsTests
{
    private const string Header =
        "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";

    [TestMethod]
    [DataRow(1)]
    [DataRow(7)]
    [DataRow(4096)]
    public async Task Elements_come_whole_however_the_bytes_come(int pieceBytes)
    {
        const string text = Header + "<message from='a'><body>x &amp; <b/>y</body></message> <iq/></stream:stream>";
        (MemoryPipe client, MemoryPipe server) = MemoryPipe.Connect();
        using XmlStreamReader reader = new(client);
        Task<List<XElement>> reading = ReadAllAsync(reader);
        foreach (byte[] piece in Encoding.UTF8.GetBytes(text).Chunk(pieceBytes))
        {
            await server.WriteAsync(piece);
        }

        List<XElement> elements = await reading;
        Assert.HasCount(2, elements);
        Assert.AreEqual(XName.Get("message", "jabber:client"), elements[0].Name);
        Assert.AreEqual("a", elements[0].Attribute("from")?.Value);
        Assert.AreEqual("x & y", elements[0].Value);
        Assert.AreEqual("iq", elements[1].Name.LocalName);
    }

    [TestMethod]
    public async Task An_element_is_given_before_the_next_byte_comes()
    {
        (MemoryPipe client, MemoryPipe server) = MemoryPipe.Connect();
        using XmlStreamReader reader = new(client);
        await server.WriteAsync(Encoding.UTF8.GetBytes(Header + "<a><b/></a>"));
        await reader.ReadHeaderAsync();
        XElement? element = await reader.ReadAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.AreEqual("a", element?.Name.LocalName);
    }

    [TestMethod]
    public void An_answer_matches_by_id_and_peer()
    {
        const string own = "op@d/r";
        PendingIqs pending = new();
        Task<XElement> answer = pending.Expect("1", "dev@d/x");
        Assert.IsFalse(pending.Take(Iq("1", "evil@d/x"), own));
        Assert.IsFalse(pending.Take(Iq("2", "dev@d/x"), own));
        Assert.IsFalse(answer.IsCompleted);
        Assert.IsTrue(pending.Take(Iq("1", "dev@d/x"), own));
        Assert.IsFalse(pending.Take(Iq("1", "dev@d/x"), own), "each answer counts once");
    }

    [TestMethod]
    [DataRow(null, true)]
    [DataRow("op@d", true)]
    [DataRow("op@d/r", true)]
    [DataRow("d", true)]
    [DataRow("dev@d/x", false)]
    [DataRow("other", false)]
    public void The_own_server_may_answer_in_several_names(string? from, bool accepted)
    {
        PendingIqs pending = new();
        pending.Expect("1", "");
        Assert.AreEqual(accepted, pending.Take(Iq("1", from), "op@d/r"));
    }

    [TestMethod]
    public void The_device_is_found_where_its_priority_is_highest_until_it_leaves()
    {
        Presences presences = new();
        presences.Take(XElement.Parse("<presence xmlns='jabber:client' from='Dev@d/a'/>"));
        presences.Take(XElement.Parse(
            "<presence xmlns='jabber:client' from='dev@d/b'><priority>5</priority></presence>"));
        Assert.AreEqual("dev@d/b", presences.FullJidOf("dev@d"));
        presences.Take(XElement.Parse("<presence xmlns='jabber:client' from='dev@d/b' type='unavailable'/>"));
        Assert.AreEqual("Dev@d/a", presences.FullJidOf("dev@d"));
        presences.Clear();
        Assert.IsNull(presences.FullJidOf("dev@d"));
    }

    [TestMethod]
    [DataRow("<nd xmlns='urn:nf:iot:sd:1.0' id='d1'><ts v='T'><q n='Temperature' v='21.5' u='Cel'/>"
        + "<b n='Door' v='true'/></ts></nd>")]
    [DataRow("<fields xmlns='urn:xmpp:iot:sensordata' seqnr='1'><node nodeId='d1'><timestamp value='T'>"
        + "<numeric name='Temperature' value='21.5' unit='Cel'/><boolean name='Door' value='true'/>"
        + "</timestamp></node></fields>")]
    public void Sensor_data_is_read_in_old_and_new_names(string payload)
    {
        TelemetryReport report = Telemetry.Read(XElement.Parse(payload)).Single();
        Assert.AreEqual("d1", report.Device);
        Assert.AreEqual("T", report.Time);
        CollectionAssert.AreEqual(
            new[] { new TelemetryField("Temperature", "21.5", "Cel"), new TelemetryField("Door", "true", "") },
            report.Fields.ToArray());
        Assert.IsEmpty(Telemetry.Read(XElement.Parse("<other><ts v='T'/></other>")));
    }

    private static XElement Iq(string id, string? from) =>
        new(XName.Get("iq", "jabber:client"), new XAttribute("id", id), new XAttribute("type", "result"),
            from is null ? null : new XAttribute("from", from));

    private static async Task<List<XElement>> ReadAllAsync(XmlStreamReader reader)
    {
        await reader.ReadHeaderAsync();
        List<XElement> elements = [];
        while (await reader.ReadAsync() is XElement element)
        {
            elements.Add(element);
        }

        return elements;
    }
}

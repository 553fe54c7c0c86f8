using Xmpp;
using Xmpp.Modules;
using nanoFramework.TestFramework;

namespace Tests.Unit.Xmpp;

/// <summary>Sensors are read out as XEP-0323 has it: accepted first, and then a message.</summary>
[TestClass]
public sealed class LegacySensorDataTests
{
    private const string Ns = "xmlns='urn:xmpp:iot:sensordata'";
    private const string Quality = "momentary='true' automaticReadout='true'";
    private const string Temperature = "<numeric name='Temperature' " + Quality + " value='21.5' unit='Cel'/>";
    private const string Humidity = "<numeric name='Humidity' " + Quality + " value='40.25' unit='%RH'/>";

    [TestMethod]
    public void Readings_come_as_a_message()
    {
        XmppScript script = Script();
        script.Exchange(Asks("<req " + Ns + " seqnr='7' momentary='true'/>"),
            Accepted("7") + Fields("7", Temperature + Humidity));
        script.Exchange(Asks("<req " + Ns + " seqnr='8'><node nodeId='dev-1'/><field name='Humidity'/></req>"),
            Accepted("8") + Fields("8", Humidity));
    }

    [TestMethod]
    public void Types_have_their_names()
    {
        XmppScript script = Script();
        script.Commands.MoreFields = 1;
        script.Exchange(Asks("<req " + Ns + " seqnr='7'><field name='door'/></req>"),
            Accepted("7") + Fields("7", "<boolean name='door' " + Quality + " value='true'/>"));
    }

    [TestMethod]
    public void Cancelling_is_confirmed()
    {
        XmppScript script = Script();
        script.Get(XmppScript.Reader, "<cancel " + Ns + " seqnr='7'/>", "<cancelled " + Ns + " seqnr='7'/>");
        Assert.AreEqual(0, script.Commands.Runs);
    }

    [TestMethod]
    public void Request_must_be_well_formed()
    {
        XmppScript script = Script();
        script.Refuses(XmppScript.Reader, "<req " + Ns + " id='7'/>", "modify", "bad-request");
        script.Refuses(XmppScript.Reader, "<req " + Ns + " seqnr='7' when='2026-11-22T08:00:00'/>", "cancel",
            "feature-not-implemented");
        script.Refuses(XmppScript.Reader, "<req " + Ns + " seqnr='7'><node nodeId='x'/></req>", "cancel",
            "item-not-found");
    }

    [TestMethod]
    public void Readings_that_do_not_fit_are_a_failure()
    {
        XmppScript script = Script();
        while (script.Session.Out.Room > 420)
        {
            script.Session.Out.Byte(' ');
        }

        script.Recv(Asks("<req " + Ns + " seqnr='7'/>"));
        script.Send(new string(' ', Core.Limits.SendQueue - 420) + Accepted("7")
            + "<message to='" + XmppScript.Reader + "'><failure " + Ns + " seqnr='7' done='true'>"
            + "<error nodeId='dev-1' timestamp='2026-11-21T08:00:00Z'>too much for one message</error>"
            + "</failure></message>");
    }

    private static string Asks(string payload) => XmppScript.Iq("get", XmppScript.Reader, payload);

    private static string Accepted(string number) =>
        XmppScript.Result(XmppScript.Reader, "<accepted " + Ns + " seqnr='" + number + "'/>");

    private static string Fields(string number, string inside) =>
        "<message to='" + XmppScript.Reader + "'><fields " + Ns + " seqnr='" + number + "' done='true'>"
        + "<node nodeId='dev-1'><timestamp value='2026-11-21T08:00:00Z'>" + inside
        + "</timestamp></node></fields></message>";

    private static XmppScript Script()
    {
        XmppScript script = new();
        script.Session.WallOffsetMs = 1_795_248_000_000 - script.Session.Now;
        script.Session.Modules = new StanzaModule[] { new SensorData(script.Session, "dev-1") };
        return script;
    }
}

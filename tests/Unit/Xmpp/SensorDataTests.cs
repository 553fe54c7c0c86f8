using Core.Commands;
using Xmpp;
using Xmpp.Modules;
using nanoFramework.TestFramework;

namespace Tests.Unit.Xmpp;

/// <summary>Sensors are read out in the present form, of both names.</summary>
[TestClass]
public sealed class SensorDataTests
{
    private const string Neuro = "urn:nf:iot:sd:1.0";
    private const string Ieee = "urn:ieee:iot:sd:1.0";
    private const string Time = "<ts v='2026-11-21T08:00:00Z'>";
    private const string Temperature = "<q n='Temperature' v='21.5' u='Cel' m='true'/>";
    private const string Humidity = "<q n='Humidity' v='40.25' u='%RH' m='true'/>";

    // 2026-11-21T08:00:00Z
    private const long Morning = 1_795_248_000_000;

    [TestMethod]
    [DataRow(Neuro)]
    [DataRow(Ieee)]
    public void All_sensors_are_read(string ns)
    {
        XmppScript script = Script();
        script.Get(XmppScript.Reader, "<req xmlns='" + ns + "' id='00&lt;1' all='true'/>",
            "<resp xmlns='" + ns + "' id='00&lt;1'>" + Time + Temperature + Humidity + "</ts></resp>");
        script.Set(XmppScript.Friend, "<req xmlns='" + ns + "' id=''/>",
            "<resp xmlns='" + ns + "' id=''>" + Time + Temperature + Humidity + "</ts></resp>");
    }

    [TestMethod]
    [DataRow("m='true' h='true'", "", true, true)]
    [DataRow("all='1' h='1'", "", true, true)]
    [DataRow("h='true'", "", false, false)]
    [DataRow("p='1'", "<f n='Temperature'/>", false, false)]
    [DataRow("m='false'", "", true, true)]
    [DataRow("", "<f n='Temperature'/>", true, false)]
    [DataRow("m='true'", "<f n='Humidity'/><f n='Wind'/>", false, true)]
    [DataRow("m='true'", "<f n='Humidity'/><f n='Temperature'/>", true, true)]
    [DataRow("m='true'", "<f n='humidity'/>", false, false)]
    [DataRow("m='true'", "<f/>", false, false)]
    public void Request_is_limited(string categories, string inside, bool temperature, bool humidity) =>
        Script().Get(XmppScript.Reader, "<req xmlns='" + Neuro + "' id='1' " + categories + ">" + inside + "</req>",
            "<resp xmlns='" + Neuro + "' id='1'>" + Time + (temperature ? Temperature : "") + (humidity ? Humidity : "")
            + "</ts></resp>");

    [TestMethod]
    public void Node_is_the_device_or_not_found()
    {
        XmppScript script = Script();
        script.Get(XmppScript.Reader, Request("<nd id='dev-1'/><f n='Humidity'/>"),
            "<resp xmlns='" + Neuro + "' id='1'><nd id='dev-1'>" + Time + Humidity + "</ts></nd></resp>");
        script.Refuses(XmppScript.Reader, Request("<nd id='dev-1'/><nd id='dev-2'/>"), "cancel", "item-not-found");
        script.Refuses(XmppScript.Reader, Request("<nd/>"), "cancel", "item-not-found");
    }

    [TestMethod]
    public void Unknown_time_is_left_out()
    {
        XmppScript script = Script();
        script.Session.WallOffsetMs = 0;
        script.Get(XmppScript.Reader, Request("<f n='Humidity'/>"),
            "<resp xmlns='" + Neuro + "' id='1'><ts>" + Humidity + "</ts></resp>");
    }

    [TestMethod]
    public void Stranger_reads_nothing()
    {
        XmppScript script = Script();
        script.Refuses(XmppScript.Stranger, Request(""), "auth", "forbidden");
        script.Refuses(XmppScript.Stranger, "<cancel xmlns='" + Neuro + "' id='1'/>", "auth", "forbidden");
        script.Refuses(XmppScript.Stranger, "<req xmlns='urn:xmpp:iot:sensordata' seqnr='1'/>", "auth", "forbidden");
        Assert.AreEqual(0, script.Commands.Runs);
    }

    [TestMethod]
    public void Request_must_be_well_formed()
    {
        XmppScript script = Script();
        script.Refuses(XmppScript.Reader, "<req xmlns='" + Neuro + "'/>", "modify", "bad-request");
        script.Refuses(XmppScript.Reader, "<req xmlns='" + Neuro + "' id='" + new string('i', 129) + "'/>", "modify",
            "bad-request");
        script.Refuses(XmppScript.Reader, "<ask xmlns='" + Neuro + "' id='1'/>", "cancel", "service-unavailable");
    }

    [TestMethod]
    public void Nothing_is_read_later()
    {
        XmppScript script = Script();
        script.Refuses(XmppScript.Reader, "<req xmlns='" + Neuro + "' id='1' when='2026-11-22T08:00:00Z'/>", "cancel",
            "feature-not-implemented");
        script.Set(XmppScript.Reader, "<cancel xmlns='" + Neuro + "' id='1'/>", "");
        Assert.AreEqual(0, script.Commands.Runs);
    }

    [TestMethod]
    [DataRow((int)Outcome.Failed, "cancel", "internal-server-error")]
    [DataRow((int)Outcome.Busy, "wait", "resource-constraint")]
    [DataRow((int)Outcome.Refused, "auth", "forbidden")]
    [DataRow((int)Outcome.Unknown, "cancel", "item-not-found")]
    [DataRow((int)Outcome.BadArgument, "modify", "bad-request")]
    public void Failure_is_told(int outcome, string type, string condition)
    {
        XmppScript script = Script();
        script.Commands.Verdict = (Outcome)outcome;
        script.Refuses(XmppScript.Reader, Request(""), type, condition);
    }

    [TestMethod]
    public void Answer_that_does_not_fit_is_refused()
    {
        XmppScript script = Script();
        while (script.Session.Out.Room > 200)
        {
            script.Session.Out.Byte(' ');
        }

        script.Recv(XmppScript.Iq("get", XmppScript.Reader, Request("")));
        script.Send(new string(' ', Core.Limits.SendQueue - 200)
            + XmppScript.Error(XmppScript.Reader, "wait", "resource-constraint"));
    }

    private static string Request(string inside) => "<req xmlns='" + Neuro + "' id='1'>" + inside + "</req>";

    private static XmppScript Script()
    {
        XmppScript script = new();
        script.Session.WallOffsetMs = Morning - script.Session.Now;
        script.Session.Modules = new StanzaModule[] { new SensorData(script.Session, "dev-1") };
        return script;
    }
}

using System.Text;
using Xmpp;
using Xmpp.Modules;
using Tests.Unit.Xmpp;

namespace Tests.HostSim.Modules;

/// <summary>A request that has come before takes no memory at all. What .NET counts stands for what the device would
/// have to collect.</summary>
[TestClass]
public sealed class AllocationTests
{
    private const int Repeats = 50;

    [TestMethod]
    [DataRow("get", "<ping xmlns='urn:xmpp:ping'/>")]
    [DataRow("get", "<query xmlns='jabber:iq:version'/>")]
    [DataRow("get", "<time xmlns='urn:xmpp:time'/>")]
    [DataRow("get", "<query xmlns='http://jabber.org/protocol/disco#info'/>")]
    [DataRow("get", "<query xmlns='http://jabber.org/protocol/disco#items' "
        + "node='http://jabber.org/protocol/commands'/>")]
    [DataRow("get", "<req xmlns='urn:nf:iot:sd:1.0' id='1' all='true'><f n='Temperature'/></req>")]
    [DataRow("get", "<req xmlns='urn:xmpp:iot:sensordata' seqnr='1' momentary='true'/>")]
    [DataRow("get", "<getForm xmlns='urn:nf:iot:ctr:1.0'/>")]
    [DataRow("set", "<set xmlns='urn:nf:iot:ctr:1.0'><b n='pin2' v='true'/></set>")]
    [DataRow("set", "<set xmlns='urn:nf:iot:ctr:1.0'><b n='pin3' v='true'/></set>")]
    public void Request_takes_no_memory(string type, string payload) =>
        AssertFree(XmppScript.Iq(type, XmppScript.Friend, payload), answered: true);

    [TestMethod]
    [DataRow("<message from='friend@a.example/p' type='chat' id='m'><body>pin.write 2 1</body></message>", true)]
    [DataRow("<message from='friend@a.example/p' type='chat' id='m'><body>help</body>"
        + "<thread>t</thread></message>", true)]
    [DataRow("<message from='friend@a.example/p' id='m'><request xmlns='urn:xmpp:receipts'/></message>", true)]
    [DataRow("<message from='eve@b.example/x' id='m'><body>pin.write 2 1</body></message>", false)]
    [DataRow("<presence from='eve@b.example' type='subscribe'/>", true)]
    [DataRow("<presence from='eve@b.example'><show>away</show></presence>", false)]
    [DataRow("<iq type='set' id='p'><query xmlns='jabber:iq:roster'>"
        + "<item jid='a@b' subscription='both'/></query></iq>", true)]
    public void Stanza_takes_no_memory(string stanza, bool answered) => AssertFree(stanza, answered);

    private static void AssertFree(string stanza, bool answered)
    {
        XmppScript script = Script();
        byte[] bytes = Encoding.UTF8.GetBytes(stanza);
        script.Feed(bytes, bytes.Length);
        Assert.AreEqual(answered, script.Drain() > 0);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Repeats; i++)
        {
            script.Feed(bytes, bytes.Length);
            script.Drain();
        }

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static XmppScript Script()
    {
        XmppScript script = new();
        XmppSession session = script.Session;
        session.WallOffsetMs = 1_795_248_000_000;
        Caps caps = new(session, "dev-1", "urn:example:agent");
        session.Modules =
        [
            new Ping(session), new SoftwareVersion(session, "agent", "1.0", "board"), new EntityTime(session),
            new Disco(session, caps), new Presence(session, caps), new Roster(session), new Receipts(session),
            new Chat(session), new SensorData(session, "dev-1"), new Control(session, "dev-1", [2, 4]),
        ];
        return script;
    }
}

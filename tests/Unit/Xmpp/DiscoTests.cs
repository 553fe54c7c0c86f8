using Xmpp;
using Xmpp.Modules;
using nanoFramework.TestFramework;

namespace Tests.Unit.Xmpp;

/// <summary>What the device is and can do, and its commands for those who may run them.</summary>
[TestClass]
public sealed class DiscoTests
{
    private const string Info = "http://jabber.org/protocol/disco#info";
    private const string Items = "http://jabber.org/protocol/disco#items";
    private const string Commands = "http://jabber.org/protocol/commands";

    // SHA-1 of client/bot//dev-1<FEATURE<FEATURE<...< as another program computes it.
    private const string CapsNode = "urn:example:agent#O4Uz/DCXzivF/Rj2FnwqgUeTfwY=";

    private const string Device = "<identity category='client' type='bot' name='dev-1'/>"
        + "<feature var='http://jabber.org/protocol/caps'/>"
        + "<feature var='http://jabber.org/protocol/disco#info'/>"
        + "<feature var='http://jabber.org/protocol/disco#items'/>"
        + "<feature var='jabber:iq:version'/><feature var='urn:xmpp:ping'/>";

    private const string CommandFeatures =
        "<feature var='http://jabber.org/protocol/commands'/><feature var='jabber:x:data'/>";

    [TestMethod]
    public void Device_is_described_with_each_feature_once()
    {
        XmppScript script = Script();
        script.Get(XmppScript.Friend, Query(Info, ""), Answer(Info, "", Device));
        script.Get(XmppScript.Stranger, Query(Info, ""), Answer(Info, "", Device));
        script.Get(XmppScript.Friend, Query(Items, ""), Answer(Items, "", ""));
    }

    [TestMethod]
    public void Node_of_the_capabilities_is_the_device()
    {
        XmppScript script = Script();
        script.Get(XmppScript.Friend, Query(Info, CapsNode), Answer(Info, CapsNode, Device));
        script.Get(XmppScript.Friend, Query(Items, CapsNode), Answer(Items, CapsNode, ""));
    }

    [TestMethod]
    [DataRow("urn:example:agent#O4Uz/DCXzivF/Rj2FnwqgUeTfwY-")]
    [DataRow("urn:example:agent+O4Uz/DCXzivF/Rj2FnwqgUeTfwY=")]
    [DataRow("urn:example:agent#O4Uz/DCXzivF/Rj2FnwqgUeTfwY==")]
    [DataRow("urn:example:agent")]
    [DataRow("pin.writ")]
    public void Unknown_node_is_not_found(string node)
    {
        XmppScript script = Script();
        script.Refuses(XmppScript.Friend, Query(Info, node), "cancel", "item-not-found");
        script.Refuses(XmppScript.Stranger, Query(Items, node), "cancel", "item-not-found");
    }

    [TestMethod]
    public void Commands_are_listed_as_far_as_the_caller_may_run_them()
    {
        const string Reads = "<item jid='dev@a.example/agent' node='pin.read' name='Level of a pin'/>";
        const string Writes = "<item jid='dev@a.example/agent' node='pin.write' name='Drive an output'/>";
        const string Senses = "<item jid='dev@a.example/agent' node='sensor.read' name='Read one sensor or all'/>";
        XmppScript script = Script();
        script.Get(XmppScript.Friend, Query(Items, Commands), Answer(Items, Commands, Reads + Writes + Senses));
        script.Get(XmppScript.Reader, Query(Items, Commands), Answer(Items, Commands, Reads + Senses));
        script.Refuses(XmppScript.Stranger, Query(Items, Commands), "auth", "forbidden");
    }

    [TestMethod]
    public void Command_list_and_command_are_described()
    {
        const string List = "<identity category='automation' type='command-list' name='Commands'/>";
        const string Write = "<identity category='automation' type='command-node' name='Drive an output'/>";
        XmppScript script = Script();
        script.Get(XmppScript.Reader, Query(Info, Commands), Answer(Info, Commands, List + CommandFeatures));
        script.Get(XmppScript.Friend, Query(Info, "pin.write"), Answer(Info, "pin.write", Write + CommandFeatures));
        script.Get(XmppScript.Friend, Query(Items, "pin.write"), Answer(Items, "pin.write", ""));
        script.Refuses(XmppScript.Reader, Query(Info, "pin.write"), "auth", "forbidden");
        script.Refuses(XmppScript.Stranger, Query(Info, Commands), "auth", "forbidden");
    }

    [TestMethod]
    public void What_is_no_query_is_refused()
    {
        XmppScript script = Script();
        script.Refuses(XmppScript.Friend, "<ask xmlns='" + Info + "'/>", "cancel", "service-unavailable");
        script.Exchange(XmppScript.Iq("set", XmppScript.Friend, Query(Info, "")),
            XmppScript.Error(XmppScript.Friend, "cancel", "service-unavailable"));
    }

    private static string Query(string ns, string node) => "<query xmlns='" + ns + "'" + Node(node) + "/>";

    private static string Answer(string ns, string node, string inside) =>
        "<query xmlns='" + ns + "'" + Node(node) + ">" + inside + "</query>";

    private static string Node(string node) => node.Length == 0 ? "" : " node='" + node + "'";

    private static XmppScript Script()
    {
        XmppScript script = new();
        Caps caps = new(script.Session, "dev-1", "urn:example:agent");
        script.Session.Modules = new StanzaModule[]
        {
            new Disco(script.Session, caps),
            new Ping(script.Session),
            new Ping(script.Session),
            new SoftwareVersion(script.Session, "agent", "1.0", ""),
            new Presence(script.Session, caps),
        };
        return script;
    }
}

using Core.Commands;
using Xmpp;
using Xmpp.Modules;
using nanoFramework.TestFramework;

namespace Tests.Unit.Xmpp;

/// <summary>Outputs are moved by those who may, all that a request names or none.</summary>
[TestClass]
public sealed class ControlTests
{
    private const string Neuro = "urn:nf:iot:ctr:1.0";
    private const string Legacy = "urn:xmpp:iot:control";

    [TestMethod]
    [DataRow("<b n='pin2' v='true'/>", 1, 0)]
    [DataRow("<b n='pin2' v='1'/><b n='pin4' v='true'/>", 1, 1)]
    [DataRow("<b n='pin2' v='1'/><b n='pin2' v='false'/>", 0, 0)]
    [DataRow("<i n='pin4' v='1'/><l n='pin2' v='0'/>", 0, 1)]
    [DataRow("<nd id='dev-1'/><b n='pin4' v='1'/>", 0, 1)]
    [DataRow("<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' type='hidden'><value>a</value></field>"
        + "<title>t</title><field var='pin2'><value>1</value></field><field var='pin4'><value>true</value></field></x>",
        1, 1)]
    public void Outputs_are_set(string inside, int second, int fourth)
    {
        foreach (string ns in new string[] { Neuro, "urn:ieee:iot:ctr:1.0" })
        {
            XmppScript script = Script();
            script.Set(XmppScript.Friend, Sets(ns, inside), "<resp xmlns='" + ns + "'/>");
            Assert.AreEqual(second, script.Commands.Levels[2]);
            Assert.AreEqual(fourth, script.Commands.Levels[4]);
        }
    }

    [TestMethod]
    [DataRow("<boolean name='pin2' value='true'/>")]
    [DataRow("<node nodeId='dev-1'/><int name='pin2' value='1'/>")]
    [DataRow("<long name='pin2' value='1'/>")]
    public void Outputs_are_set_in_the_old_form(string inside)
    {
        XmppScript script = Script();
        script.Set(XmppScript.Friend, Sets(Legacy, inside), "<setResponse xmlns='" + Legacy + "'/>");
        Assert.AreEqual(1, script.Commands.Levels[2]);
    }

    [TestMethod]
    [DataRow("<b n='pin3' v='1'/>", "cancel", "item-not-found", "pin3", "no such parameter")]
    [DataRow("<b n='Pin2' v='1'/>", "cancel", "item-not-found", "Pin2", "no such parameter")]
    [DataRow("<b n='pin' v='1'/>", "cancel", "item-not-found", "pin", "no such parameter")]
    [DataRow("<b n='pin4294967298' v='1'/>", "cancel", "item-not-found", "pin4294967298", "no such parameter")]
    [DataRow("<b n='&lt;' v='1'/>", "cancel", "item-not-found", "&lt;", "no such parameter")]
    [DataRow("<b n='pin2' v='on'/>", "modify", "bad-request", "pin2", "a parameter that is true or false")]
    [DataRow("<i n='pin2' v='2'/>", "modify", "bad-request", "pin2", "a parameter that is true or false")]
    [DataRow("<s n='pin2' v='1'/>", "modify", "bad-request", "pin2", "a parameter that is true or false")]
    [DataRow("<boolean n='pin2' v='1'/>", "modify", "bad-request", "pin2", "a parameter that is true or false")]
    public void Wrong_parameter_is_named_and_nothing_is_done(
        string inside, string type, string condition, string name, string words)
    {
        XmppScript script = Script();
        script.Exchange(XmppScript.Iq("set", XmppScript.Friend, Sets(Neuro, "<b n='pin4' v='1'/>" + inside)),
            XmppScript.Error(XmppScript.Friend, type, condition,
                "<paramError xmlns='" + Neuro + "' n='" + name + "'>" + words + "</paramError>"));
        Assert.AreEqual(0, script.Commands.Runs);
    }

    [TestMethod]
    public void Wrong_parameter_is_named_in_the_old_form() => Script().Exchange(
        XmppScript.Iq("set", XmppScript.Friend, Sets(Legacy, "<int name='pin2' value='7'/>")),
        XmppScript.Error(XmppScript.Friend, "modify", "bad-request",
            "<paramError xmlns='" + Legacy + "' var='pin2'>a parameter that is true or false</paramError>"));

    [TestMethod]
    [DataRow("")]
    [DataRow("<b n='pin2'/>")]
    [DataRow("<b v='1'/>")]
    [DataRow("<b n='pin2' value='1'/>")]
    [DataRow("<x xmlns='jabber:x:data' type='submit'/>")]
    [DataRow("<x xmlns='jabber:x:data' type='submit'><field var='pin2'/></x>")]
    [DataRow("<b n='pin4' v='1'/><thing/>")]
    public void Malformed_request_is_refused(string inside)
    {
        XmppScript script = Script();
        script.Exchange(XmppScript.Iq("set", XmppScript.Friend, Sets(Neuro, inside)),
            XmppScript.Error(XmppScript.Friend, "modify", "bad-request"));
        Assert.AreEqual(0, script.Commands.Runs);
    }

    [TestMethod]
    public void Only_those_who_may_control_do()
    {
        foreach (string who in new string[] { XmppScript.Reader, XmppScript.Stranger })
        {
            XmppScript script = Script();
            script.Exchange(XmppScript.Iq("set", who, Sets(Neuro, "<b n='pin2' v='1'/>")),
                XmppScript.Error(who, "auth", "forbidden"));
            script.Refuses(who, "<getForm xmlns='" + Legacy + "'/>", "auth", "forbidden");
            Assert.AreEqual(0, script.Commands.Runs);
        }
    }

    [TestMethod]
    public void Other_nodes_are_not_found()
    {
        XmppScript script = Script();
        script.Exchange(XmppScript.Iq("set", XmppScript.Friend, Sets(Neuro, "<nd id='x'/><b n='pin2' v='1'/>")),
            XmppScript.Error(XmppScript.Friend, "cancel", "item-not-found"));
        script.Refuses(XmppScript.Friend, "<getForm xmlns='" + Neuro + "'><nd id='x'/></getForm>", "cancel",
            "item-not-found");
    }

    [TestMethod]
    public void Form_shows_the_outputs_as_they_are()
    {
        XmppScript script = Script();
        script.Commands.Levels[4] = 1;
        foreach (string ns in new string[] { Neuro, Legacy })
        {
            script.Get(XmppScript.Friend, "<getForm xmlns='" + ns + "'/>",
                "<x xmlns='jabber:x:data' type='form'><title>dev-1</title>"
                + "<field var='pin2' type='boolean'><value>0</value></field>"
                + "<field var='pin4' type='boolean'><value>1</value></field></x>");
        }
    }

    [TestMethod]
    public void Kind_of_request_must_fit()
    {
        XmppScript script = Script();
        script.Refuses(XmppScript.Friend, Sets(Neuro, "<b n='pin2' v='1'/>"), "cancel", "service-unavailable");
        script.Exchange(XmppScript.Iq("set", XmppScript.Friend, "<getForm xmlns='" + Neuro + "'/>"),
            XmppScript.Error(XmppScript.Friend, "cancel", "service-unavailable"));
        Assert.AreEqual(0, script.Commands.Runs);
    }

    [TestMethod]
    public void Failure_names_the_parameter()
    {
        XmppScript script = Script();
        script.Commands.Verdict = Outcome.Failed;
        script.Exchange(XmppScript.Iq("set", XmppScript.Friend, Sets(Neuro, "<b n='pin2' v='1'/>")),
            XmppScript.Error(XmppScript.Friend, "cancel", "internal-server-error",
                "<paramError xmlns='" + Neuro + "' n='pin2'>it did not work</paramError>"));
    }

    [TestMethod]
    public void Nothing_is_done_without_room_to_keep_the_answer()
    {
        XmppScript script = Script();
        script.Session.Acks.Requested();
        byte[] large = new byte[Core.Limits.Window - Core.Limits.Reply];
        script.Session.Acks.CountSent(large, 0, large.Length, false);
        script.Exchange(XmppScript.Iq("set", XmppScript.Friend, Sets(Neuro, "<b n='pin2' v='1'/>")),
            XmppScript.Error(XmppScript.Friend, "wait", "resource-constraint"));
        Assert.AreEqual(0, script.Commands.Runs);
    }

    private static string Sets(string ns, string inside) => "<set xmlns='" + ns + "'>" + inside + "</set>";

    private static XmppScript Script()
    {
        XmppScript script = new();
        script.Session.Modules = new StanzaModule[] { new Control(script.Session, "dev-1", new int[] { 2, 4 }) };
        return script;
    }
}

using Xmpp;
using Xmpp.Modules;
using nanoFramework.TestFramework;

namespace Tests.Unit.Xmpp;

/// <summary>A command is run when its form was submitted, and by no other form or action.</summary>
[TestClass]
public sealed class AdHocTests
{
    private const string Fields =
        "<field var='pin'><value>2</value></field><field var='value'><value>1</value></field>";

    [TestMethod]
    public void Submitted_form_is_run()
    {
        XmppScript script = Script();
        script.Recv(XmppScript.Iq("set", XmppScript.Friend, Command("", Form("submit", Fields))));
        StringHas(script.Take(), "status='completed'");
        Assert.AreEqual(1, script.Commands.Runs);
    }

    [TestMethod]
    [DataRow("", "cancel")]
    [DataRow(" action='complete'", "cancel")]
    [DataRow(" action='cancel'", "submit")]
    [DataRow(" action='cancel'", "form")]
    public void Cancelled_form_is_not_run(string action, string type)
    {
        XmppScript script = Script();
        script.Recv(XmppScript.Iq("set", XmppScript.Friend, Command(action, Form(type, Fields))));
        StringHas(script.Take(), type == "form" ? "bad-request" : "status='canceled'");
        Assert.AreEqual(0, script.Commands.Runs);
    }

    [TestMethod]
    [DataRow("form")]
    [DataRow("result")]
    [DataRow("SUBMIT")]
    [DataRow("")]
    public void Form_that_was_not_submitted_is_refused(string type)
    {
        XmppScript script = Script();
        script.Recv(XmppScript.Iq("set", XmppScript.Friend, Command("", Form(type, Fields))));
        StringHas(script.Take(), "<bad-request");
        Assert.AreEqual(0, script.Commands.Runs);
    }

    [TestMethod]
    [DataRow("next", "bad-action")]
    [DataRow("prev", "bad-action")]
    [DataRow("run", "malformed-action")]
    public void Action_that_was_not_offered_is_refused(string action, string condition)
    {
        XmppScript script = Script();
        script.Recv(XmppScript.Iq(
            "set", XmppScript.Friend, Command(" action='" + action + "'", Form("submit", Fields))));
        StringHas(script.Take(), condition);
        Assert.AreEqual(0, script.Commands.Runs);
    }

    [TestMethod]
    public void Field_that_is_there_twice_is_refused()
    {
        XmppScript script = Script();
        script.Recv(XmppScript.Iq("set", XmppScript.Friend,
            Command("", Form("submit", Fields + "<field var='value'><value>0</value></field>"))));
        StringHas(script.Take(), "<bad-request");
        Assert.AreEqual(0, script.Commands.Runs);
    }

    private static XmppScript Script()
    {
        XmppScript script = new();
        script.Session.Modules = new StanzaModule[] { new AdHocCommands(script.Session) };
        return script;
    }

    private static string Command(string action, string form) =>
        "<command xmlns='http://jabber.org/protocol/commands' node='pin.write'" + action + ">" + form + "</command>";

    private static string Form(string type, string fields) =>
        "<x xmlns='jabber:x:data' type='" + type + "'>" + fields + "</x>";

    private static void StringHas(string text, string part) => Assert.Contains(part, text);
}

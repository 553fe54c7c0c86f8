using Xmpp;
using Xmpp.Modules;
using nanoFramework.TestFramework;

namespace Tests.Unit.Xmpp;

/// <summary>Everybody's ping is answered, and nothing else in its namespace.</summary>
[TestClass]
public sealed class PingTests
{
    private const string Ping = "<ping xmlns='urn:xmpp:ping'/>";

    [TestMethod]
    public void Ping_is_answered()
    {
        XmppScript script = Script();
        script.Get(XmppScript.Friend, Ping, "");
        script.Get(XmppScript.Stranger, Ping, "");
        script.Exchange("<iq type='get' id='s1'>" + Ping + "</iq>", "<iq type='result' id='s1'/>");
    }

    [TestMethod]
    public void What_is_no_ping_is_refused()
    {
        XmppScript script = Script();
        script.Refuses(XmppScript.Friend, "<pong xmlns='urn:xmpp:ping'/>", "cancel", "service-unavailable");
        script.Refuses(XmppScript.Friend, Ping + Ping, "modify", "bad-request");
        script.Refuses(XmppScript.Friend, "<ping xmlns='urn:example:other'/>", "cancel", "service-unavailable");
        script.Exchange(XmppScript.Iq("set", XmppScript.Friend, Ping),
            XmppScript.Error(XmppScript.Friend, "cancel", "service-unavailable"));
    }

    [TestMethod]
    public void Answers_are_not_answered()
    {
        XmppScript script = Script();
        script.Exchange(XmppScript.Iq("result", XmppScript.Friend, Ping), "");
        script.Exchange(XmppScript.Iq("error", XmppScript.Friend, Ping), "");
    }

    private static XmppScript Script()
    {
        XmppScript script = new();
        script.Session.Modules = new StanzaModule[] { new Ping(script.Session) };
        return script;
    }
}

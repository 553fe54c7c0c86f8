using Xmpp;
using Xmpp.Modules;
using nanoFramework.TestFramework;

namespace Tests.Unit.Xmpp;

/// <summary>What runs here is told to those who are trusted.</summary>
[TestClass]
public sealed class SoftwareVersionTests
{
    private const string Query = "<query xmlns='jabber:iq:version'/>";
    private const string Version = "<query xmlns='jabber:iq:version'><name>agent</name><version>1.0</version>"
        + "<os>A &amp; B</os></query>";

    [TestMethod]
    public void Version_is_told_to_peers_account_and_server()
    {
        XmppScript script = Script("A & B");
        script.Get(XmppScript.Reader, Query, Version);
        script.Get("dev@a.example/desk", Query, Version);
        script.Get("a.example", Query, Version);
    }

    [TestMethod]
    public void Board_may_be_kept_secret() => Script("").Get(XmppScript.Friend, Query,
        "<query xmlns='jabber:iq:version'><name>agent</name><version>1.0</version></query>");

    [TestMethod]
    public void Stranger_learns_nothing()
    {
        XmppScript script = Script("A");
        script.Refuses(XmppScript.Stranger, Query, "cancel", "service-unavailable");
        script.Refuses("b.example", Query, "cancel", "service-unavailable");
    }

    [TestMethod]
    public void Version_cannot_be_set() =>
        Script("A").Exchange(XmppScript.Iq("set", XmppScript.Friend, Query),
            XmppScript.Error(XmppScript.Friend, "cancel", "service-unavailable"));

    private static XmppScript Script(string system)
    {
        XmppScript script = new();
        script.Session.Modules = new StanzaModule[] { new SoftwareVersion(script.Session, "agent", "1.0", system) };
        return script;
    }
}

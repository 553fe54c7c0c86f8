using Xmpp;
using Xmpp.Modules;
using nanoFramework.TestFramework;

namespace Tests.Unit.Xmpp;

/// <summary>The time is told once it is known.</summary>
[TestClass]
public sealed class EntityTimeTests
{
    private const string Query = "<time xmlns='urn:xmpp:time'/>";

    // 2026-11-21T08:00:00Z
    private const long Morning = 1_795_248_000_000;

    [TestMethod]
    public void Time_is_told_in_utc()
    {
        XmppScript script = Script(Morning);
        const string Answer = "<time xmlns='urn:xmpp:time'><tzo>Z</tzo><utc>2026-11-21T08:00:00Z</utc></time>";
        script.Get(XmppScript.Friend, Query, Answer);
        script.Get(XmppScript.Stranger, Query, Answer);
    }

    [TestMethod]
    public void Unknown_time_is_not_invented() =>
        Script(0).Refuses(XmppScript.Friend, Query, "wait", "resource-constraint");

    [TestMethod]
    public void Time_cannot_be_set() =>
        Script(Morning).Exchange(XmppScript.Iq("set", XmppScript.Friend, Query),
            XmppScript.Error(XmppScript.Friend, "cancel", "service-unavailable"));

    private static XmppScript Script(long now)
    {
        XmppScript script = new();
        script.Session.WallOffsetMs = now == 0 ? 0 : now - script.Session.Now;
        script.Session.Modules = new StanzaModule[] { new EntityTime(script.Session) };
        return script;
    }
}

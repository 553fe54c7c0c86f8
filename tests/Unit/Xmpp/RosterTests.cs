using Xmpp;
using Xmpp.Modules;
using nanoFramework.TestFramework;

namespace Tests.Unit.Xmpp;

/// <summary>Our presence is for the allowlist; nobody can push somebody else into the roster.</summary>
[TestClass]
public sealed class RosterTests
{
    private const string Ask = "<iq type='get' id='q1'><query xmlns='jabber:iq:roster'/></iq>";

    [TestMethod]
    public void Subscription_is_granted_to_the_allowlist_only()
    {
        XmppScript script = Script();
        script.Exchange("<presence from='friend@a.example' type='subscribe'/>",
            "<presence type='subscribed' to='friend@a.example'/>");
        script.Exchange("<presence from='reader@a.example/desk' type='subscribe'/>",
            "<presence type='subscribed' to='reader@a.example'/>");
        script.Exchange("<presence from='eve@b.example' type='subscribe'/>",
            "<presence type='unsubscribed' to='eve@b.example'/>");
    }

    [TestMethod]
    [DataRow("subscribed")]
    [DataRow("unsubscribe")]
    [DataRow("unsubscribed")]
    [DataRow("probe")]
    [DataRow("error")]
    [DataRow("unavailable")]
    public void Other_presence_is_not_answered(string type)
    {
        XmppScript script = Script();
        script.Exchange("<presence from='eve@b.example' type='" + type + "'/>", "");
        script.Exchange("<presence type='" + type + "'/>", "");
        script.Exchange("<presence type='subscribe'/>", "");
    }

    [TestMethod]
    public void Strangers_of_former_days_are_sent_away()
    {
        XmppScript script = Script();
        script.Session.GoOnline(false);
        script.Send(Ask);
        script.Recv("<iq type='result' id='q1'><query xmlns='jabber:iq:roster' ver='7'>"
            + "<item jid='friend@a.example' subscription='both'/>"
            + "<item jid='eve@b.example' subscription='from' name='Eve'><group>x</group></item>"
            + "<item jid='shop.example/bot' subscription='both'/>"
            + "<item jid='bob@b.example' subscription='to'/>"
            + "<item jid='joe@b.example' subscription='none' ask='subscribe'/>"
            + "<item subscription='from'/></query></iq>");
        script.Send("<presence type='unsubscribed' to='eve@b.example'/>"
            + "<presence type='unsubscribed' to='shop.example/bot'/>");
    }

    [TestMethod]
    public void Roster_is_asked_for_in_new_sessions_only()
    {
        XmppScript script = Script();
        script.Session.GoOnline(true);
        script.Send("");
    }

    [TestMethod]
    public void Roster_from_somebody_else_is_not_taken()
    {
        XmppScript script = Script();
        script.Session.GoOnline(false);
        script.Send(Ask);
        script.Recv("<iq type='result' id='q1' from='" + XmppScript.Stranger + "'><query xmlns='jabber:iq:roster'>"
            + "<item jid='bob@b.example' subscription='from'/></query></iq>");
        script.Send("");
    }

    [TestMethod]
    public void Refused_empty_or_missing_roster_is_no_harm()
    {
        string[] answers =
        {
            "<iq type='error' id='q1'><error type='wait'/></iq>",
            "<iq type='result' id='q1'/>",
            "<iq type='result' id='q1'><query xmlns='jabber:iq:roster'/></iq>",
            "<iq type='result' id='q1'><query xmlns='urn:example:other'><item subscription='from' jid='a@b'/>"
                + "</query></iq>",
        };
        foreach (string answer in answers)
        {
            XmppScript script = Script();
            script.Session.GoOnline(false);
            script.Send(Ask);
            script.Recv(answer);
            script.Send("");
        }

        XmppScript late = Script();
        late.Session.GoOnline(false);
        late.Send(Ask);
        Assert.IsTrue(late.Session.Pending.Expire(Core.Engine.Never));
        late.Send("");
    }

    [TestMethod]
    public void Push_from_our_account_is_taken()
    {
        XmppScript script = Script();
        script.Exchange("<iq type='set' id='p1'>" + Push("friend@a.example", "both") + "</iq>",
            "<iq type='result' id='p1'/>");
        script.Exchange("<iq type='set' id='p1' from='dev@a.example'>" + Push("eve@b.example", "from") + "</iq>",
            "<iq type='result' id='p1' to='dev@a.example'/><presence type='unsubscribed' to='eve@b.example'/>");
        script.Exchange("<iq type='set' id='p1'>" + Push("eve@b.example", "remove") + "</iq>",
            "<iq type='result' id='p1'/>");
    }

    [TestMethod]
    [DataRow("eve@b.example/x")]
    [DataRow("a.example")]
    [DataRow("dev@a.example/agent")]
    [DataRow("friend@a.example")]
    public void Push_from_anybody_else_is_refused(string from) => Script().Exchange(
        XmppScript.Iq("set", from, Push("eve@b.example", "from")),
        XmppScript.Error(from, "cancel", "service-unavailable"));

    [TestMethod]
    public void Push_whose_sender_cannot_be_read_is_not_taken_for_our_own()
    {
        string from = "eve@b.example/&amp;" + new string('x', Core.Limits.Decoded);
        Script().Exchange(XmppScript.Iq("set", from, Push("eve@b.example", "from")), "");
    }

    [TestMethod]
    public void Malformed_push_is_refused()
    {
        const string Refusal = "<iq type='error' id='p1'><error type='modify'><bad-request "
            + "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>";
        XmppScript script = Script();
        script.Exchange("<iq type='set' id='p1'><query xmlns='jabber:iq:roster'/></iq>", Refusal);
        script.Exchange("<iq type='set' id='p1'><query xmlns='jabber:iq:roster'><item/><item/></query></iq>", Refusal);
        script.Exchange("<iq type='set' id='p1'><query xmlns='jabber:iq:roster'><thing/></query></iq>", Refusal);
    }

    private static string Push(string jid, string subscription) =>
        "<query xmlns='jabber:iq:roster'><item jid='" + jid + "' subscription='" + subscription + "'/></query>";

    private static XmppScript Script()
    {
        XmppScript script = new();
        script.Session.Modules = new StanzaModule[] { new Roster(script.Session) };
        return script;
    }
}

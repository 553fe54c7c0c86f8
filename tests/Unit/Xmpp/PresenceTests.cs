using Core.Bytes;
using Xmpp;
using Xmpp.Modules;
using nanoFramework.TestFramework;

namespace Tests.Unit.Xmpp;

/// <summary>Presence is sent once in a session, and again only when its status is another.</summary>
[TestClass]
public sealed class PresenceTests
{
    // SHA-1 of client/bot//dev-1<http://jabber.org/protocol/caps< as another program computes it.
    private const string C = "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='urn:example:agent' "
        + "ver='PPbc2/39f2rA16Zcdc6Lhr+Lf94='/>";

    private static XmppScript s_script;
    private static Presence s_presence;

    [TestMethod]
    public void New_session_begins_with_presence()
    {
        Start();
        s_presence.Online(false);
        s_script.Send("<presence>" + C + "</presence>");
    }

    [TestMethod]
    public void Resumed_session_needs_none()
    {
        Start();
        s_presence.Online(true);
        s_script.Send("");
    }

    [TestMethod]
    public void What_went_out_with_the_login_is_not_repeated()
    {
        Start();
        SetStatus("ready");
        s_presence.Early();
        Assert.IsTrue(s_script.Session.PresenceSent);
        s_presence.Online(false);
        s_presence.Update();
        s_script.Send("<presence><status>ready</status>" + C + "</presence>");
    }

    [TestMethod]
    public void Only_a_change_is_sent()
    {
        Start();
        SetStatus("21 < 22");
        s_presence.Online(false);
        s_script.Send("<presence><status>21 &lt; 22</status>" + C + "</presence>");
        SetStatus("21 < 22");
        s_presence.Update();
        s_script.Send("");
        SetStatus("21 < 23");
        s_presence.Update();
        s_script.Send("<presence><status>21 &lt; 23</status>" + C + "</presence>");
        SetStatus("");
        s_presence.Update();
        s_script.Send("<presence>" + C + "</presence>");
    }

    [TestMethod]
    public void Change_while_away_goes_out_on_resumption()
    {
        Start();
        s_presence.Online(false);
        s_script.Drain();
        SetStatus("busy");
        s_presence.Online(true);
        s_script.Send("<presence><status>busy</status>" + C + "</presence>");
        s_presence.Online(true);
        s_script.Send("");
    }

    [TestMethod]
    public void Status_too_long_is_not_taken()
    {
        Start();
        byte[] text = new byte[Presence.MaxStatus + 1];
        Assert.IsFalse(s_presence.SetStatus(text, 0, text.Length));
        s_presence.Update();
        s_script.Send("");
    }

    [TestMethod]
    public void Presence_that_does_not_fit_is_sent_later()
    {
        Start();
        StanzaWriter target = s_script.Session.Out;
        while (target.Room > 50)
        {
            target.Byte(' ');
        }

        s_presence.Early();
        Assert.IsFalse(s_script.Session.PresenceSent);
        s_script.Drain();
        s_presence.Update();
        s_script.Send("<presence>" + C + "</presence>");
    }

    [TestMethod]
    public void Presence_of_others_is_nothing_to_us()
    {
        Start();
        s_script.Recv("<presence from='" + XmppScript.Stranger + "'><status>here</status></presence>");
        s_script.Recv("<presence from='" + XmppScript.Stranger + "' type='unavailable'/>");
        s_script.Send("");
    }

    private static void Start()
    {
        s_script = null;
        s_presence = null;
        s_script = new XmppScript();
        Caps caps = new(s_script.Session, "dev-1", "urn:example:agent");
        s_presence = new Presence(s_script.Session, caps);
        s_script.Session.Modules = new StanzaModule[] { s_presence };
    }

    private static void SetStatus(string text)
    {
        byte[] bytes = Utf8.Bytes(text);
        Assert.IsTrue(s_presence.SetStatus(bytes, 0, bytes.Length));
    }
}

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

    private XmppScript _script;
    private Presence _presence;

    [TestMethod]
    public void New_session_begins_with_presence()
    {
        Start();
        _presence.Online(false);
        _script.Send("<presence>" + C + "</presence>");
    }

    [TestMethod]
    public void Resumed_session_needs_none()
    {
        Start();
        _presence.Online(true);
        _script.Send("");
    }

    [TestMethod]
    public void What_went_out_with_the_login_is_not_repeated()
    {
        Start();
        SetStatus("ready");
        _presence.Early();
        Assert.IsTrue(_script.Session.PresenceSent);
        _presence.Online(false);
        _presence.Update();
        _script.Send("<presence><status>ready</status>" + C + "</presence>");
    }

    [TestMethod]
    public void Only_a_change_is_sent()
    {
        Start();
        SetStatus("21 < 22");
        _presence.Online(false);
        _script.Send("<presence><status>21 &lt; 22</status>" + C + "</presence>");
        SetStatus("21 < 22");
        _presence.Update();
        _script.Send("");
        SetStatus("21 < 23");
        _presence.Update();
        _script.Send("<presence><status>21 &lt; 23</status>" + C + "</presence>");
        SetStatus("");
        _presence.Update();
        _script.Send("<presence>" + C + "</presence>");
    }

    [TestMethod]
    public void Change_while_away_goes_out_on_resumption()
    {
        Start();
        _presence.Online(false);
        _script.Drain();
        SetStatus("busy");
        _presence.Online(true);
        _script.Send("<presence><status>busy</status>" + C + "</presence>");
        _presence.Online(true);
        _script.Send("");
    }

    [TestMethod]
    public void Status_too_long_is_not_taken()
    {
        Start();
        byte[] text = new byte[Presence.MaxStatus + 1];
        Assert.IsFalse(_presence.SetStatus(text, 0, text.Length));
        _presence.Update();
        _script.Send("");
    }

    [TestMethod]
    public void Presence_that_does_not_fit_is_sent_later()
    {
        Start();
        StanzaWriter target = _script.Session.Out;
        while (target.Room > 50)
        {
            target.Byte(' ');
        }

        _presence.Early();
        Assert.IsFalse(_script.Session.PresenceSent);
        _script.Drain();
        _presence.Update();
        _script.Send("<presence>" + C + "</presence>");
    }

    [TestMethod]
    public void Presence_of_others_is_nothing_to_us()
    {
        Start();
        _script.Recv("<presence from='" + XmppScript.Stranger + "'><status>here</status></presence>");
        _script.Recv("<presence from='" + XmppScript.Stranger + "' type='unavailable'/>");
        _script.Send("");
    }

    private void Start()
    {
        _script = new XmppScript();
        Caps caps = new(_script.Session, "dev-1", "urn:example:agent");
        _presence = new Presence(_script.Session, caps);
        _script.Session.Modules = new StanzaModule[] { _presence };
    }

    private void SetStatus(string text)
    {
        byte[] bytes = Utf8.Bytes(text);
        Assert.IsTrue(_presence.SetStatus(bytes, 0, bytes.Length));
    }
}

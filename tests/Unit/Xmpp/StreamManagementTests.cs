using Core;
using Core.Bytes;
using Xmpp.Xml;
using Xmpp;
using nanoFramework.TestFramework;
using Tests.Unit.Agent;

namespace Tests.Unit.Xmpp;

/// <summary>What was sent is kept until the server has it, in a window that never overflows, over counters that
/// wrap.</summary>
[TestClass]
public sealed class StreamManagementTests
{
    private readonly FakeVault _vault = new();
    private StreamManagement _acks = new();

    [TestMethod]
    public void Nothing_is_kept_before_it_counts()
    {
        Send("<a/>", false);
        Assert.AreEqual(0, _acks.Unacknowledged);
        Assert.IsFalse(_acks.CanResume);
        Assert.IsTrue(_acks.HasRoom);
    }

    [TestMethod]
    public void Acknowledged_stanzas_are_forgotten()
    {
        Enable();
        Send("<a/>", false);
        Send("<b/>", false);
        Assert.IsTrue(_acks.Acknowledge(1));
        Assert.AreEqual(1, _acks.Unacknowledged);
        Assert.AreEqual("<b/>", Again());
        Assert.IsTrue(_acks.Acknowledge(1), "the same again");
        Assert.IsTrue(_acks.Acknowledge(2));
        Assert.AreEqual("", Again());
    }

    [TestMethod]
    public void More_than_was_sent_cannot_be_acknowledged()
    {
        Enable();
        Send("<a/>", false);
        Assert.IsFalse(_acks.Acknowledge(2));
        Assert.IsFalse(_acks.Acknowledge(uint.MaxValue));
        Assert.IsFalse(_acks.Acknowledge(-1));
        Assert.IsFalse(_acks.Acknowledge(uint.MaxValue + 2L), "beyond what the counter can hold");
        Assert.AreEqual(1, _acks.Unacknowledged);
    }

    [TestMethod]
    public void Counter_wraps_at_two_to_the_thirty_second()
    {
        Enable();
        Load(uint.MaxValue - 1, uint.MaxValue - 1);
        Send("<a/>", false);
        Send("<b/>", false);
        Send("<c/>", false);
        Assert.IsTrue(_acks.Acknowledge(uint.MaxValue));
        Assert.AreEqual("<b/><c/>", Again());
        Assert.IsTrue(_acks.Acknowledge(1));
        Assert.AreEqual(0, _acks.Unacknowledged);
        Assert.IsFalse(_acks.Acknowledge(2));
        _acks.CountReceived();
        _acks.CountReceived();
        XmlWriter answer = new(100);
        _acks.WriteAcknowledgement(answer);
        Assert.AreEqual("<a xmlns='urn:xmpp:sm:3' h='0'/>", Texts.Of(answer));
    }

    [TestMethod]
    public void Window_that_overflows_counts_on()
    {
        Enable();
        int sent = 0;
        string large = "<m>" + new string('x', 500) + "</m>";
        for (; sent < 12; sent++)
        {
            Send(large, false);
        }

        Assert.IsFalse(_acks.HasRoom);
        Assert.IsTrue(_acks.IsFilling);
        Assert.AreEqual(sent, _acks.Unacknowledged);
        Assert.IsTrue(_acks.Acknowledge(11));
        Send("<last/>", false);
        Assert.AreEqual(2, _acks.Unacknowledged);
        Assert.IsTrue(_acks.Resumed(12));
        Assert.AreEqual("<last/>", Again(), "what had no room stands not in its way");
        Assert.IsTrue(_acks.Acknowledge(13));
        Assert.AreEqual(0, _acks.Unacknowledged);
    }

    [TestMethod]
    public void Stanza_without_room_is_not_sent_again_and_not_counted_again()
    {
        Enable();
        Send("<m>" + new string('x', Limits.Window) + "</m>", false);
        Send("<b/>", false);
        Assert.IsTrue(_acks.Resumed(0));
        Assert.AreEqual("<b/>", Again());
        Assert.AreEqual(1, _acks.Unacknowledged);
        Assert.IsTrue(_acks.Acknowledge(1));
        Assert.AreEqual("", Again());
    }

    [TestMethod]
    public void Thousands_without_acknowledgement_do_no_harm()
    {
        Enable();
        for (int i = 0; i < 5_000; i++)
        {
            Send("<m>" + new string('x', 4_000) + "</m>", false);
        }

        Assert.AreEqual(5_000, _acks.Unacknowledged);
        Assert.IsTrue(_acks.Acknowledge(4_999));
        Assert.AreEqual(1, _acks.Unacknowledged);
        Assert.IsTrue(_acks.Acknowledge(5_000));
        Assert.IsTrue(_acks.HasRoom);
        Send("<b/>", false);
        Assert.AreEqual("<b/>", Again());
    }

    [TestMethod]
    public void New_session_sends_what_was_left_but_presence_and_what_others_send_again()
    {
        Enable();
        Send("<message>1</message>", false);
        Send("<presence/>", false);
        Send("<iq id='q1'/>", true);
        Send("<iq type='result'/>", false);
        _acks.Suspend();
        _acks.Lose();
        Assert.IsFalse(_acks.CanResume);
        _acks.Requested();
        Assert.AreEqual("<message>1</message><iq type='result'/>", Left());
        Assert.AreEqual(2, _acks.Unacknowledged, "counted in the new session");
        Assert.AreEqual("", Left(), "once");
    }

    [TestMethod]
    public void What_was_left_outlives_a_session_that_never_began()
    {
        Enable();
        Send("<message>1</message>", false);
        _acks.Suspend();
        _acks.Lose();
        _acks.Requested();
        Send("<presence/>", false);
        _acks.Suspend();
        _acks.Requested();
        Assert.AreEqual("<message>1</message>", Left());
    }

    [TestMethod]
    public void Forgotten_session_leaves_nothing()
    {
        Enable();
        Send("<message>1</message>", false);
        _acks.Forget();
        Assert.IsFalse(_acks.CanResume);
        _acks.Requested();
        Assert.AreEqual("", Left());
    }

    [TestMethod]
    public void Session_is_saved_and_loaded_once()
    {
        Enable();
        _acks.CountReceived();
        Send("<a/>", false);
        Send("<b/>", true);
        _acks.Acknowledge(1);
        _acks.Save(_vault, Texts.Slice("dev@a.example/agent"));
        StreamManagement restarted = new();
        Slice jid = new();
        Assert.IsTrue(restarted.Load(_vault, jid));
        Assert.AreEqual("dev@a.example/agent", jid.ToString());
        Assert.IsTrue(restarted.CanResume);
        XmlWriter resume = new(200);
        restarted.WriteResume(resume);
        Assert.AreEqual("<resume xmlns='urn:xmpp:sm:3' h='1' previd='sm&apos;1'/>", Texts.Of(resume));
        _acks = restarted;
        Assert.IsTrue(_acks.Resumed(1));
        Assert.AreEqual("<b/>", Again());
        Assert.IsFalse(new StreamManagement().Load(_vault, jid), "a crash later must not resume from old counters");
    }

    [TestMethod]
    public void Session_that_cannot_be_resumed_is_not_saved()
    {
        _acks.Requested();
        _acks.Save(_vault, Texts.Slice("dev@a.example/agent"));
        Assert.AreEqual(0, _vault.Saves);
    }

    [TestMethod]
    [DataRow("dev@a.example/agent", true)]
    [DataRow("dev@b.example/agent", false)]
    public void Session_of_another_account_is_not_taken_up(string address, bool isOurs)
    {
        Enable();
        Send("<message>1</message>", false);
        _acks.Save(_vault, Texts.Slice(address));
        XmppScript script = new();
        script.Session.Restore(_vault);
        Assert.AreEqual(isOurs, script.Session.Acks.CanResume);
        script.Session.Acks.Requested();
        script.Session.Acks.WriteLeft(script.Session.Out);
        Assert.AreEqual(isOurs, script.Drain() > 0);
    }

    [TestMethod]
    public void Damaged_record_is_no_session()
    {
        Enable();
        Send("<message>1</message>", false);
        Send("<message>2</message>", false);
        _acks.Save(_vault, Texts.Slice("dev@a.example/agent"));
        byte[] good = _vault.Record("sm");
        for (int at = 0; at < good.Length; at++)
        {
            for (int length = at; length <= good.Length; length += good.Length - at)
            {
                byte[] record = new byte[length];
                System.Array.Copy(good, 0, record, 0, length);
                if (length == good.Length)
                {
                    record[at] ^= 0x90;
                }

                _vault.Save("sm", record, length);
                AssertHarmless();
            }
        }
    }

    private void AssertHarmless()
    {
        Slice jid = new();
        _acks = new StreamManagement();
        bool loaded = _acks.Load(_vault, jid);
        Assert.AreEqual(loaded, _acks.CanResume);
        Assert.IsTrue(_acks.Unacknowledged >= 0 && _acks.Unacknowledged <= Limits.Window);
        ByteWriter again = new(2 * Limits.Window);
        _acks.WriteAgain(again);
        _acks.Requested();
        Left();
        int left = _acks.Unacknowledged;
        Send("<a/>", false);
        Assert.AreEqual(left + 1, _acks.Unacknowledged);
    }

    private void Enable()
    {
        _acks.Requested();
        _acks.Enabled(Texts.Slice("sm'1"));
        Assert.IsTrue(_acks.CanResume);
    }

    /// <summary>Goes on from counters that only weeks of traffic would reach.</summary>
    private void Load(uint received, uint acknowledged)
    {
        _acks.Save(_vault, Texts.Slice("j/r"));
        byte[] record = _vault.Record("sm");
        int at = 2 + record[1];
        for (int shift = 24; shift >= 0; shift -= 8, at++)
        {
            record[at] = (byte)(received >> shift);
            record[at + 4] = (byte)(acknowledged >> shift);
        }

        _acks = new StreamManagement();
        Assert.IsTrue(_acks.Load(_vault, new Slice()));
        Assert.IsTrue(_acks.Resumed(acknowledged));
    }

    private void Send(string stanza, bool owned)
    {
        byte[] bytes = Utf8.Bytes(stanza);
        _acks.CountSent(bytes, 0, bytes.Length, owned);
    }

    private string Again()
    {
        ByteWriter writer = new(Limits.SendQueue);
        _acks.WriteAgain(writer);
        return Texts.Of(writer);
    }

    private string Left()
    {
        ByteWriter writer = new(Limits.SendQueue);
        _acks.WriteLeft(writer);
        return Texts.Of(writer);
    }
}

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
    private static FakeVault s_vault;
    private static StreamManagement s_acks;

    [TestMethod]
    public void Nothing_is_kept_before_it_counts()
    {
        Begin();
        Send("<a/>", false);
        Assert.AreEqual(0, s_acks.Unacknowledged);
        Assert.IsFalse(s_acks.CanResume);
        Assert.IsTrue(s_acks.HasRoom);
    }

    [TestMethod]
    public void Acknowledged_stanzas_are_forgotten()
    {
        Enable();
        Send("<a/>", false);
        Send("<b/>", false);
        Assert.IsTrue(s_acks.Acknowledge(1));
        Assert.AreEqual(1, s_acks.Unacknowledged);
        Assert.AreEqual("<b/>", Again());
        Assert.IsTrue(s_acks.Acknowledge(1), "the same again");
        Assert.IsTrue(s_acks.Acknowledge(2));
        Assert.AreEqual("", Again());
    }

    [TestMethod]
    public void More_than_was_sent_cannot_be_acknowledged()
    {
        Enable();
        Send("<a/>", false);
        Assert.IsFalse(s_acks.Acknowledge(2));
        Assert.IsFalse(s_acks.Acknowledge(uint.MaxValue));
        Assert.IsFalse(s_acks.Acknowledge(-1));
        Assert.IsFalse(s_acks.Acknowledge(uint.MaxValue + 2L), "beyond what the counter can hold");
        Assert.AreEqual(1, s_acks.Unacknowledged);
    }

    [TestMethod]
    public void Counter_wraps_at_two_to_the_thirty_second()
    {
        Enable();
        Load(uint.MaxValue - 1, uint.MaxValue - 1);
        Send("<a/>", false);
        Send("<b/>", false);
        Send("<c/>", false);
        Assert.IsTrue(s_acks.Acknowledge(uint.MaxValue));
        Assert.AreEqual("<b/><c/>", Again());
        Assert.IsTrue(s_acks.Acknowledge(1));
        Assert.AreEqual(0, s_acks.Unacknowledged);
        Assert.IsFalse(s_acks.Acknowledge(2));
        s_acks.CountReceived();
        s_acks.CountReceived();
        XmlWriter answer = new(100);
        s_acks.WriteAcknowledgement(answer);
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

        Assert.IsFalse(s_acks.HasRoom);
        Assert.IsTrue(s_acks.IsFilling);
        Assert.AreEqual(sent, s_acks.Unacknowledged);
        Assert.IsTrue(s_acks.Acknowledge(11));
        Send("<last/>", false);
        Assert.AreEqual(2, s_acks.Unacknowledged);
        Assert.IsTrue(s_acks.Resumed(12));
        Assert.AreEqual("<last/>", Again(), "what had no room stands not in its way");
        Assert.IsTrue(s_acks.Acknowledge(13));
        Assert.AreEqual(0, s_acks.Unacknowledged);
    }

    [TestMethod]
    public void Stanza_without_room_is_not_sent_again_and_not_counted_again()
    {
        Enable();
        Send("<m>" + new string('x', Limits.Window) + "</m>", false);
        Send("<b/>", false);
        Assert.IsTrue(s_acks.Resumed(0));
        Assert.AreEqual("<b/>", Again());
        Assert.AreEqual(1, s_acks.Unacknowledged);
        Assert.IsTrue(s_acks.Acknowledge(1));
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

        Assert.AreEqual(5_000, s_acks.Unacknowledged);
        Assert.IsTrue(s_acks.Acknowledge(4_999));
        Assert.AreEqual(1, s_acks.Unacknowledged);
        Assert.IsTrue(s_acks.Acknowledge(5_000));
        Assert.IsTrue(s_acks.HasRoom);
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
        s_acks.Suspend();
        s_acks.Lose();
        Assert.IsFalse(s_acks.CanResume);
        s_acks.Requested();
        Assert.AreEqual("<message>1</message><iq type='result'/>", Left());
        Assert.AreEqual(2, s_acks.Unacknowledged, "counted in the new session");
        Assert.AreEqual("", Left(), "once");
    }

    [TestMethod]
    public void What_was_left_outlives_a_session_that_never_began()
    {
        Enable();
        Send("<message>1</message>", false);
        s_acks.Suspend();
        s_acks.Lose();
        s_acks.Requested();
        Send("<presence/>", false);
        s_acks.Suspend();
        s_acks.Requested();
        Assert.AreEqual("<message>1</message>", Left());
    }

    [TestMethod]
    public void Forgotten_session_leaves_nothing()
    {
        Enable();
        Send("<message>1</message>", false);
        s_acks.Forget();
        Assert.IsFalse(s_acks.CanResume);
        s_acks.Requested();
        Assert.AreEqual("", Left());
    }

    [TestMethod]
    public void Session_is_saved_and_loaded_once()
    {
        Enable();
        s_acks.CountReceived();
        Send("<a/>", false);
        Send("<b/>", true);
        s_acks.Acknowledge(1);
        s_acks.Save(s_vault, Texts.Slice("dev@a.example/agent"));
        StreamManagement restarted = new();
        Slice jid = new();
        Assert.IsTrue(restarted.Load(s_vault, jid));
        Assert.AreEqual("dev@a.example/agent", jid.ToString());
        Assert.IsTrue(restarted.CanResume);
        XmlWriter resume = new(200);
        restarted.WriteResume(resume);
        Assert.AreEqual("<resume xmlns='urn:xmpp:sm:3' h='1' previd='sm&apos;1'/>", Texts.Of(resume));
        s_acks = restarted;
        Assert.IsTrue(s_acks.Resumed(1));
        Assert.AreEqual("<b/>", Again());
        Assert.IsFalse(new StreamManagement().Load(s_vault, jid), "a crash later must not resume from old counters");
    }

    [TestMethod]
    public void Session_that_cannot_be_resumed_is_not_saved()
    {
        Begin();
        s_acks.Requested();
        s_acks.Save(s_vault, Texts.Slice("dev@a.example/agent"));
        Assert.AreEqual(0, s_vault.Saves);
    }

    [TestMethod]
    public void Damaged_record_is_no_session()
    {
        Enable();
        Send("<message>1</message>", false);
        Send("<message>2</message>", false);
        s_acks.Save(s_vault, Texts.Slice("dev@a.example/agent"));
        byte[] good = s_vault.Record("sm");
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

                s_vault.Save("sm", record, length);
                AssertHarmless();
            }
        }
    }

    private static void Begin()
    {
        s_vault = new FakeVault();
        s_acks = new StreamManagement();
    }

    private static void AssertHarmless()
    {
        Slice jid = new();
        s_acks = new StreamManagement();
        bool loaded = s_acks.Load(s_vault, jid);
        Assert.AreEqual(loaded, s_acks.CanResume);
        Assert.IsTrue(s_acks.Unacknowledged >= 0 && s_acks.Unacknowledged <= Limits.Window);
        ByteWriter again = new(2 * Limits.Window);
        s_acks.WriteAgain(again);
        s_acks.Requested();
        Left();
        int left = s_acks.Unacknowledged;
        Send("<a/>", false);
        Assert.AreEqual(left + 1, s_acks.Unacknowledged);
    }

    private static void Enable()
    {
        Begin();
        s_acks.Requested();
        s_acks.Enabled(Texts.Slice("sm'1"));
        Assert.IsTrue(s_acks.CanResume);
    }

    /// <summary>Goes on from counters that only weeks of traffic would reach.</summary>
    private static void Load(uint received, uint acknowledged)
    {
        s_acks.Save(s_vault, Texts.Slice("j/r"));
        byte[] record = s_vault.Record("sm");
        int at = 2 + record[1];
        for (int shift = 24; shift >= 0; shift -= 8, at++)
        {
            record[at] = (byte)(received >> shift);
            record[at + 4] = (byte)(acknowledged >> shift);
        }

        s_acks = new StreamManagement();
        Assert.IsTrue(s_acks.Load(s_vault, new Slice()));
        Assert.IsTrue(s_acks.Resumed(acknowledged));
    }

    private static void Send(string stanza, bool owned)
    {
        byte[] bytes = Utf8.Bytes(stanza);
        s_acks.CountSent(bytes, 0, bytes.Length, owned);
    }

    private static string Again()
    {
        ByteWriter writer = new(Limits.SendQueue);
        s_acks.WriteAgain(writer);
        return Texts.Of(writer);
    }

    private static string Left()
    {
        ByteWriter writer = new(Limits.SendQueue);
        s_acks.WriteLeft(writer);
        return Texts.Of(writer);
    }
}

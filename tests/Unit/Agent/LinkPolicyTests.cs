using Core;
using Core.Agent;
using Core.Bytes;
using Core.Commands;
using Core.Ports;
using nanoFramework.TestFramework;

namespace Tests.Unit.Agent;

/// <summary>A standing link and two fallbacks: which is open when, and what goes over which.</summary>
[TestClass]
public sealed class LinkPolicyTests
{
    private const int Patience = 10_000;

    private static AgentFixture s_agent;
    private static Outbox s_outbox;
    private static FieldList s_fields;
    private static FakeLink[] s_links;
    private static Connection[] s_connections;
    private static Intent s_intent;
    private static Mailroom s_mailroom;
    private static LinkPolicy s_policy;
    private static long s_now;

    [TestMethod]
    public void Standing_link_comes_first_and_alone()
    {
        Begin();
        Assert.AreEqual(0, s_policy.Next(s_now));
        Open(0);
        Assert.AreEqual(-1, s_policy.Next(s_now), "one handshake at a time");
        GoUp(0);
        Settle(Patience * 10);
        Assert.AreEqual(-1, s_policy.Next(s_now));
        Assert.AreEqual(0, s_policy.Active);
        Assert.AreEqual(Engine.Never, s_policy.Deadline);
    }

    [TestMethod]
    public void Fallback_is_opened_when_patience_is_over_and_not_before()
    {
        Begin();
        Open(0);
        Close(0, Fault.ConnectFailed);
        Assert.AreEqual(1_000L + Patience, Latest(s_policy.Deadline, 1_000L + Patience), "nothing is due later");
        Settle(Patience - 1);
        s_connections[0].Reconnection.At = s_now + 50;
        Assert.AreEqual(-1, s_policy.Next(s_now));
        Settle(1);
        Assert.AreEqual(1, s_policy.Next(s_now));
    }

    [TestMethod]
    public void Fallback_waits_for_the_standing_links_handshake()
    {
        Begin();
        Open(0);
        Settle(Patience * 2);
        Assert.AreEqual(-1, s_policy.Next(s_now));
        Close(0, Fault.Timeout);
        Assert.AreEqual(1, s_policy.Next(s_now));
    }

    [TestMethod]
    public void Halted_link_is_not_waited_for()
    {
        Begin();
        Open(0);
        Close(0, Fault.NotAuthorized);
        Settle(0);
        Assert.AreEqual(1, s_policy.Next(s_now));
    }

    [TestMethod]
    public void Third_has_to_wait_for_both()
    {
        Begin();
        Open(0);
        Close(0, Fault.NotAuthorized);
        Settle(0);
        Open(1);
        Close(1, Fault.ConnectFailed);
        Settle(Patience - 1);
        s_connections[1].Reconnection.At = s_now + 50;
        Assert.AreEqual(-1, s_policy.Next(s_now));
        Settle(1);
        Assert.AreEqual(2, s_policy.Next(s_now));
    }

    [TestMethod]
    public void Standing_link_is_tried_again_beside_its_fallback_and_then_replaces_it()
    {
        Begin();
        FallBack();
        s_connections[0].Reconnection.At = s_now + 5;
        Assert.AreEqual(s_now + 5, s_policy.Deadline);
        Settle(5);
        Assert.AreEqual(0, s_policy.Next(s_now));
        Open(0);
        Assert.AreEqual(0, s_links[1].Goodbyes);
        GoUp(0);
        Assert.AreEqual(1, s_links[1].Goodbyes);
        Close(1, Fault.ClosedByPeer);
        Settle(Patience * 10);
        Assert.AreEqual(-1, s_policy.Next(s_now), "nobody misses the fallback");
    }

    [TestMethod]
    public void Fallback_is_kept_while_something_is_under_way_over_it()
    {
        Begin();
        FallBack();
        AddReport();
        s_mailroom.HandOver(s_connections);
        Open(0);
        GoUp(0);
        Assert.AreEqual(0, s_links[1].Goodbyes);
        s_mailroom.Speaker = 1;
        s_mailroom.Delivered();
        Settle(0);
        Assert.AreEqual(1, s_links[1].Goodbyes);
        Assert.IsTrue(s_mailroom.IsEmpty);
    }

    [TestMethod]
    public void Entry_of_a_lost_link_waits_for_its_return_until_another_is_up()
    {
        Begin();
        Open(0);
        GoUp(0);
        AddReport();
        s_mailroom.HandOver(s_connections);
        string first = s_links[0].Taken;
        Close(0, Fault.ConnectionLost);
        s_mailroom.HandOver(s_connections);
        Assert.AreEqual(first, s_links[0].Taken, "it may yet be resumed");
        Settle(Patience);
        Open(1);
        GoUp(1);
        s_mailroom.HandOver(s_connections);
        Assert.AreEqual(first, s_links[1].Taken);
        s_mailroom.Speaker = 0;
        s_mailroom.Delivered();
        Assert.IsFalse(s_mailroom.IsEmpty, "who has lost it has no say");
        s_mailroom.Speaker = 1;
        s_mailroom.Delivered();
        Assert.IsTrue(s_mailroom.IsEmpty);
    }

    [TestMethod]
    public void Result_goes_back_the_way_its_command_came()
    {
        Begin();
        FallBack();
        s_mailroom.Speaker = 1;
        KeepResult();
        Open(0);
        GoUp(0);
        s_mailroom.HandOver(s_connections);
        Assert.AreEqual(string.Empty, s_links[0].Taken);
        Assert.AreNotEqual(string.Empty, s_links[1].Taken);
    }

    [TestMethod]
    public void Result_for_a_link_that_is_gone_goes_over_the_next()
    {
        Begin();
        FallBack();
        s_mailroom.Speaker = 1;
        KeepResult();
        Close(1, Fault.ConnectionLost);
        Open(0);
        GoUp(0);
        s_mailroom.HandOver(s_connections);
        Assert.AreNotEqual(string.Empty, s_links[0].Taken);
        Assert.AreEqual(string.Empty, s_links[1].Taken);
    }

    private static void Begin()
    {
        s_agent = new AgentFixture();
        s_outbox = new Outbox(1);
        s_fields = new FieldList(Limits.Result);
        s_links = new FakeLink[] { new("first"), new("second"), new("third") };
        s_connections = new Connection[3];
        s_intent = new Intent();
        s_now = 1_000;
        SilentLog log = new();
        for (int i = 0; i < 3; i++)
        {
            s_connections[i] = new Connection(
                s_links[i], new Reconnection(s_agent.Config, new FixedCrypto()), s_agent.Health, log);
        }

        s_mailroom = new Mailroom(s_outbox, s_agent.Table, s_agent.Clock, log);
        s_policy = new LinkPolicy(s_connections, s_mailroom, Patience);
        Settle(0);
    }

    private static long Latest(long one, long other) => one > other ? one : other;

    private static void FallBack()
    {
        Open(0);
        Close(0, Fault.ConnectFailed);
        Settle(Patience);
        Open(1);
        GoUp(1);
    }

    private static void AddReport()
    {
        s_fields.Clear();
        s_fields.Add("Temperature", 20, "Cel");
        s_outbox.Add(s_fields, 0);
    }

    private static void KeepResult()
    {
        s_agent.Call.Clear();
        s_agent.Call.Spec = s_agent.Table.Commands[0];
        s_agent.Call.Outcome = Outcome.Done;
        s_agent.Call.Id.Set(Utf8.Bytes("c1"), 0, 2);
        s_mailroom.Keep(s_agent.Call);
    }

    private static void Open(int link)
    {
        s_connections[link].Open(s_intent);
        Settle(0);
    }

    private static void GoUp(int link)
    {
        s_connections[link].Opened(s_now);
        s_links[link].Up = true;
        Settle(0);
    }

    private static void Close(int link, Fault why)
    {
        s_links[link].Up = false;
        s_connections[link].Closed(why, s_now);
        Settle(0);
    }

    private static void Settle(long later)
    {
        s_now += later;
        s_policy.Settle(s_now);
    }
}

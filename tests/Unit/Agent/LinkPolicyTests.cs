using Core;
using Core.Agent;
using Core.Bytes;
using Core.Commands;
using Core.Ports;
using nanoFramework.TestFramework;

namespace Tests.Unit.Agent;

/// <summary>A standing link and two fallbacks: which is open when, and what goes over which.</summary>
[TestClass]
public sealed class LinkPolicyTests : ILog
{
    private const int Patience = 10_000;

    private readonly AgentFixture _agent = new();
    private readonly Outbox _outbox = new(1);
    private readonly FieldList _fields = new(Limits.Result);
    private readonly FakeLink[] _links = { new("first"), new("second"), new("third") };
    private readonly Connection[] _connections = new Connection[3];
    private readonly Intent _intent = new();
    private readonly Mailroom _mailroom;
    private readonly LinkPolicy _policy;
    private long _now = 1_000;

    public LinkPolicyTests()
    {
        for (int i = 0; i < 3; i++)
        {
            _connections[i] = new Connection(
                _links[i], new Reconnection(_agent.Config, new FixedCrypto()), _agent.Health, this);
        }

        _mailroom = new Mailroom(_outbox, _agent.Table, _agent.Clock, this);
        _policy = new LinkPolicy(_connections, _mailroom, Patience);
        Settle(0);
    }

    /// <inheritdoc/>
    public void Write(string what, long number)
    {
    }

    [TestMethod]
    public void Standing_link_comes_first_and_alone()
    {
        Assert.AreEqual(0, _policy.Next(_now));
        Open(0);
        Assert.AreEqual(-1, _policy.Next(_now), "one handshake at a time");
        GoUp(0);
        Settle(Patience * 10);
        Assert.AreEqual(-1, _policy.Next(_now));
        Assert.AreEqual(0, _policy.Active);
        Assert.AreEqual(Engine.Never, _policy.Deadline);
    }

    [TestMethod]
    public void Fallback_is_opened_when_patience_is_over_and_not_before()
    {
        Open(0);
        Close(0, Fault.ConnectFailed);
        Assert.AreEqual(1_000L + Patience, Latest(_policy.Deadline, 1_000L + Patience), "nothing is due later");
        Settle(Patience - 1);
        _connections[0].Reconnection.At = _now + 50;
        Assert.AreEqual(-1, _policy.Next(_now));
        Settle(1);
        Assert.AreEqual(1, _policy.Next(_now));
    }

    [TestMethod]
    public void Fallback_waits_for_the_standing_links_handshake()
    {
        Open(0);
        Settle(Patience * 2);
        Assert.AreEqual(-1, _policy.Next(_now));
        Close(0, Fault.Timeout);
        Assert.AreEqual(1, _policy.Next(_now));
    }

    [TestMethod]
    public void Halted_link_is_not_waited_for()
    {
        Open(0);
        Close(0, Fault.NotAuthorized);
        Settle(0);
        Assert.AreEqual(1, _policy.Next(_now));
    }

    [TestMethod]
    public void Third_has_to_wait_for_both()
    {
        Open(0);
        Close(0, Fault.NotAuthorized);
        Settle(0);
        Open(1);
        Close(1, Fault.ConnectFailed);
        Settle(Patience - 1);
        _connections[1].Reconnection.At = _now + 50;
        Assert.AreEqual(-1, _policy.Next(_now));
        Settle(1);
        Assert.AreEqual(2, _policy.Next(_now));
    }

    [TestMethod]
    public void Standing_link_is_tried_again_beside_its_fallback_and_then_replaces_it()
    {
        FallBack();
        _connections[0].Reconnection.At = _now + 5;
        Assert.AreEqual(_now + 5, _policy.Deadline);
        Settle(5);
        Assert.AreEqual(0, _policy.Next(_now));
        Open(0);
        Assert.AreEqual(0, _links[1].Goodbyes);
        GoUp(0);
        Assert.AreEqual(1, _links[1].Goodbyes);
        Close(1, Fault.ClosedByPeer);
        Settle(Patience * 10);
        Assert.AreEqual(-1, _policy.Next(_now), "nobody misses the fallback");
    }

    [TestMethod]
    public void Fallback_is_kept_while_something_is_under_way_over_it()
    {
        FallBack();
        AddReport();
        _mailroom.HandOver(_connections);
        Open(0);
        GoUp(0);
        Assert.AreEqual(0, _links[1].Goodbyes);
        _mailroom.Speaker = 1;
        _mailroom.Delivered();
        Settle(0);
        Assert.AreEqual(1, _links[1].Goodbyes);
        Assert.IsTrue(_mailroom.IsEmpty);
    }

    [TestMethod]
    public void Entry_of_a_lost_link_waits_for_its_return_until_another_is_up()
    {
        Open(0);
        GoUp(0);
        AddReport();
        _mailroom.HandOver(_connections);
        string first = _links[0].Taken;
        Close(0, Fault.ConnectionLost);
        _mailroom.HandOver(_connections);
        Assert.AreEqual(first, _links[0].Taken, "it may yet be resumed");
        Settle(Patience);
        Open(1);
        GoUp(1);
        _mailroom.HandOver(_connections);
        Assert.AreEqual(first, _links[1].Taken);
        _mailroom.Speaker = 0;
        _mailroom.Delivered();
        Assert.IsFalse(_mailroom.IsEmpty, "who has lost it has no say");
        _mailroom.Speaker = 1;
        _mailroom.Delivered();
        Assert.IsTrue(_mailroom.IsEmpty);
    }

    [TestMethod]
    public void Result_goes_back_the_way_its_command_came()
    {
        FallBack();
        _mailroom.Speaker = 1;
        KeepResult();
        Open(0);
        GoUp(0);
        _mailroom.HandOver(_connections);
        Assert.AreEqual(string.Empty, _links[0].Taken);
        Assert.AreNotEqual(string.Empty, _links[1].Taken);
    }

    [TestMethod]
    public void Result_for_a_link_that_is_gone_goes_over_the_next()
    {
        FallBack();
        _mailroom.Speaker = 1;
        KeepResult();
        Close(1, Fault.ConnectionLost);
        Open(0);
        GoUp(0);
        _mailroom.HandOver(_connections);
        Assert.AreNotEqual(string.Empty, _links[0].Taken);
        Assert.AreEqual(string.Empty, _links[1].Taken);
    }

    private static long Latest(long one, long other) => one > other ? one : other;

    private void FallBack()
    {
        Open(0);
        Close(0, Fault.ConnectFailed);
        Settle(Patience);
        Open(1);
        GoUp(1);
    }

    private void AddReport()
    {
        _fields.Clear();
        _fields.Add("Temperature", 20, "Cel");
        _outbox.Add(_fields, 0);
    }

    private void KeepResult()
    {
        _agent.Call.Clear();
        _agent.Call.Spec = _agent.Table.Commands[0];
        _agent.Call.Outcome = Outcome.Done;
        _agent.Call.Id.Set(Utf8.Bytes("c1"), 0, 2);
        _mailroom.Keep(_agent.Call);
    }

    private void Open(int link)
    {
        _connections[link].Open(_intent);
        Settle(0);
    }

    private void GoUp(int link)
    {
        _connections[link].Opened(_now);
        _links[link].Up = true;
        Settle(0);
    }

    private void Close(int link, Fault why)
    {
        _links[link].Up = false;
        _connections[link].Closed(why, _now);
        Settle(0);
    }

    private void Settle(long later)
    {
        _now += later;
        _policy.Settle(_now);
    }
}

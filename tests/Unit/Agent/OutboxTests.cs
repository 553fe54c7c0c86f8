using Core;
using Core.Agent;
using Core.Bytes;
using Core.Commands;
using nanoFramework.TestFramework;

namespace Tests.Unit.Agent;

/// <summary>Telemetry makes way, oldest first, and is counted; results never do.</summary>
[TestClass]
public sealed class OutboxTests
{
    private const uint FirstNumber = 1 << 20;

    private readonly Outbox _outbox = new(1);
    private readonly FieldList _fields = new(Limits.Result);
    private readonly Slice _id = new();

    [TestMethod]
    public void Entries_come_in_order()
    {
        Report(1);
        Result("a", 2);
        Report(3);
        AssertFirst(OutboxKind.Report, 1);
        Assert.AreEqual(FirstNumber + 1, _outbox.FirstNumber);
        Assert.AreEqual(1_001L, _outbox.FirstTime);
        _outbox.Done();
        AssertFirst(OutboxKind.Result, 2);
        Assert.AreEqual("a", _id.ToString());
        _outbox.Done();
        AssertFirst(OutboxKind.Report, 3);
        Assert.AreEqual(FirstNumber + 3, _outbox.FirstNumber);
        _outbox.Done();
        Assert.AreEqual((int)OutboxKind.None, (int)_outbox.First);
        _outbox.Done();
        Assert.AreEqual(0, _outbox.Dropped);
    }

    [TestMethod]
    public void Entry_stays_until_it_is_taken()
    {
        Report(1);
        _outbox.IsUnderWay = true;
        AssertFirst(OutboxKind.Report, 1);
        _outbox.IsUnderWay = false;
        AssertFirst(OutboxKind.Report, 1);
        Assert.AreEqual(FirstNumber + 1, _outbox.FirstNumber, "the same number at every try");
    }

    [TestMethod]
    public void Oldest_reports_make_way_and_are_counted()
    {
        int added = 0;
        while (_outbox.Dropped == 0)
        {
            Report(++added);
        }

        AssertFirst(OutboxKind.Report, 2);
        Assert.AreEqual(1, _outbox.Dropped);
        int last = 2;
        for (; _outbox.First != OutboxKind.None; _outbox.Done())
        {
            AssertFirst(OutboxKind.Report, last++);
        }

        Assert.AreEqual(added + 1, last);
    }

    [TestMethod]
    public void Entry_under_way_does_not_make_way()
    {
        Report(1);
        _outbox.IsUnderWay = true;
        for (int i = 2; _outbox.Dropped < 5; i++)
        {
            Report(i);
        }

        AssertFirst(OutboxKind.Report, 1);
        _outbox.Done();
        AssertFirst(OutboxKind.Report, 7);
    }

    [TestMethod]
    public void Results_outlive_any_flood_of_reports()
    {
        Report(1);
        Result("a", 2);
        for (int i = 0; i < 500; i++)
        {
            Report(100 + i);
        }

        Result("b", 3);
        for (int i = 0; i < 500; i++)
        {
            Report(100 + i);
        }

        AssertFirst(OutboxKind.Result, 2);
        int results = 0;
        int reports = 0;
        for (; _outbox.First != OutboxKind.None; _outbox.Done())
        {
            results += _outbox.First == OutboxKind.Result ? 1 : 0;
            reports += _outbox.First == OutboxKind.Report ? 1 : 0;
        }

        Assert.AreEqual(2, results);
        Assert.AreEqual(1_001, reports + _outbox.Dropped);
    }

    [TestMethod]
    public void Room_for_a_result_is_told_before_it_is_needed()
    {
        int results = 0;
        for (; _outbox.HasRoomForResult; results++)
        {
            Result("id" + results, results);
        }

        Assert.IsTrue(results > 1);
        Assert.IsFalse(_outbox.HasRoomForResult);
        _outbox.Done();
        while (!_outbox.HasRoomForResult)
        {
            _outbox.Done();
        }

        for (int i = 0; i < 100; i++)
        {
            Report(i);
        }

        Assert.IsTrue(_outbox.HasRoomForResult, "reports make way");
    }

    [TestMethod]
    public void Largest_result_fits()
    {
        CommandCall call = new(Limits.Result);
        byte[] id = new byte[Limits.StanzaId];
        call.Id.Set(id, 0, id.Length);
        while (!call.Result.Truncated)
        {
            call.Result.Add("name", "some text");
        }

        _outbox.Add(0, 1, call, 0);
        Assert.AreEqual((int)OutboxKind.Result, (int)_outbox.First);
    }

    [TestMethod]
    public void Report_without_room_is_dropped_and_counted()
    {
        for (int i = 0; _outbox.HasRoomForResult; i++)
        {
            Result("id", i);
        }

        bool added = true;
        for (int i = 0; i < 200; i++)
        {
            added = Report(i);
        }

        Assert.IsTrue(_outbox.Dropped > 0);
        Assert.IsTrue(added || _outbox.Dropped >= 1);
        AssertFirst(OutboxKind.Result, 0);
    }

    [TestMethod]
    public void Numbers_of_another_start_are_others()
    {
        Report(1);
        Outbox later = new(2);
        later.Add(_fields, 0);
        Assert.AreNotEqual(_outbox.FirstNumber, later.FirstNumber);
    }

    private bool Report(int value)
    {
        _fields.Clear();
        _fields.Add("n", value, string.Empty);
        return _outbox.Add(_fields, 1_000 + value);
    }

    private void Result(string id, int value)
    {
        CommandCall call = new(Limits.Result);
        byte[] bytes = Utf8.Bytes(id);
        call.Id.Set(bytes, 0, bytes.Length);
        call.Outcome = Outcome.Done;
        call.Result.Add("n", value, string.Empty);
        _outbox.Add(0, 3, call, 5);
    }

    private void AssertFirst(OutboxKind kind, int value)
    {
        Assert.AreEqual((int)kind, (int)_outbox.First);
        _outbox.ReadFirst(_fields, _id, out int command, out Outcome outcome, out int _);
        Assert.AreEqual(kind == OutboxKind.Result ? 3 : 0, command);
        Assert.AreEqual((int)(kind == OutboxKind.Result ? Outcome.Done : Outcome.None), (int)outcome);
        _fields.Rewind();
        Assert.IsTrue(_fields.Next());
        Assert.AreEqual(value.ToString(), _fields.Value.ToString());
    }
}

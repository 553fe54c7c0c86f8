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

    private static Outbox s_outbox;
    private static FieldList s_fields;
    private static Slice s_id;

    [TestMethod]
    public void Entries_come_in_order()
    {
        Begin();
        Report(1);
        Result("a", 2);
        Report(3);
        AssertFirst(OutboxKind.Report, 1);
        Assert.AreEqual(FirstNumber + 1, s_outbox.FirstNumber);
        Assert.AreEqual(1_001L, s_outbox.FirstTime);
        s_outbox.Done();
        AssertFirst(OutboxKind.Result, 2);
        Assert.AreEqual("a", s_id.ToString());
        s_outbox.Done();
        AssertFirst(OutboxKind.Report, 3);
        Assert.AreEqual(FirstNumber + 3, s_outbox.FirstNumber);
        s_outbox.Done();
        Assert.AreEqual((int)OutboxKind.None, (int)s_outbox.First);
        s_outbox.Done();
        Assert.AreEqual(0, s_outbox.Dropped);
    }

    [TestMethod]
    public void Entry_stays_until_it_is_taken()
    {
        Begin();
        Report(1);
        s_outbox.IsUnderWay = true;
        AssertFirst(OutboxKind.Report, 1);
        s_outbox.IsUnderWay = false;
        AssertFirst(OutboxKind.Report, 1);
        Assert.AreEqual(FirstNumber + 1, s_outbox.FirstNumber, "the same number at every try");
    }

    [TestMethod]
    public void Oldest_reports_make_way_and_are_counted()
    {
        Begin();
        int added = 0;
        while (s_outbox.Dropped == 0)
        {
            Report(++added);
        }

        AssertFirst(OutboxKind.Report, 2);
        Assert.AreEqual(1, s_outbox.Dropped);
        int last = 2;
        for (; s_outbox.First != OutboxKind.None; s_outbox.Done())
        {
            AssertFirst(OutboxKind.Report, last++);
        }

        Assert.AreEqual(added + 1, last);
    }

    [TestMethod]
    public void Entry_under_way_does_not_make_way()
    {
        Begin();
        Report(1);
        s_outbox.IsUnderWay = true;
        for (int i = 2; s_outbox.Dropped < 5; i++)
        {
            Report(i);
        }

        AssertFirst(OutboxKind.Report, 1);
        s_outbox.Done();
        AssertFirst(OutboxKind.Report, 7);
    }

    [TestMethod]
    public void Results_outlive_any_flood_of_reports()
    {
        Begin();
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
        for (; s_outbox.First != OutboxKind.None; s_outbox.Done())
        {
            results += s_outbox.First == OutboxKind.Result ? 1 : 0;
            reports += s_outbox.First == OutboxKind.Report ? 1 : 0;
        }

        Assert.AreEqual(2, results);
        Assert.AreEqual(1_001, reports + s_outbox.Dropped);
    }

    [TestMethod]
    public void Room_for_a_result_is_told_before_it_is_needed()
    {
        Begin();
        int results = 0;
        for (; s_outbox.HasRoomForResult; results++)
        {
            Result("id" + results, results);
        }

        Assert.IsTrue(results > 1);
        Assert.IsFalse(s_outbox.HasRoomForResult);
        s_outbox.Done();
        while (!s_outbox.HasRoomForResult)
        {
            s_outbox.Done();
        }

        for (int i = 0; i < 100; i++)
        {
            Report(i);
        }

        Assert.IsTrue(s_outbox.HasRoomForResult, "reports make way");
    }

    [TestMethod]
    public void Largest_result_fits()
    {
        Begin();
        CommandCall call = new(Limits.Result);
        byte[] id = new byte[Limits.StanzaId];
        call.Id.Set(id, 0, id.Length);
        while (!call.Result.Truncated)
        {
            call.Result.Add("name", "some text");
        }

        s_outbox.Add(0, 1, call, 0);
        Assert.AreEqual((int)OutboxKind.Result, (int)s_outbox.First);
    }

    [TestMethod]
    public void Report_without_room_is_dropped_and_counted()
    {
        Begin();
        for (int i = 0; s_outbox.HasRoomForResult; i++)
        {
            Result("id", i);
        }

        bool added = true;
        for (int i = 0; i < 200; i++)
        {
            added = Report(i);
        }

        Assert.IsTrue(s_outbox.Dropped > 0);
        Assert.IsTrue(added || s_outbox.Dropped >= 1);
        AssertFirst(OutboxKind.Result, 0);
    }

    [TestMethod]
    public void Numbers_of_another_start_are_others()
    {
        Begin();
        Report(1);
        Outbox later = new(2);
        later.Add(s_fields, 0);
        Assert.AreNotEqual(s_outbox.FirstNumber, later.FirstNumber);
    }

    private static void Begin()
    {
        s_outbox = new Outbox(1);
        s_fields = new FieldList(Limits.Result);
        s_id = new Slice();
    }

    private static bool Report(int value)
    {
        s_fields.Clear();
        s_fields.Add("n", value, string.Empty);
        return s_outbox.Add(s_fields, 1_000 + value);
    }

    private static void Result(string id, int value)
    {
        CommandCall call = new(Limits.Result);
        byte[] bytes = Utf8.Bytes(id);
        call.Id.Set(bytes, 0, bytes.Length);
        call.Outcome = Outcome.Done;
        call.Result.Add("n", value, string.Empty);
        s_outbox.Add(0, 3, call, 5);
    }

    private static void AssertFirst(OutboxKind kind, int value)
    {
        Assert.AreEqual((int)kind, (int)s_outbox.First);
        s_outbox.ReadFirst(s_fields, s_id, out int command, out Outcome outcome, out int _);
        Assert.AreEqual(kind == OutboxKind.Result ? 3 : 0, command);
        Assert.AreEqual((int)(kind == OutboxKind.Result ? Outcome.Done : Outcome.None), (int)outcome);
        s_fields.Rewind();
        Assert.IsTrue(s_fields.Next());
        Assert.AreEqual(value.ToString(), s_fields.Value.ToString());
    }
}

using Core;
using Core.Bytes;
using Core.Commands;
using nanoFramework.TestFramework;

namespace Tests.Unit.Courier;

/// <summary>What the device says: as documented, until it is acknowledged, under the same id.</summary>
[TestClass]
public sealed class CourierMessageTests
{
    private const string Head = "0a{1=topic 2=token 4=";
    private const string Report = Head + "00000007 3={\"type\":\"report\",\"senml\":[{\"bn\":\"d:\","
        + "\"bt\":1700000000.5,\"n\":\"Temperature\",\"u\":\"Cel\",\"v\":21.5},{\"n\":\"door\",\"vb\":true},"
        + "{\"n\":\"say\",\"vs\":\"a\\\"b\"}]}}";

    private readonly CourierScript _script = new();
    private readonly FieldList _fields = new(Limits.Result);

    [TestMethod]
    public void Report_is_senml()
    {
        _script.Connect();
        Assert.IsTrue(SendReport(7));
        Assert.AreEqual(Report, _script.Sent());
        _script.Recv(CourierScript.Ack("00000007", 0));
        Assert.AreEqual("delivered ", _script.Heard);
        _script.Recv(CourierScript.Ack("00000007", 0));
        Assert.AreEqual("delivered ", _script.Heard);
    }

    [TestMethod]
    public void Report_without_a_time_has_none()
    {
        _script.Connect();
        _fields.Add("n", 1, string.Empty);
        Assert.IsTrue(_script.Link.SendReport(_fields, 0, 7));
        Assert.EndsWith("3={\"type\":\"report\",\"senml\":[{\"bn\":\"d:\",\"n\":\"n\",\"v\":1}]}}", _script.Sent());
    }

    [TestMethod]
    public void Results_are_told_in_words_and_records()
    {
        _script.Connect();
        CommandSpec write = _script.Device.Table.Find(Texts.Slice("pin.write"));
        _fields.Add("value", 1, string.Empty);
        Assert.IsTrue(_script.Link.SendResult(write, Outcome.Done, 0, Texts.Slice("c\"1"), _fields, 9));
        Assert.AreEqual(Head + "00000009 3={\"type\":\"result\",\"id\":\"c\\\"1\",\"outcome\":\"done\","
            + "\"command\":\"pin.write\",\"senml\":[{\"n\":\"value\",\"v\":1}]}}", _script.Sent());
        _fields.Clear();
        Assert.IsTrue(_script.Link.SendResult(write, Outcome.BadArgument, 1, Texts.Slice("c2"), _fields, 10));
        Assert.AreEqual(Head + "0000000a 3={\"type\":\"result\",\"id\":\"c2\",\"outcome\":\"bad-argument\","
            + "\"command\":\"pin.write\",\"note\":\"value: a whole number from 0 to 1\"}}", _script.Sent());
        Assert.IsTrue(_script.Link.SendResult(write, Outcome.Refused, 0, Texts.Slice("c3"), _fields, 11));
        Assert.EndsWith("\"outcome\":\"refused\",\"command\":\"pin.write\",\"note\":\"not allowed\"}}", _script.Sent());
    }

    [TestMethod]
    public void Time_is_said_with_it()
    {
        _script.Connect();
        _script.Link.SetWallOffset(1_700_000_000_000L - _script.Device.Clock.Now);
        _script.Recv(CourierScript.Push("TEAM", 1, CourierScript.Command("c1", "fly", "{}")));
        Assert.AreEqual(Head + "80000002 6=" + Wire.Hex(1_700_000_000_000_000_000L, 8)
            + " 3={\"type\":\"result\",\"id\":\"c1\",\"outcome\":\"unknown\"}}",
            _script.SentBefore("0b{4=00000001 8=00}"));
    }

    [TestMethod]
    public void Unacknowledged_message_goes_out_again_under_its_id()
    {
        _script.Connect();
        Assert.IsTrue(SendReport(7));
        Assert.AreEqual(Report, _script.Sent());
        _script.Close();
        Assert.IsFalse(_script.Link.SendReport(_fields, 0, 8), "nobody is there");
        _script.Open();
        Assert.AreEqual("07{1=token 2=01 5=00000041 6=01}", _script.Sent());
        _script.Recv(CourierScript.Answer(0, CourierScript.Token));
        string said = _script.Sent();
        Assert.StartsWith("14{1=01 2=7fffffff} 09{1=token 2=topic} ", said);
        Assert.EndsWith(" " + Report, said);
        Assert.IsTrue(SendReport(7), "it has it already");
        Assert.AreEqual(string.Empty, _script.Sent());
        _script.Recv(CourierScript.Ack("00000007", 0));
        Assert.AreEqual("delivered ", _script.Heard);
    }

    [TestMethod]
    public void What_another_link_has_taken_over_is_not_said_again()
    {
        _script.Connect();
        Assert.IsTrue(SendReport(7));
        Assert.AreEqual(Report, _script.Sent());
        _script.Link.Withdraw(7);
        Assert.IsTrue(_script.Link.SendReport(_fields, 0, 7), "on its way, it is not taken back");
        _script.Close();
        _script.Link.Withdraw(7);
        _script.Link.Withdraw(8);
        _script.Open();
        _script.Sent();
        _script.Recv(CourierScript.Answer(0, CourierScript.Token));
        Assert.AreEqual(-1, _script.Sent().IndexOf("00000007"));
    }

    [TestMethod]
    public void Acknowledgement_of_an_earlier_message_is_not_the_agents_last()
    {
        _script.Connect();
        SendReport(7);
        _script.Sent();
        SendReport(8);
        _script.Recv(CourierScript.Ack("00000008", 0));
        Assert.AreEqual(string.Empty, _script.Heard, "it was not even sent");
        _script.Sent();
        _script.Recv(CourierScript.Ack("00000007", 0));
        _script.Recv(CourierScript.Ack("12345678", 0));
        Assert.AreEqual(string.Empty, _script.Heard);
        _script.Recv(CourierScript.Ack("00000008", 0));
        Assert.AreEqual("delivered ", _script.Heard);
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(77)]
    public void Refusal_is_final(int status)
    {
        _script.Connect();
        SendReport(7);
        _script.Sent();
        _script.Recv(CourierScript.Ack("00000007", status));
        Assert.AreEqual("undeliverable ", _script.Heard);
        _script.Close();
        _script.Connect();
        Assert.AreEqual(string.Empty, _script.Sent());
    }

    [TestMethod]
    public void Too_early_is_tried_again_later_and_not_for_ever()
    {
        _script.Connect();
        SendReport(7);
        Assert.AreEqual(Report, _script.Sent());
        for (int tries = 1; tries <= 5; tries++)
        {
            long before = _script.Device.Clock.Now;
            _script.Recv(CourierScript.Ack("00000007", 0x80));
            Assert.AreEqual(Report, _script.Wait());
            Assert.AreEqual(5_000L * tries, _script.Device.Clock.Now - before);
        }

        _script.Recv(CourierScript.Ack("00000007", 0x80));
        Assert.AreEqual("undeliverable ", _script.Heard);
    }

    [TestMethod]
    public void New_token_means_that_the_agent_hands_over_again()
    {
        _script.Connect();
        SendReport(7);
        _script.Sent();
        _script.Close();
        _script.Open();
        _script.Sent();
        _script.Recv(CourierScript.Answer(0, new string('7', 64)));
        Assert.AreEqual("undelivered ", _script.Heard);
        Assert.IsTrue(SendReport(7));
        Assert.EndsWith("\"vs\":\"a\\\"b\"}]}}", _script.Sent());
    }

    [TestMethod]
    public void Only_as_much_is_said_as_the_server_takes()
    {
        _script.Open();
        _script.Sent();
        _script.Recv(Wire.Frame(0x08, Wire.Item(1, "00") + Wire.Item(3, CourierScript.Token) + Wire.Item(4, "0100")));
        _script.Sent();
        for (int i = 10; i < 40; i++)
        {
            _fields.Add("number" + i.ToString(), i, "unit");
        }

        Assert.IsTrue(_script.Link.SendReport(_fields, 0, 7));
        string said = _script.Sent();
        Assert.EndsWith("{\"n\":\"number14\",\"u\":\"unit\",\"v\":14}],\"truncated\":true}}", said);
        _script.Recv(CourierScript.Ack("00000007", 0));
        CommandSpec write = _script.Device.Table.Find(Texts.Slice("pin.write"));
        Assert.IsTrue(_script.Link.SendResult(write, Outcome.Done, 0, Texts.Slice("c1"), _fields, 8));
        Assert.EndsWith(",\"truncated\":true}}", _script.Sent());
    }

    [TestMethod]
    public void Large_report_waits_until_it_fits_whole()
    {
        _script.Connect();
        for (int i = 100; i < 124; i++)
        {
            _fields.Add("number" + i.ToString(), i, "unit");
        }

        Assert.IsTrue(_script.Link.SendReport(_fields, 0, 7));
        Assert.IsFalse(_script.Link.SendReport(_fields, 0, 8));
        Assert.IsFalse(_script.Sent().Split(']')[1].Length > 4, "the first is whole");
        _script.Recv(CourierScript.Ack("00000007", 0));
        Assert.IsTrue(_script.Link.SendReport(_fields, 0, 8));
        Assert.EndsWith("\"v\":123}]}}", _script.Sent());
    }

    [TestMethod]
    public void Status_is_told_when_it_changes()
    {
        _script.Connect();
        _script.Link.SetStatus("degr\u00e4ded");
        Assert.EndsWith("5=00000000 3={\"type\":\"presence\",\"device\":\"d\",\"status\":\"degr\u00e4ded\"}}",
            _script.Sent());
    }

    [TestMethod]
    public void Goodbye_lets_out_what_was_said()
    {
        _script.Connect();
        _script.Recv(CourierScript.Push("TEAM", 1, "{}"));
        _script.Link.Goodbye();
        Assert.IsTrue(_script.Fault == Fault.ClosedByPeer);
        Assert.AreEqual("0b{4=00000001 8=00}", _script.Sent());
        Assert.IsFalse(_script.Link.IsOnline);
    }

    private bool SendReport(uint number)
    {
        _fields.Clear();
        _fields.AddThousandths("Temperature", 21_500, "Cel");
        _fields.Add("door", true);
        _fields.Add("say", "a\"b");
        return _script.Link.SendReport(_fields, 1_700_000_000_500L, number);
    }
}

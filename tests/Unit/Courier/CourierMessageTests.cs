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

    private static CourierScript s_script;
    private static FieldList s_fields;

    [TestMethod]
    public void Report_is_senml()
    {
        Begin();
        s_script.Connect();
        Assert.IsTrue(SendReport(7));
        Assert.AreEqual(Report, s_script.Sent());
        s_script.Recv(CourierScript.Ack("00000007", 0));
        Assert.AreEqual("delivered ", s_script.Heard);
        s_script.Recv(CourierScript.Ack("00000007", 0));
        Assert.AreEqual("delivered ", s_script.Heard);
    }

    [TestMethod]
    public void Report_without_a_time_has_none()
    {
        Begin();
        s_script.Connect();
        s_fields.Add("n", 1, string.Empty);
        Assert.IsTrue(s_script.Link.SendReport(s_fields, 0, 7));
        Assert.EndsWith("3={\"type\":\"report\",\"senml\":[{\"bn\":\"d:\",\"n\":\"n\",\"v\":1}]}}", s_script.Sent());
    }

    [TestMethod]
    public void Results_are_told_in_words_and_records()
    {
        Begin();
        s_script.Connect();
        CommandSpec write = s_script.Device.Table.Find(Texts.Slice("pin.write"));
        s_fields.Add("value", 1, string.Empty);
        Assert.IsTrue(s_script.Link.SendResult(write, Outcome.Done, 0, Texts.Slice("c\"1"), s_fields, 9));
        Assert.AreEqual(Head + "00000009 3={\"type\":\"result\",\"id\":\"c\\\"1\",\"outcome\":\"done\","
            + "\"command\":\"pin.write\",\"senml\":[{\"n\":\"value\",\"v\":1}]}}", s_script.Sent());
        s_fields.Clear();
        Assert.IsTrue(s_script.Link.SendResult(write, Outcome.BadArgument, 1, Texts.Slice("c2"), s_fields, 10));
        Assert.AreEqual(Head + "0000000a 3={\"type\":\"result\",\"id\":\"c2\",\"outcome\":\"bad-argument\","
            + "\"command\":\"pin.write\",\"note\":\"value: a whole number from 0 to 1\"}}", s_script.Sent());
        Assert.IsTrue(s_script.Link.SendResult(write, Outcome.Refused, 0, Texts.Slice("c3"), s_fields, 11));
        Assert.EndsWith(
            "\"outcome\":\"refused\",\"command\":\"pin.write\",\"note\":\"not allowed\"}}", s_script.Sent());
    }

    [TestMethod]
    public void Time_is_said_with_it()
    {
        Begin();
        s_script.Connect();
        s_script.Link.SetWallOffset(1_700_000_000_000L - s_script.Device.Clock.Now);
        s_script.Recv(CourierScript.Push("TEAM", 1, CourierScript.Command("c1", "fly", "{}")));
        Assert.AreEqual(Head + "80000002 6=" + Wire.Hex(1_700_000_000_000_000_000L, 8)
            + " 3={\"type\":\"result\",\"id\":\"c1\",\"outcome\":\"unknown\"}}",
            s_script.SentBefore("0b{4=00000001 8=00}"));
    }

    [TestMethod]
    public void Unacknowledged_message_goes_out_again_under_its_id()
    {
        Begin();
        s_script.Connect();
        Assert.IsTrue(SendReport(7));
        Assert.AreEqual(Report, s_script.Sent());
        s_script.Close();
        Assert.IsFalse(s_script.Link.SendReport(s_fields, 0, 8), "nobody is there");
        s_script.Open();
        Assert.AreEqual("07{1=token 2=01 5=00000041 6=01}", s_script.Sent());
        s_script.Recv(CourierScript.Answer(0, CourierScript.Token));
        string said = s_script.Sent();
        Assert.StartsWith("14{1=01 2=7fffffff} 09{1=token 2=topic} ", said);
        Assert.EndsWith(" " + Report, said);
        Assert.IsTrue(SendReport(7), "it has it already");
        Assert.AreEqual(string.Empty, s_script.Sent());
        s_script.Recv(CourierScript.Ack("00000007", 0));
        Assert.AreEqual("delivered ", s_script.Heard);
    }

    [TestMethod]
    public void What_another_link_has_taken_over_is_not_said_again()
    {
        Begin();
        s_script.Connect();
        Assert.IsTrue(SendReport(7));
        Assert.AreEqual(Report, s_script.Sent());
        s_script.Link.Withdraw(7);
        Assert.IsTrue(s_script.Link.SendReport(s_fields, 0, 7), "on its way, it is not taken back");
        s_script.Close();
        s_script.Link.Withdraw(7);
        s_script.Link.Withdraw(8);
        s_script.Open();
        s_script.Sent();
        s_script.Recv(CourierScript.Answer(0, CourierScript.Token));
        Assert.AreEqual(-1, s_script.Sent().IndexOf("00000007"));
    }

    [TestMethod]
    public void Acknowledgement_of_an_earlier_message_is_not_the_agents_last()
    {
        Begin();
        s_script.Connect();
        SendReport(7);
        s_script.Sent();
        SendReport(8);
        s_script.Recv(CourierScript.Ack("00000008", 0));
        Assert.AreEqual(string.Empty, s_script.Heard, "it was not even sent");
        s_script.Sent();
        s_script.Recv(CourierScript.Ack("00000007", 0));
        s_script.Recv(CourierScript.Ack("12345678", 0));
        Assert.AreEqual(string.Empty, s_script.Heard);
        s_script.Recv(CourierScript.Ack("00000008", 0));
        Assert.AreEqual("delivered ", s_script.Heard);
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(77)]
    public void Refusal_is_final(int status)
    {
        Begin();
        s_script.Connect();
        SendReport(7);
        s_script.Sent();
        s_script.Recv(CourierScript.Ack("00000007", status));
        Assert.AreEqual("undeliverable ", s_script.Heard);
        s_script.Close();
        s_script.Connect();
        Assert.AreEqual(string.Empty, s_script.Sent());
    }

    [TestMethod]
    public void Too_early_is_tried_again_later_and_not_for_ever()
    {
        Begin();
        s_script.Connect();
        SendReport(7);
        Assert.AreEqual(Report, s_script.Sent());
        for (int tries = 1; tries <= 5; tries++)
        {
            long before = s_script.Device.Clock.Now;
            s_script.Recv(CourierScript.Ack("00000007", 0x80));
            Assert.AreEqual(Report, s_script.Wait());
            Assert.AreEqual(5_000L * tries, s_script.Device.Clock.Now - before);
        }

        s_script.Recv(CourierScript.Ack("00000007", 0x80));
        Assert.AreEqual("undeliverable ", s_script.Heard);
    }

    [TestMethod]
    public void New_token_means_that_the_agent_hands_over_again()
    {
        Begin();
        s_script.Connect();
        SendReport(7);
        s_script.Sent();
        s_script.Close();
        s_script.Open();
        s_script.Sent();
        s_script.Recv(CourierScript.Answer(0, new string('7', 64)));
        Assert.AreEqual("undelivered ", s_script.Heard);
        Assert.IsTrue(SendReport(7));
        Assert.EndsWith("\"vs\":\"a\\\"b\"}]}}", s_script.Sent());
    }

    [TestMethod]
    public void Only_as_much_is_said_as_the_server_takes()
    {
        Begin();
        s_script.Open();
        s_script.Sent();
        s_script.Recv(Wire.Frame(0x08, Wire.Item(1, "00") + Wire.Item(3, CourierScript.Token) + Wire.Item(4, "0100")));
        s_script.Sent();
        for (int i = 10; i < 40; i++)
        {
            s_fields.Add("number" + i.ToString(), i, "unit");
        }

        Assert.IsTrue(s_script.Link.SendReport(s_fields, 0, 7));
        string said = s_script.Sent();
        Assert.EndsWith("{\"n\":\"number14\",\"u\":\"unit\",\"v\":14}],\"truncated\":true}}", said);
        s_script.Recv(CourierScript.Ack("00000007", 0));
        CommandSpec write = s_script.Device.Table.Find(Texts.Slice("pin.write"));
        Assert.IsTrue(s_script.Link.SendResult(write, Outcome.Done, 0, Texts.Slice("c1"), s_fields, 8));
        Assert.EndsWith(",\"truncated\":true}}", s_script.Sent());
    }

    [TestMethod]
    public void Large_report_waits_until_it_fits_whole()
    {
        Begin();
        s_script.Connect();
        for (int i = 100; i < 124; i++)
        {
            s_fields.Add("number" + i.ToString(), i, "unit");
        }

        Assert.IsTrue(s_script.Link.SendReport(s_fields, 0, 7));
        Assert.IsFalse(s_script.Link.SendReport(s_fields, 0, 8));
        Assert.IsFalse(s_script.Sent().Split(']')[1].Length > 4, "the first is whole");
        s_script.Recv(CourierScript.Ack("00000007", 0));
        Assert.IsTrue(s_script.Link.SendReport(s_fields, 0, 8));
        Assert.EndsWith("\"v\":123}]}}", s_script.Sent());
    }

    [TestMethod]
    public void Status_is_told_when_it_changes()
    {
        Begin();
        s_script.Connect();
        s_script.Link.SetStatus("degr\u00e4ded");
        Assert.EndsWith("5=00000000 3={\"type\":\"presence\",\"device\":\"d\",\"status\":\"degr\u00e4ded\"}}",
            s_script.Sent());
    }

    [TestMethod]
    public void Goodbye_lets_out_what_was_said()
    {
        Begin();
        s_script.Connect();
        s_script.Recv(CourierScript.Push("TEAM", 1, "{}"));
        s_script.Link.Goodbye();
        Assert.IsTrue(s_script.Fault == Fault.ClosedByPeer);
        Assert.AreEqual("0b{4=00000001 8=00}", s_script.Sent());
        Assert.IsFalse(s_script.Link.IsOnline);
    }

    private static void Begin()
    {
        s_script = new CourierScript();
        s_fields = new FieldList(Limits.Result);
    }

    private static bool SendReport(uint number)
    {
        s_fields.Clear();
        s_fields.AddThousandths("Temperature", 21_500, "Cel");
        s_fields.Add("door", true);
        s_fields.Add("say", "a\"b");
        return s_script.Link.SendReport(s_fields, 1_700_000_000_500L, number);
    }
}

using Core;
using Core.Commands;
using nanoFramework.TestFramework;

namespace Tests.Unit.Courier;

/// <summary>Silence is asked about, a missing acknowledgement too; then the connection is given up, once.</summary>
[TestClass]
public sealed class CourierSilenceTests
{
    private const int Minute = 60_000;
    private const string KeepAlive = "0c{}";

    private static CourierScript s_script;

    [TestMethod]
    public void Idle_hour_costs_five_bytes_a_round()
    {
        Begin();
        s_script.Connect();
        string said = string.Empty;
        for (int i = 0; i < 6; i++)
        {
            said += s_script.Wait() + " ";
            s_script.Recv("0d00000000");
        }

        Assert.AreEqual("0c{} 0c{} 0c{} 0c{} 0c{} 0c{} ", said);
        Assert.AreEqual(1_000L + (3 * 4 + 3 * 6) * Minute, s_script.Device.Clock.Now);
    }

    [TestMethod]
    public void Any_byte_is_a_sign_of_life()
    {
        Begin();
        s_script.Connect();
        s_script.Device.Clock.Now += 3 * Minute;
        s_script.Recv("0e");
        Assert.AreEqual(s_script.Device.Clock.Now + 4 * Minute, s_script.Link.Engine.Deadline);
    }

    [TestMethod]
    public void Death_is_noticed_after_two_questions()
    {
        Begin();
        s_script.Connect();
        Assert.AreEqual(KeepAlive, s_script.Wait());
        Assert.AreEqual(KeepAlive, s_script.Wait());
        Assert.AreEqual(string.Empty, s_script.Wait());
        Assert.IsTrue(s_script.Fault == Fault.Timeout);
        Assert.AreEqual(1_000L + 4 * Minute + 20_000, s_script.Device.Clock.Now);
        Assert.IsTrue(s_script.Link.Engine.Deadline == Engine.Never);
    }

    [TestMethod]
    public void Leap_of_an_hour_says_one_thing()
    {
        Begin();
        s_script.Connect();
        s_script.Device.Clock.Now += 60 * Minute;
        for (int i = 0; i < 3; i++)
        {
            s_script.Link.Engine.Tick(s_script.Device.Clock.Now);
        }

        Assert.AreEqual(KeepAlive, s_script.Sent());
        Assert.IsTrue(s_script.Link.IsOnline);
    }

    [TestMethod]
    public void Missing_acknowledgement_is_asked_after_and_then_a_fault()
    {
        Begin();
        s_script.Connect();
        Send();
        s_script.Sent();
        Assert.AreEqual(KeepAlive, s_script.Wait());
        Assert.AreEqual(1_000L + Limits.AnswerMs, s_script.Device.Clock.Now);
        s_script.Recv("0d00000000");
        Assert.AreEqual(string.Empty, s_script.Wait());
        Assert.IsTrue(s_script.Fault == Fault.Timeout);
        Assert.AreEqual(1_000L + Limits.AnswerMs + 10_000, s_script.Device.Clock.Now);
        s_script.Close();
        s_script.Open();
        s_script.Sent();
        s_script.Recv(CourierScript.Answer(0, CourierScript.Token));
        Assert.EndsWith(
            "4=00000007 3={\"type\":\"report\",\"senml\":[{\"bn\":\"d:\",\"n\":\"n\",\"v\":1}]}}", s_script.Sent());
    }

    [TestMethod]
    public void Acknowledgement_in_time_ends_the_waiting()
    {
        Begin();
        s_script.Connect();
        Send();
        s_script.Sent();
        Assert.AreEqual(KeepAlive, s_script.Wait());
        s_script.Recv(CourierScript.Ack("00000007", 0));
        s_script.Sent();
        Assert.AreEqual(s_script.Device.Clock.Now + 4 * Minute, s_script.Link.Engine.Deadline);
    }

    [TestMethod]
    public void Acknowledgements_of_others_do_not_put_it_off()
    {
        Begin();
        s_script.Connect();
        Send();
        s_script.Sent();
        s_script.Device.Clock.Now += 20_000;
        s_script.Recv(CourierScript.Push("TEAM", 1, "{\"aps\":{},\"id\":\"a1\"}"));
        s_script.Sent();
        s_script.Recv(CourierScript.Ack("80000002", 0) + CourierScript.Ack("80000099", 0));
        Assert.AreEqual(KeepAlive, s_script.Wait());
        Assert.AreEqual(1_000L + Limits.AnswerMs, s_script.Device.Clock.Now);
    }

    [TestMethod]
    public void Bytes_behind_a_fault_are_taken_and_do_nothing()
    {
        Begin();
        s_script.Connect();
        s_script.Recv("0000000000" + CourierScript.Push("TEAM", 1, CourierScript.Command("c1", "pin.write",
            "{\"pin\":2,\"value\":1}")));
        Assert.IsTrue(s_script.Fault == Fault.ProtocolError);
        Assert.AreEqual(0, s_script.Device.Board.Writes);
        Assert.AreEqual(string.Empty, s_script.Sent());
    }

    [TestMethod]
    public void Frame_that_was_cut_off_is_forgotten()
    {
        Begin();
        s_script.Connect();
        s_script.Recv("0a0000");
        s_script.Close();
        s_script.Connect();
        Assert.IsTrue(s_script.Link.IsOnline);
    }

    [TestMethod]
    public void Malformed_push_is_refused_if_it_has_an_id()
    {
        Begin();
        s_script.Connect();
        s_script.Recv(Wire.Frame(0x0A, Wire.Item(4, "00000009") + "03ffff00"));
        s_script.Recv(Wire.Frame(0x0A, Wire.Item(4, "0000000a") + Wire.Item(3, new string('2', 8_000))));
        Assert.AreEqual("0b{4=00000009 8=03} 0b{4=0000000a 8=03}", s_script.Sent());
        s_script.Recv(Wire.Frame(0x0A, "03ffff00"));
        Assert.IsTrue(s_script.Fault == Fault.ProtocolError);
    }

    [TestMethod]
    public void Push_without_an_id_is_left_alone()
    {
        Begin();
        s_script.Connect();
        s_script.Recv(CourierScript.Push(Wire.TextItem(0xF0, "TEAM")
            + Wire.TextItem(3, CourierScript.Command("c1", "pin.write", "{\"pin\":2,\"value\":1}"))));
        Assert.AreEqual(string.Empty, s_script.Sent());
        Assert.AreEqual(0, s_script.Device.Board.Writes);
    }

    private static void Begin()
    {
        s_script = new CourierScript();
    }

    private static void Send()
    {
        FieldList fields = new(64);
        fields.Add("n", 1, string.Empty);
        Assert.IsTrue(s_script.Link.SendReport(fields, 0, 7));
    }
}

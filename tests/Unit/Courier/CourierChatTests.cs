using Core;
using nanoFramework.TestFramework;

namespace Tests.Unit.Courier;

/// <summary>A person types commands over pushes and reads the answers; receipts say what else became of
/// them.</summary>
[TestClass]
public sealed class CourierChatTests
{
    private const string Taken = "0b{4=00000001 8=00}";
    private const string Answer =
        "0a{1=topic 2=token 4=80000002 3={\"type\":\"chat\",\"re\":\"m1\",\"to\":\"ann\",\"text\":\"";

    private static CourierScript s_script;

    [TestMethod]
    [DataRow("pin.write 2 1", "value: 1")]
    [DataRow("Sensor.read", "Temperature: 21.5 Cel")]
    [DataRow("fly \\\"high\\\"", "no such command: fly\\nhelp lists them")]
    [DataRow("pin.write 2 5", "pin.write: value: a whole number from 0 to 1\\nusage: pin.write pin value")]
    [DataRow("pin.write 2 1 0", "pin.write: too many words\\nusage: pin.write pin value")]
    public void Words_are_commands(string text, string answer)
    {
        Begin();
        s_script.Connect();
        s_script.Recv(CourierScript.Push("TEAM", 1, CourierScript.Chat("m1", text)));
        Assert.AreEqual(Answer + answer + "\"}}", s_script.SentBefore(Taken));
    }

    [TestMethod]
    public void Answer_is_escaped_and_text_to_its_end()
    {
        Begin();
        s_script.Connect();
        s_script.Recv(CourierScript.Push("TEAM", 1,
            CourierScript.Chat("m1", "\\\"\\\\\\u001f2345678901234567890123456789\u00fc!")));
        Assert.AreEqual(Answer + "no such command: \\\"\\\\\\u001f2345678901234567890123456789?\\nhelp lists them\"}}",
            s_script.SentBefore(Taken));
    }

    [TestMethod]
    public void Help_fits()
    {
        Begin();
        s_script.Connect();
        s_script.Recv(CourierScript.Push("TEAM", 1, CourierScript.Chat("m1", "help")));
        string said = s_script.SentBefore(Taken);
        Assert.StartsWith(Answer + "pin.read pin - ", said);
        Assert.EndsWith("\"}}", said);
    }

    [TestMethod]
    public void Message_that_comes_again_is_answered_once()
    {
        Begin();
        s_script.Connect();
        s_script.Recv(CourierScript.Push("TEAM", 1, CourierScript.Chat("m1", "pin.write 2 1")));
        s_script.Sent();
        s_script.Recv(CourierScript.Push("TEAM", 1, CourierScript.Chat("m1", "pin.write 2 1")));
        Assert.AreEqual(Taken, s_script.Sent());
        Assert.AreEqual(1, s_script.Device.Board.Writes);
    }

    [TestMethod]
    public void Answer_goes_out_again_until_it_is_acknowledged()
    {
        Begin();
        s_script.Connect();
        s_script.Recv(CourierScript.Push("TEAM", 1, CourierScript.Chat("m1", "pin.read 2")));
        Assert.AreEqual(Answer + "value: 0\"}}", s_script.SentBefore(Taken));
        s_script.Close();
        s_script.Open();
        s_script.Sent();
        s_script.Recv(CourierScript.Answer(0, CourierScript.Token));
        Assert.EndsWith("\"text\":\"value: 0\"}}", s_script.Sent());
        s_script.Recv(CourierScript.Ack("80000002", 0));
        Assert.AreEqual(string.Empty, s_script.Heard, "it was never the agent's");
        s_script.Close();
        s_script.Connect();
        Assert.AreEqual(string.Empty, s_script.Sent());
    }

    [TestMethod]
    [DataRow("EVIL")]
    [DataRow("")]
    public void Strangers_hear_nothing(string provider)
    {
        Begin();
        s_script.Connect();
        s_script.Recv(CourierScript.Push(provider, 1, CourierScript.Chat("m1", "help")));
        s_script.Recv(CourierScript.Push(provider, 1, "{\"aps\":{\"alert\":\"x\"},\"id\":\"a1\"}"));
        Assert.AreEqual(Taken + " " + Taken, s_script.Sent());
    }

    [TestMethod]
    public void Readers_may_not_write()
    {
        Begin();
        s_script.Connect();
        s_script.Recv(CourierScript.Push("readers", 1, CourierScript.Chat("m1", "pin.write 2 1")));
        Assert.AreEqual(Answer + "pin.write: not allowed\"}}", s_script.SentBefore(Taken));
        Assert.AreEqual(0, s_script.Device.Board.Writes);
    }

    [TestMethod]
    public void Without_words_it_was_read()
    {
        Begin();
        s_script.Connect();
        s_script.Recv(CourierScript.Push("TEAM", 1, CourierScript.Chat("m1", " ")));
        Assert.EndsWith("3={\"type\":\"receipt\",\"id\":\"m1\",\"state\":\"read\"}}", s_script.SentBefore(Taken));
    }

    [TestMethod]
    public void Alert_was_delivered()
    {
        Begin();
        s_script.Connect();
        s_script.Recv(CourierScript.Push("TEAM", 1, "{\"aps\":{\"alert\":{\"title\":\"x\"}},\"id\":42}"));
        Assert.EndsWith("3={\"type\":\"receipt\",\"id\":\"42\",\"state\":\"delivered\"}}", s_script.SentBefore(Taken));
        s_script.Recv(CourierScript.Push("TEAM", 1, "{\"aps\":{\"alert\":\"without an id\"}}"));
        Assert.AreEqual(Taken, s_script.Sent());
    }

    [TestMethod]
    [DataRow(0L, 1)]
    [DataRow(60_000L, 1)]
    [DataRow(60_001L, 0)]
    public void Old_message_is_answered_and_not_run(long age, int writes)
    {
        Begin();
        const long Now = 1_700_000_000_000L;
        s_script.Connect();
        s_script.Link.SetWallOffset(Now - s_script.Device.Clock.Now);
        s_script.Recv(CourierScript.Push(Wire.Item(4, "00000001") + Wire.Item(6, Wire.Hex((Now - age) * 1_000_000, 8))
            + Wire.TextItem(3, CourierScript.Chat("m1", "pin.write 2 1")) + Wire.TextItem(0xF0, "TEAM")));
        Assert.AreEqual(writes, s_script.Device.Board.Writes);
        Assert.EndsWith(writes > 0 ? "\"value: 1\"}}" : "too old, send it again\"}}", s_script.SentBefore(Taken));
    }

    [TestMethod]
    public void More_escapes_than_can_be_read_are_too_long()
    {
        Begin();
        string text = string.Empty;
        for (int i = 0; i <= Limits.PushDecoded; i++)
        {
            text += "\\u0041";
        }

        s_script.Connect();
        s_script.Recv(CourierScript.Push("TEAM", 1, CourierScript.Chat("m1", text)));
        Assert.AreEqual(Answer + "not run: this message is too long\"}}", s_script.SentBefore(Taken));
    }

    [TestMethod]
    public void Complaints_end()
    {
        Begin();
        s_script.Connect();
        for (int i = 0; i < 3; i++)
        {
            s_script.Recv(CourierScript.Push("TEAM", 1, CourierScript.Chat("m" + i.ToString(), "what")));
            Assert.EndsWith("help lists them\"}}", s_script.SentBefore(Taken));
        }

        s_script.Recv(CourierScript.Push("TEAM", 1, CourierScript.Chat("m9", "what")));
        Assert.EndsWith("\"id\":\"m9\",\"state\":\"read\"}}", s_script.SentBefore(Taken));
    }

    private static void Begin()
    {
        s_script = new CourierScript();
    }
}

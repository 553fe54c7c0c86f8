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

    private readonly CourierScript _script = new();

    [TestMethod]
    [DataRow("pin.write 2 1", "value: 1")]
    [DataRow("Sensor.read", "Temperature: 21.5 Cel")]
    [DataRow("fly \\\"high\\\"", "no such command: fly\\nhelp lists them")]
    [DataRow("pin.write 2 5", "pin.write: value: a whole number from 0 to 1\\nusage: pin.write pin value")]
    [DataRow("pin.write 2 1 0", "pin.write: too many words\\nusage: pin.write pin value")]
    public void Words_are_commands(string text, string answer)
    {
        _script.Connect();
        _script.Recv(CourierScript.Push("TEAM", 1, CourierScript.Chat("m1", text)));
        Assert.AreEqual(Answer + answer + "\"}}", _script.SentBefore(Taken));
    }

    [TestMethod]
    public void Answer_is_escaped_and_text_to_its_end()
    {
        _script.Connect();
        _script.Recv(CourierScript.Push("TEAM", 1,
            CourierScript.Chat("m1", "\\\"\\\\\\u001f2345678901234567890123456789\u00fc!")));
        Assert.AreEqual(Answer + "no such command: \\\"\\\\\\u001f2345678901234567890123456789?\\nhelp lists them\"}}",
            _script.SentBefore(Taken));
    }

    [TestMethod]
    public void Help_fits()
    {
        _script.Connect();
        _script.Recv(CourierScript.Push("TEAM", 1, CourierScript.Chat("m1", "help")));
        string said = _script.SentBefore(Taken);
        Assert.StartsWith(Answer + "pin.read pin - ", said);
        Assert.EndsWith("\"}}", said);
    }

    [TestMethod]
    public void Message_that_comes_again_is_answered_once()
    {
        _script.Connect();
        _script.Recv(CourierScript.Push("TEAM", 1, CourierScript.Chat("m1", "pin.write 2 1")));
        _script.Sent();
        _script.Recv(CourierScript.Push("TEAM", 1, CourierScript.Chat("m1", "pin.write 2 1")));
        Assert.AreEqual(Taken, _script.Sent());
        Assert.AreEqual(1, _script.Device.Board.Writes);
    }

    [TestMethod]
    public void Answer_goes_out_again_until_it_is_acknowledged()
    {
        _script.Connect();
        _script.Recv(CourierScript.Push("TEAM", 1, CourierScript.Chat("m1", "pin.read 2")));
        Assert.AreEqual(Answer + "value: 0\"}}", _script.SentBefore(Taken));
        _script.Close();
        _script.Open();
        _script.Sent();
        _script.Recv(CourierScript.Answer(0, CourierScript.Token));
        Assert.EndsWith("\"text\":\"value: 0\"}}", _script.Sent());
        _script.Recv(CourierScript.Ack("80000002", 0));
        Assert.AreEqual(string.Empty, _script.Heard, "it was never the agent's");
        _script.Close();
        _script.Connect();
        Assert.AreEqual(string.Empty, _script.Sent());
    }

    [TestMethod]
    [DataRow("EVIL")]
    [DataRow("")]
    public void Strangers_hear_nothing(string provider)
    {
        _script.Connect();
        _script.Recv(CourierScript.Push(provider, 1, CourierScript.Chat("m1", "help")));
        _script.Recv(CourierScript.Push(provider, 1, "{\"aps\":{\"alert\":\"x\"},\"id\":\"a1\"}"));
        Assert.AreEqual(Taken + " " + Taken, _script.Sent());
    }

    [TestMethod]
    public void Readers_may_not_write()
    {
        _script.Connect();
        _script.Recv(CourierScript.Push("readers", 1, CourierScript.Chat("m1", "pin.write 2 1")));
        Assert.AreEqual(Answer + "pin.write: not allowed\"}}", _script.SentBefore(Taken));
        Assert.AreEqual(0, _script.Device.Board.Writes);
    }

    [TestMethod]
    public void Without_words_it_was_read()
    {
        _script.Connect();
        _script.Recv(CourierScript.Push("TEAM", 1, CourierScript.Chat("m1", " ")));
        Assert.EndsWith("3={\"type\":\"receipt\",\"id\":\"m1\",\"state\":\"read\"}}", _script.SentBefore(Taken));
    }

    [TestMethod]
    public void Alert_was_delivered()
    {
        _script.Connect();
        _script.Recv(CourierScript.Push("TEAM", 1, "{\"aps\":{\"alert\":{\"title\":\"x\"}},\"id\":42}"));
        Assert.EndsWith("3={\"type\":\"receipt\",\"id\":\"42\",\"state\":\"delivered\"}}", _script.SentBefore(Taken));
        _script.Recv(CourierScript.Push("TEAM", 1, "{\"aps\":{\"alert\":\"without an id\"}}"));
        Assert.AreEqual(Taken, _script.Sent());
    }

    [TestMethod]
    [DataRow(0L, 1)]
    [DataRow(60_000L, 1)]
    [DataRow(60_001L, 0)]
    public void Old_message_is_answered_and_not_run(long age, int writes)
    {
        const long Now = 1_700_000_000_000L;
        _script.Connect();
        _script.Link.SetWallOffset(Now - _script.Device.Clock.Now);
        _script.Recv(CourierScript.Push(Wire.Item(4, "00000001") + Wire.Item(6, Wire.Hex((Now - age) * 1_000_000, 8))
            + Wire.TextItem(3, CourierScript.Chat("m1", "pin.write 2 1")) + Wire.TextItem(0xF0, "TEAM")));
        Assert.AreEqual(writes, _script.Device.Board.Writes);
        Assert.EndsWith(writes > 0 ? "\"value: 1\"}}" : "too old, send it again\"}}", _script.SentBefore(Taken));
    }

    [TestMethod]
    public void More_escapes_than_can_be_read_are_too_long()
    {
        string text = string.Empty;
        for (int i = 0; i <= Limits.PushDecoded; i++)
        {
            text += "\\u0041";
        }

        _script.Connect();
        _script.Recv(CourierScript.Push("TEAM", 1, CourierScript.Chat("m1", text)));
        Assert.AreEqual(Answer + "not run: this message is too long\"}}", _script.SentBefore(Taken));
    }

    [TestMethod]
    public void Complaints_end()
    {
        _script.Connect();
        for (int i = 0; i < 3; i++)
        {
            _script.Recv(CourierScript.Push("TEAM", 1, CourierScript.Chat("m" + i.ToString(), "what")));
            Assert.EndsWith("help lists them\"}}", _script.SentBefore(Taken));
        }

        _script.Recv(CourierScript.Push("TEAM", 1, CourierScript.Chat("m9", "what")));
        Assert.EndsWith("\"id\":\"m9\",\"state\":\"read\"}}", _script.SentBefore(Taken));
    }
}

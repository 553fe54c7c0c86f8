using Core.Commands;
using Xmpp;
using Xmpp.Modules;
using nanoFramework.TestFramework;

namespace Tests.Unit.Xmpp;

/// <summary>A person types commands and reads what came of them; a stranger gets nothing.</summary>
[TestClass]
public sealed class ChatTests
{
    [TestMethod]
    [DataRow("pin.write 2 1", "value: 1")]
    [DataRow("  Pin.write\t2\n1\r\n", "value: 1")]
    [DataRow("pin.read 2", "value: 0")]
    [DataRow("sensor.read", "Temperature: 21.5 Cel\nHumidity: 40.25 %RH")]
    [DataRow("sensor.read Temperature", "Temperature: 21.5 Cel")]
    [DataRow("help", "pin.read pin - Level of a pin\npin.write pin value - Drive an output\n"
        + "sensor.read [name] - Read one sensor or all")]
    [DataRow("Hi &lt;you&gt;", "no such command: hi\nhelp lists them")]
    [DataRow("&lt;&amp;", "no such command: &lt;&amp;\nhelp lists them")]
    [DataRow("pin.write 2", "pin.write: value: a whole number from 0 to 1\nusage: pin.write pin value")]
    [DataRow("pin.write 2 9", "pin.write: value: a whole number from 0 to 1\nusage: pin.write pin value")]
    [DataRow("pin.write 2 1 1", "pin.write: too many words\nusage: pin.write pin value")]
    [DataRow("pin.write 3 1", "pin.write: it did not work")]
    [DataRow("sensor.read Wind speed", "sensor.read: it did not work")]
    [DataRow("restart", "restart: not allowed")]
    public void Command_is_answered_in_words(string line, string answer) =>
        Script().Exchange(Says(XmppScript.Friend, line), Answers(XmppScript.Friend, answer));

    [TestMethod]
    public void Pin_is_moved()
    {
        XmppScript script = Script();
        script.Recv(Says(XmppScript.Friend, "pin.write 4 1"));
        Assert.AreEqual(1, script.Commands.Levels[4]);
    }

    [TestMethod]
    public void Role_limits_what_is_run_and_listed()
    {
        XmppScript script = Script();
        script.Exchange(Says(XmppScript.Reader, "pin.write 2 1"),
            Answers(XmppScript.Reader, "pin.write: not allowed"));
        script.Exchange(Says(XmppScript.Reader, "help"), Answers(XmppScript.Reader,
            "pin.read pin - Level of a pin\nsensor.read [name] - Read one sensor or all"));
        Assert.AreEqual(0, script.Commands.Runs);
    }

    [TestMethod]
    public void Stranger_is_met_with_silence()
    {
        XmppScript script = Script();
        script.Exchange(Says(XmppScript.Stranger, "pin.write 2 1"), "");
        script.Exchange(Says(XmppScript.Stranger, "help"), "");
        Assert.AreEqual(0, script.Commands.Runs);
    }

    [TestMethod]
    [DataRow("type='error'", "<body>pin.read 2</body>")]
    [DataRow("type='groupchat'", "<body>pin.read 2</body>")]
    [DataRow("type='headline'", "<body>pin.read 2</body>")]
    [DataRow("type='chat'", "<body> \n</body>")]
    [DataRow("type='chat'", "<body/>")]
    [DataRow("type='chat'", "")]
    [DataRow("type='chat'", "<composing xmlns='http://jabber.org/protocol/chatstates'/>")]
    [DataRow("type='chat'", "<body xmlns='urn:example:other'>pin.read 2</body>")]
    public void What_is_no_message_of_a_person_is_not_answered(string type, string inside)
    {
        XmppScript script = Script();
        script.Exchange("<message from='" + XmppScript.Friend + "' " + type + ">" + inside + "</message>", "");
        Assert.AreEqual(0, script.Commands.Runs);
    }

    [TestMethod]
    public void Type_and_thread_are_kept() => Script().Exchange(
        "<message from='" + XmppScript.Friend + "'><thread parent='p'>t&amp;1</thread>"
        + "<body>pin.read 2</body></message>",
        "<message to='" + XmppScript.Friend + "'><body>value: 0</body><thread>t&amp;1</thread></message>");

    [TestMethod]
    public void Long_thread_is_left_out() => Script().Exchange(
        "<message from='" + XmppScript.Friend + "'><thread>" + new string('t', 129)
        + "</thread><body>pin.read 2</body></message>",
        "<message to='" + XmppScript.Friend + "'><body>value: 0</body></message>");

    [TestMethod]
    public void Message_too_long_to_read_does_not_end_the_stream()
    {
        XmppScript script = Script();
        script.Exchange(Says(XmppScript.Friend, new string('x', Core.Limits.Decoded) + "&amp;"),
            Answers(XmppScript.Friend, "not run: this message is too long"));
        script.Exchange(Says(XmppScript.Friend, "pin.read 2"), Answers(XmppScript.Friend, "value: 0"));
    }

    [TestMethod]
    public void Nothing_is_run_without_room_to_keep_the_answer()
    {
        XmppScript script = Script();
        script.Session.Acks.Requested();
        byte[] large = new byte[Core.Limits.Window - Core.Limits.Reply];
        script.Session.Acks.CountSent(large, 0, large.Length, false);
        script.Exchange(Says(XmppScript.Friend, "pin.write 2 1"),
            Answers(XmppScript.Friend, "not run: busy, send it again"));
        Assert.AreEqual(0, script.Commands.Runs);
    }

    [TestMethod]
    public void Answer_that_does_not_fit_is_said_to_be_too_long()
    {
        XmppScript script = Script();
        script.Commands.MoreFields = 200;
        while (script.Session.Out.Room > 300)
        {
            script.Session.Out.Byte(' ');
        }

        script.Recv(Says(XmppScript.Friend, "sensor.read"));
        int filled = Core.Limits.SendQueue - 300;
        string answer = Answers(XmppScript.Friend, "the answer is too long for a message");
        script.Send(new string(' ', filled) + answer);
    }

    [TestMethod]
    public void Result_cut_short_says_so()
    {
        XmppScript script = Script();
        script.Commands.MoreFields = 200;
        script.Recv(Says(XmppScript.Friend, "sensor.read Temperature"));
        Assert.IsTrue(script.Session.Call.Result.Truncated);
        int fields = 0;
        FieldList result = script.Session.Call.Result;
        for (result.Rewind(); result.Next();)
        {
            fields++;
        }

        string doors = "";
        for (int i = 1; i < fields; i++)
        {
            doors += "\ndoor: true";
        }

        script.Send(Answers(XmppScript.Friend, "Temperature: 21.5 Cel" + doors + "\nand more"));
    }

    private static string Says(string from, string line) =>
        "<message from='" + from + "' type='chat' id='m1'><body>" + line + "</body></message>";

    private static string Answers(string to, string text) =>
        "<message type='chat' to='" + to + "'><body>" + text + "</body></message>";

    private static XmppScript Script()
    {
        XmppScript script = new();
        script.Session.Modules = new StanzaModule[] { new Chat(script.Session) };
        return script;
    }
}

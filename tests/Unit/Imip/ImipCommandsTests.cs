using Core.Commands;
using nanoFramework.TestFramework;

namespace Tests.Unit.Imip;

/// <summary>Messages as commands: who may, what is answered, and what is not.</summary>
[TestClass]
public sealed class ImipCommandsTests
{
    private const long WallOffset = 1_795_248_000_000;

    [TestMethod]
    [DataRow("pin.write 2 1", "value: 1")]
    [DataRow("Pin.read 2\r\n", "value: 0")]
    [DataRow("sensor.read", "Temperature: 21.5 Cel\nHumidity: 40.25 %RH")]
    [DataRow("help", "pin.read pin - Level of a pin\npin.write pin value - Drive an output\n"
        + "sensor.read [name] - Read one sensor or all")]
    [DataRow("<hi> 'you'", "no such command: <hi>\nhelp lists them")]
    [DataRow("pin.write 2 9", "pin.write: value: a whole number from 0 to 1\nusage: pin.write pin value")]
    [DataRow("restart", "restart: not allowed")]
    public void Command_is_answered_in_words(string line, string answer)
    {
        ImipScript script = ImipScript.LoggedIn();
        script.Recv(ImipScript.Says("op \"Operator 1\"", line));
        script.Send(Answer("op", answer));
        Assert.AreEqual("", script.News);
    }

    [TestMethod]
    [DataRow("eve", "pin.write 2 1")]
    [DataRow("eve", "help")]
    [DataRow("OP", "pin.write 2 1")]
    [DataRow("imip:op", "pin.write 2 1")]
    [DataRow("op", "")]
    [DataRow("op", " \r\n")]
    public void Stranger_and_silence_are_met_with_silence(string from, string line)
    {
        ImipScript script = ImipScript.LoggedIn();
        script.Recv(ImipScript.Says(from, line));
        script.Send("");
        Assert.AreEqual(0, script.Commands.Runs);
    }

    [TestMethod]
    public void Result_of_a_command_with_an_id_waits_for_its_turn()
    {
        ImipScript script = ImipScript.LoggedIn();
        script.Recv(WithId("c-17", "pin.write 2 1"));
        script.Send("");
        Assert.AreEqual("keep c-17 ", script.News);
        Assert.AreEqual(1, script.Commands.Levels[2]);
    }

    [TestMethod]
    [DataRow("pin.write 2 9", "bad-argument",
        "pin.write: value: a whole number from 0 to 1\nusage: pin.write pin value")]
    [DataRow("pin.write 2 1 1", "bad-argument", "pin.write: too many words\nusage: pin.write pin value")]
    [DataRow("restart", "refused", "restart: not allowed")]
    [DataRow("frob", "unknown", "no such command: frob\nhelp lists them")]
    public void What_did_not_run_is_told_at_once(string line, string outcome, string text)
    {
        ImipScript script = ImipScript.LoggedIn();
        script.Recv(WithId("c-17", line));
        script.Send(AnswerWithId("op", outcome, text));
        Assert.AreEqual("", script.News);
    }

    [TestMethod]
    public void Repeated_command_is_told_so_however_often()
    {
        ImipScript script = ImipScript.LoggedIn();
        script.Commands.Verdict = Outcome.Repeated;
        for (int i = 0; i < 5; i++)
        {
            script.Recv(WithId("c-17", "pin.write 2 1"));
            Assert.Contains("Outcome: repeated\r\n", script.Said());
        }
    }

    [TestMethod]
    public void Command_with_an_id_is_not_run_without_room_for_its_result()
    {
        ImipScript script = ImipScript.LoggedIn();
        script.HasRoom = false;
        script.Recv(WithId("c-17", "pin.write 2 1"));
        script.Send(AnswerWithId("op", "busy", "not run: busy, send it again"));
        Assert.AreEqual(0, script.Commands.Runs);
    }

    [TestMethod]
    public void Id_that_could_not_be_told_again_is_refused()
    {
        ImipScript script = ImipScript.LoggedIn();
        script.Recv(WithId("c 17", "pin.write 2 1"));
        script.Send(Wire.Odigo("ACK 801", null, "ID: 1004", "Reference: 70010"));
        script.Recv(WithId(new string('c', 129), "pin.write 2 1"));
        script.Send(Wire.Odigo("ACK 801", null, "ID: 1005", "Reference: 70010"));
        Assert.AreEqual(0, script.Commands.Runs);
    }

    [TestMethod]
    public void Answer_is_never_answered()
    {
        ImipScript script = ImipScript.LoggedIn();
        script.Recv(Wire.Odigo("MESG", "help", "From: op", "ID: 70010", "Outcome: done"));
        script.Send("");
    }

    [TestMethod]
    public void Complaints_end_and_good_commands_do_not()
    {
        ImipScript script = ImipScript.LoggedIn();
        for (int i = 0; i < 3; i++)
        {
            script.Recv(ImipScript.Says("op", "what?"));
            Assert.Contains("no such command", script.Said());
        }

        script.Recv(ImipScript.Says("op", "what?"));
        script.Send("");
        script.Recv(ImipScript.Says("op", "pin.read 2"));
        Assert.Contains("value: 0", script.Said());
    }

    [TestMethod]
    [DataRow("2026-11-21T08:00:00Z", 30_000, true)]
    [DataRow("2026-11-21T07:58:00Z", 30_000, false)]
    [DataRow("yesterday", 30_000, false)]
    public void Message_that_waited_is_run_only_while_it_is_fresh(string delayed, int now, bool runs)
    {
        ImipScript script = ImipScript.LoggedIn();
        script.Session.WallOffsetMs = WallOffset;
        script.Now = now;
        script.Recv(Wire.Odigo("MESG", "pin.write 2 1", "Delayed: " + delayed, "From: op", "ID: 70010"));
        Assert.AreEqual(runs ? 1 : 0, script.Commands.Runs);
        Assert.Contains(runs ? "value: 1" : "not run: this message is too old, send it again", script.Said());
    }

    [TestMethod]
    public void Message_that_waited_is_not_run_by_a_device_that_does_not_know_the_time()
    {
        ImipScript script = ImipScript.LoggedIn();
        script.Recv(Wire.Odigo("MESG", "pin.write 2 1", "Delayed: 2026-11-21T08:00:00Z", "From: op", "ID: 70010"));
        Assert.AreEqual(0, script.Commands.Runs);
    }

    private static string WithId(string id, string line) =>
        Wire.Odigo("MESG", line, "Command-Id: " + id, "From: op", "ID: 70010");

    private static string Answer(string to, string text) => Wire.Odigo("MESG", text,
        "ID: 1004", "To: " + to, "ACK-Type: errors-only", "From: dev");

    private static string AnswerWithId(string to, string outcome, string text) => Wire.Odigo("MESG", text,
        "ID: 1004", "To: " + to, "ACK-Type: errors-only", "From: dev", "Command-Id: c-17", "Outcome: " + outcome);
}

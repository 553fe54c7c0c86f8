using Core;
using Core.Bytes;
using Core.Commands;
using nanoFramework.TestFramework;

namespace Tests.Unit.Imip;

/// <summary>Reports and results: to one peer after the other, until the server has them.</summary>
[TestClass]
public sealed class ImipMailTests
{
    private const uint Number = 1_048_577;

    [TestMethod]
    public void Report_goes_to_every_peer_and_is_then_taken()
    {
        ImipScript script = ImipScript.LoggedIn();
        Assert.IsTrue(Report(script, Number));
        script.Send(Sent(1004, "op"));
        Assert.IsFalse(Report(script, Number), "one at a time");
        script.Recv(Ack("600", 1004));
        Assert.AreEqual("again ", script.News);
        Assert.IsTrue(Report(script, Number));
        script.Send(Sent(1005, "viewer"));
        script.Recv(Ack("600", 1005));
        Assert.AreEqual("again taken ", script.News);
    }

    [TestMethod]
    [DataRow("600", "804", "again taken ")]
    [DataRow("805", "600", "again taken ")]
    [DataRow("804", "805", "again refused ")]
    [DataRow("806", "803", "again refused ")]
    public void One_peer_is_enough(string first, string second, string news)
    {
        ImipScript script = ImipScript.LoggedIn();
        Report(script, Number);
        script.Recv(Ack(first, 1004));
        Report(script, Number);
        script.Recv(Ack(second, 1005));
        Assert.AreEqual(news, script.News);
    }

    [TestMethod]
    [DataRow("807")]
    [DataRow("899")]
    public void Busy_server_is_left_alone_for_an_interval(string code)
    {
        ImipScript script = ImipScript.LoggedIn();
        Report(script, Number);
        script.Said();
        script.Recv(Ack(code, 1004));
        Assert.AreEqual("again ", script.News);
        Assert.IsFalse(Report(script, Number));
        Assert.AreEqual(script.Now + 60_000, script.Engine.Deadline);
        script.Wait(60_000);
        script.Said();
        Assert.IsTrue(Report(script, Number));
        Assert.Contains("To: op\r\n", script.Said());
    }

    [TestMethod]
    public void Stray_answer_changes_nothing()
    {
        ImipScript script = ImipScript.LoggedIn();
        Report(script, Number);
        script.Recv(Ack("600", 1003));
        script.Recv(Wire.Odigo("ACK 600", null, "ID: 9"));
        Assert.AreEqual("", script.News);
    }

    [TestMethod]
    public void Owed_answer_ends_the_connection()
    {
        ImipScript script = ImipScript.LoggedIn();
        Report(script, Number);
        script.Said();
        script.Wait(60_000);
        script.Said();
        script.Ends(Fault.None);
        Assert.AreEqual(script.Now + 60_000, script.Engine.Deadline);
        script.Wait(60_000);
        script.Ends(Fault.Timeout);
    }

    [TestMethod]
    public void Lost_connection_gives_it_back_and_the_rest_is_told_over_the_next()
    {
        ImipScript script = ImipScript.LoggedIn();
        Report(script, Number);
        script.Recv(Ack("600", 1004));
        Report(script, Number);
        script.Engine.Closed(script.Now);
        Assert.AreEqual("again again ", script.News);
        script.Engine.Opened(script.Now);
        script.Recv(ImipScript.Greeting + ImipScript.Welcome);
        script.Said();
        Assert.IsTrue(Report(script, Number));
        script.Send(Sent(1004, "viewer"));
        script.Recv(Ack("600", 1004));
        Assert.AreEqual("again again taken ", script.News);
    }

    [TestMethod]
    public void Result_is_told_to_who_asked_first()
    {
        ImipScript script = ImipScript.LoggedIn();
        script.Recv(Wire.Odigo("MESG", "pin.read 2", "Command-Id: c-17", "From: viewer", "ID: 70010"));
        Assert.AreEqual("keep c-17 ", script.News);
        Assert.IsTrue(Result(script));
        script.Send(Wire.Odigo("MESG", "value: 0", "ID: 1004", "To: viewer", "ACK-Type: all", "From: dev",
            "Command-Id: c-17", "Outcome: done"));
        script.Recv(Ack("600", 1004));
        Assert.IsTrue(Result(script));
        Assert.Contains("To: op\r\n", script.Said());
    }

    [TestMethod]
    public void Verdict_on_an_entry_is_not_passed_on_to_the_next()
    {
        ImipScript script = ImipScript.LoggedIn();
        Report(script, Number);
        script.Recv(Ack("804", 1004));
        Report(script, Number);
        script.Recv(Ack("804", 1005));
        script.Said();
        Assert.IsTrue(Report(script, Number), "the same again: nobody is left");
        Assert.IsTrue(Report(script, Number + 1));
        Assert.Contains("Report: 1048578\r\n", script.Said());
        script.Wait(1);
        Assert.AreEqual("again refused ", script.News);
    }

    [TestMethod]
    public void Nobody_on_this_link_is_told_with_the_next_tick()
    {
        ImipScript script = new("friend@a.example", "reader@a.example");
        script.Recv(ImipScript.Greeting + ImipScript.Welcome);
        script.Said();
        Assert.IsTrue(Report(script, Number));
        script.Send("");
        Assert.AreEqual(script.Engine.Deadline, script.Now);
        script.Wait(1);
        Assert.AreEqual("refused ", script.News);
    }

    private static bool Report(ImipScript script, uint number)
    {
        FieldList fields = new(100);
        fields.AddThousandths("Temperature", 21_500, "Cel");
        return script.Mail.SendReport(fields, 1_795_248_000_000, number);
    }

    private static bool Result(ImipScript script)
    {
        FieldList fields = new(100);
        fields.Add("value", 0, "");
        return script.Mail.SendResult(
            script.Commands.Commands[0], Outcome.Done, 0, Texts.Slice("c-17"), fields, Number);
    }

    private static string Sent(int id, string to) => Wire.Odigo("MESG", "Temperature: 21.5 Cel",
        "ID: " + id.ToString(), "To: " + to, "ACK-Type: all", "From: dev", "Report: 1048577",
        "Time: 2026-11-21T08:00:00Z");

    private static string Ack(string code, int id) =>
        Wire.Odigo("ACK " + code, null, "ID: 70020", "Reference: " + id.ToString());
}

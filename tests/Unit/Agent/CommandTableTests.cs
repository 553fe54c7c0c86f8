using Core;
using Core.Agent;
using Core.Commands;
using nanoFramework.TestFramework;

namespace Tests.Unit.Agent;

/// <summary>One door for every command: who may, with what, and how often.</summary>
[TestClass]
public sealed class CommandTableTests
{
    private static AgentFixture s_agent;

    [TestMethod]
    [DataRow("reader@a.example", "pin.read", "2", (int)Outcome.Done)]
    [DataRow("op@a.example", "pin.read", "2", (int)Outcome.Done)]
    [DataRow("boss@a.example", "pin.read", "2", (int)Outcome.Done)]
    [DataRow("reader@a.example", "report.every", "60", (int)Outcome.Refused)]
    [DataRow("op@a.example", "report.every", "60", (int)Outcome.Done)]
    [DataRow("op@a.example", "restart", Texts.None, (int)Outcome.Refused)]
    [DataRow("boss@a.example", "restart", Texts.None, (int)Outcome.Done)]
    [DataRow("reader@a.example", "health", Texts.None, (int)Outcome.Done)]
    [DataRow("eve@a.example", "help", Texts.None, (int)Outcome.Refused)]
    [DataRow("reader@a.example.evil", "help", Texts.None, (int)Outcome.Refused)]
    [DataRow("READER@a.example", "help", Texts.None, (int)Outcome.Refused)]
    [DataRow("reader@a.example/x", "help", Texts.None, (int)Outcome.Refused)]
    [DataRow("", "help", Texts.None, (int)Outcome.Refused)]
    public void Role_decides(string caller, string command, string argument, int expected)
    {
        Begin();
        Outcome outcome = s_agent.Run(caller, command, Texts.OrNull(argument), null);
        Assert.AreEqual(expected, (int)outcome, caller + " " + command);
        Assert.AreEqual(expected == (int)Outcome.Refused ? 1 : 0, s_agent.Health.Refused);
        Assert.AreEqual(expected == (int)Outcome.Done ? 1 : 0, s_agent.Health.Commands);
    }

    [TestMethod]
    [DataRow("pin.write", "2", "1", (int)Outcome.Done)]
    [DataRow("pin.write", "2", "2", (int)Outcome.BadArgument)]
    [DataRow("pin.write", "2", "-1", (int)Outcome.BadArgument)]
    [DataRow("pin.write", "2", "on", (int)Outcome.BadArgument)]
    [DataRow("pin.write", "2", Texts.None, (int)Outcome.BadArgument)]
    [DataRow("pin.write", Texts.None, "1", (int)Outcome.BadArgument)]
    [DataRow("pin.write", "49", "1", (int)Outcome.BadArgument)]
    [DataRow("pin.write", "48", "1", (int)Outcome.Failed)]
    [DataRow("pin.write", "10", "1", (int)Outcome.Failed)]
    [DataRow("pin.pulse", "2", "9", (int)Outcome.BadArgument)]
    [DataRow("pin.pulse", "2", "600001", (int)Outcome.BadArgument)]
    [DataRow("pin.watch", "2", "1", (int)Outcome.Failed)]
    [DataRow("pin.watch", "10", "1", (int)Outcome.Done)]
    [DataRow("pin.read", "12", Texts.None, (int)Outcome.Failed)]
    [DataRow("report.every", "86401", Texts.None, (int)Outcome.BadArgument)]
    [DataRow("sensor.read", Texts.None, Texts.None, (int)Outcome.Done)]
    [DataRow("sensor.read", "Temperature", Texts.None, (int)Outcome.Done)]
    [DataRow("sensor.read", "Humidity", Texts.None, (int)Outcome.Failed)]
    [DataRow("sensor.read", "Pressure", Texts.None, (int)Outcome.Failed)]
    [DataRow("self.destruct", Texts.None, Texts.None, (int)Outcome.Unknown)]
    [DataRow("PIN.READ", "2", Texts.None, (int)Outcome.Unknown)]
    public void Arguments_are_checked(string command, string first, string second, int expected)
    {
        Begin();
        Outcome outcome = s_agent.Run("op@a.example", command, Texts.OrNull(first), Texts.OrNull(second));
        Assert.AreEqual(expected, (int)outcome, command + " " + first);
    }

    [TestMethod]
    public void Bad_argument_is_named()
    {
        Begin();
        s_agent.Run("op@a.example", "pin.write", "2", "2");
        Assert.AreEqual(1, s_agent.Call.BadArgument);
        Assert.AreEqual(0, s_agent.Board.Writes);
    }

    [TestMethod]
    public void Id_runs_once()
    {
        Begin();
        Assert.AreEqual((int)Outcome.Done, (int)s_agent.Run("op@a.example", "c1", "pin.write", "2", "1"));
        Assert.AreEqual((int)Outcome.Repeated, (int)s_agent.Run("op@a.example", "c1", "pin.write", "2", "1"));
        Assert.AreEqual((int)Outcome.Repeated, (int)s_agent.Run("boss@a.example", "c1", "pin.write", "3", "0"));
        Assert.AreEqual(1, s_agent.Board.Writes);
        Assert.AreEqual((int)Outcome.Done, (int)s_agent.Run("op@a.example", "c2", "pin.write", "2", "1"));
    }

    [TestMethod]
    public void Id_that_was_refused_is_free()
    {
        Begin();
        Assert.AreEqual((int)Outcome.Refused, (int)s_agent.Run("reader@a.example", "c1", "pin.write", "2", "1"));
        Assert.AreEqual((int)Outcome.BadArgument, (int)s_agent.Run("op@a.example", "c1", "pin.write", "2", "5"));
        Assert.AreEqual((int)Outcome.Done, (int)s_agent.Run("op@a.example", "c1", "pin.write", "2", "1"));
    }

    [TestMethod]
    public void Help_lists_what_the_caller_may_do()
    {
        Begin();
        s_agent.Run("reader@a.example", "help", null, null);
        Assert.IsNotNull(s_agent.Field("pin.read"));
        Assert.IsNull(s_agent.Field("pin.write"));
        s_agent.Run("boss@a.example", "help", null, null);
        Assert.IsNotNull(s_agent.Field("pin.write"));
        Assert.IsNotNull(s_agent.Field("restart"));
        Assert.IsFalse(s_agent.Call.Result.Truncated);
    }

    [TestMethod]
    public void Settings_are_changed_and_shown()
    {
        Begin();
        Assert.AreEqual((int)Outcome.Done, (int)s_agent.Run("boss@a.example", "config.set", "report.every", "7"));
        Assert.AreEqual(7, s_agent.Settings.Get(Settings.ReportEvery));
        Assert.AreEqual((int)Outcome.Done, (int)s_agent.Run("reader@a.example", "config.get", "report.every", null));
        Assert.AreEqual("7", s_agent.Field("report.every"));
        Assert.IsNull(s_agent.Field("report.deadband"));
        Assert.AreEqual((int)Outcome.Failed, (int)s_agent.Run("boss@a.example", "config.set", "report.every", "86401"));
        Assert.AreEqual((int)Outcome.Failed, (int)s_agent.Run("boss@a.example", "config.set", "password", "1"));
        Assert.AreEqual((int)Outcome.Failed, (int)s_agent.Run("reader@a.example", "config.get", "password", null));
        Assert.AreEqual(7, s_agent.Settings.Get(Settings.ReportEvery));
    }

    [TestMethod]
    public void Interval_of_reports_has_a_least()
    {
        Begin();
        Assert.AreEqual((int)Outcome.Done, (int)s_agent.Run("op@a.example", "report.every", "1", null));
        Assert.AreEqual("5", s_agent.Field("seconds"));
        Assert.AreEqual((int)Outcome.Done, (int)s_agent.Run("op@a.example", "report.every", "0", null));
        Assert.AreEqual(0, s_agent.Settings.Get(Settings.ReportEvery));
    }

    [TestMethod]
    public void Allowlist_has_its_limit()
    {
        AgentConfig config = new();
        for (int i = 0; i < Limits.Allowlist; i++)
        {
            Assert.IsTrue(config.Allow("p" + i + "@a.example", Role.Read));
        }

        Assert.IsFalse(config.Allow("more@a.example", Role.Admin));
        Assert.IsFalse(config.Allow("", Role.Admin));
        Assert.IsFalse(config.Allow(null, Role.Admin));
        Allowlist list = new(config);
        Assert.AreEqual((int)Role.Stranger, (int)list.RoleOf(Texts.Slice("more@a.example")));
        Assert.AreEqual((int)Role.Stranger, (int)list.RoleOf(Texts.Slice("")));
        Assert.IsNull(list.Peer(Limits.Allowlist));
    }

    private static void Begin()
    {
        s_agent = new AgentFixture();
    }
}

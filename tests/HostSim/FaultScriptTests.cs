using HostSim.Faults;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.HostSim;

/// <summary>Plans of what goes wrong: read, drawn from a seed, refused, and carried out.</summary>
[TestClass]
public sealed class FaultScriptTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("plan-").FullName;

    private string PlanFile => Path.Combine(_folder, "plan.json");

    [TestCleanup]
    public void Cleanup() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void A_plan_prints_itself_in_order_of_time()
    {
        FaultScript plan = Load("""
            {"faults":[{"atMs":9000,"fault":"link"},
             {"atMs":500,"device":"sim-1","fault":"delay","value":100,"durationMs":2000}]}
            """);
        Assert.AreEqual("500 ms  sim-1: delay 100 ms for 2000 ms", plan.Faults[0].ToString().Trim());
        Assert.AreEqual("9000 ms  all: link", plan.Faults[1].ToString().Trim());
    }

    [TestMethod]
    public void A_seed_draws_the_same_plan_again_and_another_seed_another()
    {
        const string Plan = """{"random":{"everyMs":500,"untilMs":60000}}""";
        string one = string.Join('\n', Load(Plan, 1).Faults);
        Assert.AreEqual(one, string.Join('\n', Load(Plan, 1).Faults));
        Assert.AreNotEqual(one, string.Join('\n', Load(Plan, 2).Faults));
        Assert.IsGreaterThan(60, Load(Plan, 1).Faults.Count);
    }

    [TestMethod]
    [DataRow("""{"faults":[{"atMs":1,"fault":"pigeon"}]}""", "fault 1: there is no 'pigeon'")]
    [DataRow("""{"faults":[{"atMs":-1,"fault":"link"}]}""", "\"atMs\"")]
    [DataRow("""{"faults":[{"atMs":1,"fault":"link","value":3}]}""", "link takes no value")]
    [DataRow("""{"faults":[{"atMs":1,"fault":"delay","value":0}]}""", "\"value\"")]
    [DataRow("""{"faults":[{"atMs":1,"fault":"link","durationMs":3}]}""", "has no duration")]
    [DataRow("""{"faults":[{"atMs":1,"fault":"wifi","durationMs":0}]}""", "\"durationMs\"")]
    [DataRow("""{"random":{"everyMs":1,"untilMs":2}}""", "\"random\"")]
    [DataRow("""{"surprise":1}""", "surprise")]
    [DataRow("[]", "is no fault plan")]
    public void What_is_no_plan_is_refused(string content, string expected) =>
        Assert.Contains(expected, Assert.ThrowsExactly<InvalidDataException>(() => Load(content)).Message);

    [TestMethod]
    public async Task The_program_prints_its_plan_and_carries_it_out()
    {
        await File.WriteAllTextAsync(PlanFile, """{"faults":[{"atMs":100,"fault":"delay","durationMs":50}]}""");
        using SimProcess sim = new("run", "--port", "0", "--faults", PlanFile);
        await Wait.UntilAsync(() => sim.Output.Contains("fault at 100 ms  all: delay 200 ms for 50 ms",
            StringComparison.Ordinal) || sim.HasExited, "the fault");
        Assert.Contains("planned      100 ms", sim.Output);
        sim.Interrupt();
        Assert.AreEqual(0, await sim.EndAsync());
    }

    [TestMethod]
    public async Task A_plan_for_a_device_that_is_not_there_is_refused()
    {
        await File.WriteAllTextAsync(PlanFile, """{"faults":[{"atMs":100,"device":"sim-9","fault":"link"}]}""");
        using SimProcess sim = new("run", "--port", "0", "--faults", PlanFile);
        Assert.AreEqual(2, await sim.EndAsync());
        Assert.Contains("--faults: the plan names 'sim-9'", sim.Error);
    }

    [TestMethod]
    public async Task All_devices_have_one_server_and_it_is_restarted_once()
    {
        await using OneServerWorld world = new();
        await using FaultControl control = new(world);
        await Load("""{"faults":[{"atMs":0,"fault":"server"},{"atMs":1,"fault":"reboot"}]}""")
            .RunAsync(world.Devices, control, _ => { }, CancellationToken.None);
        Assert.AreEqual(1, world.Restarts);
    }

    private FaultScript Load(string content, int seed = 0)
    {
        File.WriteAllText(PlanFile, content);
        return FaultScript.Load(PlanFile, seed);
    }
}

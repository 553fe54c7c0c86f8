using System.Text.Json;
using Core.Agent;
using HostSim;
using HostSim.Devices;
using HostSim.Faults;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.HostSim.Api;

/// <summary>Everything that can be made to go wrong over the API, and that the device recovers from it.</summary>
[TestClass]
public sealed class FaultTests
{
    private ApiFixture _api = null!;

    private VirtualDevice Device => _api.Simulation.Devices[0];

    [TestInitialize]
    public async Task Start()
    {
        _api = await ApiFixture.StartAsync(new SimulationOptions { Seed = 1 });
        await OnlineAsync("at first");
    }

    [TestCleanup]
    public async Task Stop() => await _api.DisposeAsync();

    [TestMethod]
    public async Task A_cut_link_comes_back()
    {
        int before = Reconnects();
        await FaultAsync("""{"fault":"link"}""");
        await Wait.UntilAsync(() => Reconnects() > before, "a new connection");
        await OnlineAsync("after the cut");
    }

    [TestMethod]
    public async Task Without_radio_there_is_no_way_out_until_it_is_back()
    {
        await FaultAsync("""{"fault":"wifi"}""");
        await StateAsync(AgentState.Offline);
        JsonElement active = await FaultAsync("""{"fault":"wifi","on":false}""");
        Assert.AreEqual(0, active.GetArrayLength());
        await OnlineAsync("after the radio came back");
    }

    [TestMethod]
    public async Task A_fault_with_a_duration_is_shown_and_ends_by_itself()
    {
        JsonElement active = await FaultAsync("""{"fault":"wifi","durationMs":1500}""");
        Assert.AreEqual("wifi", active[0].GetProperty("name").GetString());
        Assert.AreEqual(JsonValueKind.String, active[0].GetProperty("endsAt").ValueKind);
        await Wait.UntilAsync(() => Device.Faults.Active.Count == 0, "the end of the fault");
        await OnlineAsync("after the fault");
    }

    [TestMethod]
    [DataRow("""{"fault":"delay","value":20}""")]
    [DataRow("""{"fault":"split","value":7}""")]
    public async Task Commands_get_through_a_slow_and_broken_up_connection(string fault)
    {
        await FaultAsync(fault);
        (int status, JsonElement body) = await _api.PostAsync(
            "/api/devices/sim-1/commands/pin.write", """{"args":{"pin":2,"value":1}}""");
        Assert.AreEqual(200, status);
        Assert.AreEqual("done", body.GetProperty("status").GetString(), $"{body}");
        Assert.AreEqual(1, Device.Board.ReadPin(2));
    }

    [TestMethod]
    public async Task A_stalled_connection_delivers_what_was_held_back()
    {
        await FaultAsync("""{"fault":"stall","durationMs":700}""");
        (_, JsonElement body) = await _api.PostAsync(
            "/api/devices/sim-1/commands/pin.write", """{"args":{"pin":2,"value":1}}""");
        Assert.AreEqual("done", body.GetProperty("status").GetString(), $"{body}");
    }

    [TestMethod]
    public async Task A_stall_that_is_switched_on_twice_is_one()
    {
        await FaultAsync("""{"fault":"stall"}""");
        Task<(int, JsonElement Body)> waiting = _api.PostAsync(
            "/api/devices/sim-1/commands/pin.write", """{"args":{"pin":2,"value":1}}""");
        await FaultAsync("""{"fault":"stall","durationMs":700}""");
        (_, JsonElement body) = await waiting;
        Assert.AreEqual("done", body.GetProperty("status").GetString(), $"{body}");
        Assert.AreEqual(0, Reconnects(), "it waited instead of being given up");
    }

    [TestMethod]
    public async Task Two_restarts_at_once_are_one_after_the_other()
    {
        await Task.WhenAll(FaultAsync("""{"fault":"server"}"""), FaultAsync("""{"fault":"server"}"""));
        await OnlineAsync("after the restarts");
    }

    [TestMethod]
    public async Task A_flipped_bit_ends_the_connection_and_no_more()
    {
        int before = Reconnects();
        await FaultAsync("""{"fault":"flip"}""");
        await _api.PostAsync("/api/devices/sim-1/commands/health", "{}");
        await Wait.UntilAsync(() => Reconnects() > before, "a new connection");
        await OnlineAsync("after the flipped bit");
    }

    [TestMethod]
    public async Task A_frozen_handshake_stops_the_device_for_its_time()
    {
        await FaultAsync("""{"fault":"handshake","value":1000}""");
        await FaultAsync("""{"fault":"link"}""");
        await StateAsync(AgentState.Offline);
        await OnlineAsync("after the freeze");
    }

    [TestMethod]
    public async Task A_leap_of_the_clock_is_survived()
    {
        await FaultAsync("""{"fault":"clock","value":86400000}""");
        Assert.IsGreaterThan(86_400_000, Device.Clock.Now);
        await OnlineAsync("after the leap");
        (_, JsonElement body) = await _api.PostAsync("/api/devices/sim-1/commands/health", "{}");
        Assert.AreEqual("done", body.GetProperty("status").GetString(), $"{body}");
    }

    [TestMethod]
    public async Task A_full_disk_refuses_settings_and_says_so()
    {
        const string Set = """{"args":{"name":"report.deadband","value":5}}""";
        await FaultAsync("""{"fault":"disk"}""");
        (_, JsonElement full) = await _api.PostAsync("/api/devices/sim-1/commands/config.set", Set);
        Assert.AreEqual("failed", full.GetProperty("status").GetString(), $"{full}");
        await FaultAsync("""{"fault":"disk","on":false}""");
        (_, JsonElement free) = await _api.PostAsync("/api/devices/sim-1/commands/config.set", Set);
        Assert.AreEqual("done", free.GetProperty("status").GetString(), $"{free}");
    }

    [TestMethod]
    public async Task A_power_failure_starts_the_device_anew()
    {
        await FaultAsync("""{"fault":"reboot"}""");
        await Wait.UntilAsync(() => Device.Board.RestartReason == "power"
            && Device.Status is { State: AgentState.Online, Health.Starts: 2 }, "online after the power failure");
    }

    [TestMethod]
    public async Task A_restarted_server_is_found_again()
    {
        int before = Reconnects();
        await FaultAsync("""{"fault":"server"}""");
        await Wait.UntilAsync(() => Reconnects() > before, "a new connection");
        await OnlineAsync("after the server's restart");
    }

    [TestMethod]
    public async Task A_refused_password_halts_the_device_until_it_is_mended()
    {
        await FaultAsync("""{"fault":"password"}""");
        await StateAsync(AgentState.Halted);
        await FaultAsync("""{"fault":"password","on":false}""");
        await OnlineAsync("after the password was mended");
    }

    [TestMethod]
    [DataRow("""{}""", 400)]
    [DataRow("""{"fault":"pigeon"}""", 422)]
    [DataRow("""{"fault":"delay","value":0}""", 422)]
    [DataRow("""{"fault":"delay","value":60001}""", 422)]
    [DataRow("""{"fault":"delay","value":"x"}""", 422)]
    [DataRow("""{"fault":"wifi","durationMs":-1}""", 422)]
    public async Task What_makes_no_sense_is_refused(string body, int expected)
    {
        (int status, JsonElement answer) = await _api.PostAsync("/api/devices/sim-1/faults", body);
        Assert.AreEqual(expected, status);
        Assert.AreNotEqual("", answer.GetProperty("error").GetString());
        Assert.IsEmpty(Device.Faults.Active);
    }

    [TestMethod]
    public async Task The_kinds_are_listed()
    {
        (int status, JsonElement body) = await _api.GetAsync("/api/faults");
        Assert.AreEqual(200, status);
        Assert.AreEqual(FaultNames.All.Count, body.GetArrayLength());
    }

    private int Reconnects() => Device.Status.Health?.Reconnects ?? 0;

    private async Task<JsonElement> FaultAsync(string body)
    {
        (int status, JsonElement answer) = await _api.PostAsync("/api/devices/sim-1/faults", body);
        Assert.AreEqual(200, status, $"{answer}");
        return answer;
    }

    private Task OnlineAsync(string when) => StateAsync(AgentState.Online, when);

    private Task StateAsync(AgentState state, string when = "") =>
        Wait.UntilAsync(() => Device.Status.State == state, $"{state} {when}");
}

using System.Text.Json;
using Core.Agent;
using HostSim;
using HostSim.Devices;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.HostSim.Api;

/// <summary>What can be made to go wrong with the server, over the links that are not XMPP.</summary>
[TestClass]
public sealed class LinkFaultTests
{
    private const string Light = """{"args":{"pin":2,"value":1}}""";

    [TestMethod]
    [DataRow("courier")]
    [DataRow("imip")]
    public async Task A_restarted_server_is_found_again_and_commands_get_through(string link)
    {
        await using ApiFixture api = await StartAsync(link);
        VirtualDevice device = api.Simulation.Devices[0];
        for (int round = 1; round <= 2; round++)
        {
            int before = device.Status.Health!.Reconnects;
            await FaultAsync(api, """{"fault":"server"}""");
            await Wait.UntilAsync(() => device.Status.Health!.Reconnects > before, "a new connection");
            await OnlineAsync(device);
        }

        await CommandAsync(api);
        Assert.AreEqual(1, device.Board.ReadPin(2));
    }

    [TestMethod]
    [DataRow("courier", AgentState.Offline)]
    [DataRow("imip", AgentState.Halted)]
    public async Task A_refused_device_stays_out_until_it_is_let_in_again(string link, AgentState refused)
    {
        await using ApiFixture api = await StartAsync(link);
        VirtualDevice device = api.Simulation.Devices[0];
        await FaultAsync(api, """{"fault":"password"}""");
        await Wait.UntilAsync(() => device.Status.State == refused && device.Status.Health!.Reconnects > 0,
            $"{refused}, after another attempt");
        await FaultAsync(api, """{"fault":"password","on":false}""");
        await OnlineAsync(device);
        await CommandAsync(api);
        Assert.AreEqual(1, device.Board.ReadPin(2));
    }

    private static async Task<ApiFixture> StartAsync(string link)
    {
        ApiFixture api = await ApiFixture.StartAsync(new SimulationOptions { Seed = 1, Link = link });
        await OnlineAsync(api.Simulation.Devices[0]);
        return api;
    }

    private static Task OnlineAsync(VirtualDevice device) =>
        Wait.UntilAsync(() => device.Status.State == AgentState.Online, "online");

    private static async Task FaultAsync(ApiFixture api, string body)
    {
        (int status, JsonElement answer) = await api.PostAsync("/api/devices/sim-1/faults", body);
        Assert.AreEqual(200, status, $"{answer}");
    }

    // The operator, who lost the server too, needs a moment of its own.
    private static Task CommandAsync(ApiFixture api) => Wait.UntilAsync(async () =>
    {
        (int status, JsonElement answer) = await api.PostAsync("/api/devices/sim-1/commands/pin.write", Light);
        return status == 200 && answer.GetProperty("status").GetString() == "done";
    }, "a command that is done");
}

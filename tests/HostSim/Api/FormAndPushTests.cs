using System.Text.Json;
using Core.Agent;
using HostSim;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.HostSim.Api;

/// <summary>Forms as the devices send them, and pushes through the provider API, over each link.</summary>
[TestClass]
public sealed class FormAndPushTests
{
    private ApiFixture _api = null!;

    [TestCleanup]
    public async Task Stop() => await _api.DisposeAsync();

    [TestMethod]
    public async Task The_form_comes_from_the_device_and_asking_for_it_runs_nothing()
    {
        await StartAsync("xmpp");
        (int status, JsonElement form) = await _api.GetAsync("/api/devices/sim-1/commands/pin.write");
        Assert.AreEqual(200, status);
        Assert.AreEqual("device", form.GetProperty("from").GetString());
        JsonElement[] fields = [.. form.GetProperty("fields").EnumerateArray()];
        Assert.AreEqual("pin", fields[0].GetProperty("name").GetString());
        Assert.AreEqual("integer", fields[1].GetProperty("type").GetString());
        Assert.AreEqual(0, fields[1].GetProperty("minimum").GetInt32());
        Assert.AreEqual(1, fields[1].GetProperty("maximum").GetInt32());
        Assert.IsTrue(fields[1].GetProperty("required").GetBoolean());
        Assert.AreEqual(0, _api.Simulation.Devices[0].Status.Health!.Commands);
    }

    [TestMethod]
    public async Task A_command_without_arguments_has_no_form_to_ask_for_and_is_not_run()
    {
        await StartAsync("xmpp");
        (int status, JsonElement form) = await _api.GetAsync("/api/devices/sim-1/commands/restart");
        Assert.AreEqual(200, status);
        Assert.AreEqual(0, form.GetProperty("fields").GetArrayLength());
        Assert.AreEqual(1u, _api.Simulation.Devices[0].Status.Health!.Starts);
        Assert.AreEqual(404, (await _api.GetAsync("/api/devices/sim-1/commands/coffee")).Status);
    }

    [TestMethod]
    [DataRow("courier")]
    [DataRow("imip")]
    public async Task A_link_without_forms_shows_the_definition(string link)
    {
        await StartAsync(link);
        (int status, JsonElement form) = await _api.GetAsync("/api/devices/sim-1/commands/pin.write");
        Assert.AreEqual(200, status);
        Assert.AreEqual("definition", form.GetProperty("from").GetString());
        Assert.AreEqual(2, form.GetProperty("fields").GetArrayLength());
    }

    [TestMethod]
    public async Task A_push_goes_through_the_provider_API_and_runs_its_command()
    {
        await StartAsync("courier");
        (int status, JsonElement answer) = await _api.PostAsync("/api/push", """
            {"device":"sim-1","type":"background","priority":5,"payload":
             {"aps":{"content-available":1},"cmd":{"id":"p1","name":"pin.write","args":{"pin":2,"value":1}}}}
            """);
        Assert.AreEqual(200, status);
        Assert.AreEqual("done", answer.GetProperty("status").GetString());
        Assert.AreEqual(200, answer.GetProperty("code").GetInt32());
        Assert.IsTrue(Guid.TryParse(answer.GetProperty("id").GetString(), out _));
        await Wait.UntilAsync(() => _api.Simulation.Devices[0].Board.ReadPin(2) == 1, "the pushed command");
    }

    [TestMethod]
    [DataRow("""{"device":"sim-1","payload":{"aps":{}},"priority":7}""", "BadPriority")]
    [DataRow("""{"device":"sim-1","payload":{"aps":{}},"topic":"somebody.else"}""", "TopicDisallowed")]
    [DataRow("""{"device":"sim-1","payload":{"aps":{}},"type":"fax"}""", "InvalidPushType")]
    public async Task What_the_gateway_refuses_is_shown_in_its_own_words(string push, string reason)
    {
        await StartAsync("courier");
        (int status, JsonElement answer) = await _api.PostAsync("/api/push", push);
        Assert.AreEqual(200, status);
        Assert.AreEqual("refused", answer.GetProperty("status").GetString());
        Assert.AreEqual(reason, answer.GetProperty("reason").GetString());
    }

    [TestMethod]
    [DataRow("""{"device":"sim-1"}""", 400)]
    [DataRow("""{"payload":{}}""", 400)]
    [DataRow("""{"device":"sim-9","payload":{}}""", 404)]
    [DataRow("""{"device":"sim-1","payload":"x"}""", 422)]
    [DataRow("""{"device":"sim-1","payload":{},"expires":-1}""", 422)]
    [DataRow("""{"device":"sim-1","payload":{},"priority":"high"}""", 422)]
    public async Task A_wrong_push_is_refused_and_named(string push, int expected)
    {
        await StartAsync("courier");
        (int status, JsonElement answer) = await _api.PostAsync("/api/push", push);
        Assert.AreEqual(expected, status);
        Assert.AreNotEqual("", answer.GetProperty("error").GetString());
    }

    [TestMethod]
    [DataRow("xmpp", """["chat","publish"]""")]
    [DataRow("courier", """["chat","push"]""")]
    [DataRow("imip", """["chat"]""")]
    public async Task Each_link_says_what_it_can_do(string link, string abilities)
    {
        await StartAsync(link);
        Assert.AreEqual(abilities, (await _api.GetAsync("/healthz")).Body.GetProperty("can").GetRawText());
    }

    [TestMethod]
    public async Task What_a_link_cannot_do_is_a_conflict()
    {
        await StartAsync("imip");
        Assert.AreEqual(409, (await _api.PostAsync("/api/push", """{"device":"sim-1","payload":{}}""")).Status);
        Assert.AreEqual(409, (await _api.PostAsync("/api/publish", """{"node":"n","payload":1}""")).Status);
    }

    private async Task StartAsync(string link)
    {
        _api = await ApiFixture.StartAsync(new SimulationOptions { Seed = 1, Link = link });
        await Wait.UntilAsync(() => _api.Simulation.Devices[0].Status.State == AgentState.Online, "online");
    }
}

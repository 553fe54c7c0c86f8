using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.HostSim.EndToEnd;

/// <summary>The program as a new user meets it: started with nothing but its defaults, on a free port.</summary>
[TestClass]
public sealed partial class WholeProgramTests
{
    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow]
    [DataRow("run", "--link", "imip")]
    [DataRow("run", "--link", "courier")]
    public async Task A_device_comes_online_obeys_reports_and_the_program_ends_cleanly(params string[] way)
    {
        using SimProcess sim = new([.. way, "--port", "0", "--seed", "7", "--devices", "2"]);
        using HttpClient client = new() { BaseAddress = await ConsoleOf(sim) };
        await Wait.UntilAsync(async () => await StateOf(client, "sim-2") == "online", "sim-2 online");
        await Wait.UntilAsync(async () => await StateOf(client, "sim-1") == "online", "sim-1 online");

        JsonElement answer = await CommandAsync(client, "pin.write", """{"args":{"pin":2,"value":1}}""");
        Assert.AreEqual("done", answer.GetProperty("status").GetString(), $"{answer}");
        Assert.AreEqual(1, await LevelOf(client, 2));
        JsonElement telemetry = await EventAsync(client, "telemetry");
        Assert.StartsWith("sim-", telemetry.GetProperty("id").GetString()!);
        Assert.AreEqual("Temperature", telemetry.GetProperty("fields")[0].GetProperty("name").GetString());

        sim.Interrupt();
        Assert.AreEqual(0, await sim.EndAsync());
        Assert.EndsWith("host-sim: ending", sim.Output.TrimEnd().Split('\n').Last(
            line => line.StartsWith("host-sim", StringComparison.Ordinal)).TrimEnd());
        Assert.AreEqual("", sim.Error);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task What_the_device_does_not_accept_is_told_as_what_it_is()
    {
        using SimProcess sim = new("--port", "0");
        using HttpClient client = new() { BaseAddress = await ConsoleOf(sim) };
        await Wait.UntilAsync(async () => await StateOf(client, "sim-1") == "online", "online");
        await Wait.UntilAsync(async () =>
            (await CommandAsync(client, "health", "{}")).GetProperty("status").GetString() == "done", "a command");

        Assert.AreEqual(404, await StatusAsync(client, "no.such", "{}"));
        Assert.AreEqual(422, await StatusAsync(client, "pin.write", """{"args":{"pin":2,"value":7}}"""));
        Assert.AreEqual(422, await StatusAsync(client, "pin.write", "{}"));
        JsonElement answer = await CommandAsync(client, "pin.write", """{"args":{"pin":34,"value":1}}""");
        Assert.AreEqual("failed", answer.GetProperty("status").GetString(), "an input");
    }

    private static async Task<Uri> ConsoleOf(SimProcess sim)
    {
        Match match = Match.Empty;
        await Wait.UntilAsync(
            () => (match = Console().Match(sim.Output)).Success || sim.HasExited, "the address of the console");
        Assert.IsTrue(match.Success, sim.Error);
        return new Uri(match.Groups[1].Value);
    }

    private static async Task<string?> StateOf(HttpClient client, string id)
    {
        JsonElement device = await client.GetFromJsonAsync<JsonElement>($"/api/devices/{id}");
        return device.GetProperty("state").GetString();
    }

    private static async Task<int> LevelOf(HttpClient client, int number)
    {
        JsonElement device = await client.GetFromJsonAsync<JsonElement>("/api/devices/sim-1");
        return device.GetProperty("pins").EnumerateArray()
            .Single(pin => pin.GetProperty("number").GetInt32() == number).GetProperty("value").GetInt32();
    }

    private static async Task<JsonElement> CommandAsync(HttpClient client, string name, string body)
    {
        using HttpResponseMessage response = await PostAsync(client, name, body);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<int> StatusAsync(HttpClient client, string name, string body)
    {
        using HttpResponseMessage response = await PostAsync(client, name, body);
        return (int)response.StatusCode;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string name, string body)
    {
        using StringContent content = new(body, Encoding.UTF8, "application/json");
        return await client.PostAsync(new Uri($"/api/devices/sim-1/commands/{name}", UriKind.Relative), content);
    }

    private static async Task<JsonElement> EventAsync(HttpClient client, string kind)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(60));
        using Stream events = await client.GetStreamAsync(new Uri("/api/events", UriKind.Relative), limit.Token);
        using StreamReader lines = new(events);
        while (await lines.ReadLineAsync(limit.Token) != $"event: {kind}")
        {
            Assert.IsFalse(limit.IsCancellationRequested);
        }

        string data = (await lines.ReadLineAsync(limit.Token))!;
        return JsonSerializer.Deserialize<JsonElement>(data["data: ".Length..]);
    }

    [GeneratedRegex(@"console at (http://127\.0\.0\.1:\d+/)")]
    private static partial Regex Console();
}

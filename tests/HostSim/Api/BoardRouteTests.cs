using System.Text.Json;
using HostSim.Board;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.HostSim.Api;

/// <summary>Sensors with models, over the API.</summary>
[TestClass]
public sealed class BoardRouteTests
{
    private static ApiFixture Api { get; set; } = null!;

    private static VirtualBoard Board => Api.Simulation.Devices[0].Board;

    [ClassInitialize]
    public static async Task Start(TestContext context)
    {
        Assert.IsNotNull(context);
        Api = await ApiFixture.StartAsync();
    }

    [ClassCleanup]
    public static async Task Stop() => await Api.DisposeAsync();

    [TestMethod]
    [DataRow("""{"value":30.5}""", "constant", 30_500, 30_500)]
    [DataRow("""{"model":"noise","value":30,"noise":0.5}""", "noise", 29_500, 30_500)]
    [DataRow("""{"model":"day","value":20,"swing":4,"dayMs":60000}""", "day", 16_000, 24_000)]
    [DataRow("""{"model":"day","value":20,"swing":4,"noise":1}""", "day", 15_000, 25_000)]
    public async Task A_model_stays_in_its_range(string body, string model, int lowest, int highest)
    {
        (int status, JsonElement answer) = await Api.PostAsync("/api/devices/dev/sensors/Temperature", body);
        Assert.AreEqual(200, status, $"{answer}");
        Assert.AreEqual(model, answer.GetProperty("model").GetString());
        long reading = Board.ReadSensor(0);
        Assert.IsInRange(lowest, highest, reading);
    }

    [TestMethod]
    [DataRow("""{"value":null}""")]
    [DataRow("""{"model":"failing"}""")]
    public async Task A_failing_sensor_shows_nothing(string body)
    {
        (int status, JsonElement answer) = await Api.PostAsync("/api/devices/dev/sensors/Humidity", body);
        Assert.AreEqual(200, status);
        Assert.AreEqual(JsonValueKind.Null, answer.GetProperty("value").ValueKind);
        Assert.AreEqual(global::Core.Ports.Sensor.Absent, Board.ReadSensor(Board.IndexOfSensor("Humidity")));
    }

    [TestMethod]
    [DataRow("""{"model":"pigeon","value":1}""", "\"model\"")]
    [DataRow("""{"model":"day","value":1,"swing":-1}""", "\"swing\"")]
    [DataRow("""{"model":"day","value":1,"dayMs":1}""", "\"dayMs\"")]
    [DataRow("""{"model":"noise","value":1,"noise":10000}""", "\"noise\"")]
    [DataRow("""{"model":"noise","value":1000}""", "shows -40 to 125")]
    public async Task What_no_sensor_does_is_refused_by_name(string body, string expected)
    {
        (int status, JsonElement answer) = await Api.PostAsync("/api/devices/dev/sensors/Temperature", body);
        Assert.AreEqual(422, status);
        Assert.Contains(expected, answer.GetProperty("error").GetString()!);
    }
}

using System.Net;
using System.Text.Json;
using HostSim.Api;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.HostSim.Api;

[TestClass]
public sealed class ApiContractTests
{
    private static ApiFixture Api { get; set; } = null!;

    [ClassInitialize]
    public static async Task Start(TestContext context)
    {
        Assert.IsNotNull(context);
        Api = await ApiFixture.StartAsync();
    }

    [ClassCleanup]
    public static async Task Stop() => await Api.DisposeAsync();

    [TestMethod]
    public async Task Health_says_ok()
    {
        (int status, JsonElement body) = await Api.GetAsync("/healthz");
        Assert.AreEqual(200, status);
        Assert.AreEqual("ok", body.GetProperty("status").GetString());
    }

    [TestMethod]
    public async Task Numbers_for_Prometheus_are_there()
    {
        using HttpResponseMessage response = await Api.Client.GetAsync(new Uri("/metrics", UriKind.Relative));
        Assert.AreEqual("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        string text = await response.Content.ReadAsStringAsync();
        Assert.Contains("# TYPE agent_sim_devices gauge\nagent_sim_devices 1\n", text);
        Assert.Contains("# TYPE agent_sim_commands_total counter\nagent_sim_commands_total ", text);
    }

    [TestMethod]
    public async Task The_list_shows_each_device_in_a_few_words()
    {
        (int status, JsonElement body) = await Api.GetAsync("/api/devices");
        Assert.AreEqual(200, status);
        JsonElement device = body.EnumerateArray().Single();
        Assert.AreEqual("dev", device.GetProperty("id").GetString());
        Assert.AreEqual("none", device.GetProperty("link").GetString());
        Assert.AreEqual("dev@d.example", device.GetProperty("jid").GetString());
        CollectionAssert.Contains(
            new[] { "offline", "connecting" }, device.GetProperty("state").GetString());
    }

    [TestMethod]
    public async Task A_device_shows_pins_sensors_and_health()
    {
        (int status, JsonElement body) = await Api.GetAsync("/api/devices/dev");
        Assert.AreEqual(200, status);
        JsonElement led = body.GetProperty("pins").EnumerateArray()
            .Single(pin => pin.GetProperty("number").GetInt32() == 2);
        Assert.AreEqual("output", led.GetProperty("mode").GetString());
        Assert.AreEqual(0, led.GetProperty("value").GetInt32());
        JsonElement sensor = body.GetProperty("sensors").EnumerateArray().First();
        Assert.AreEqual("Temperature", sensor.GetProperty("name").GetString());
        Assert.AreEqual("Cel", sensor.GetProperty("unit").GetString());
        Assert.AreEqual(JsonValueKind.Number, sensor.GetProperty("value").ValueKind);
        Assert.AreEqual(JsonValueKind.Object, body.GetProperty("health").ValueKind);
    }

    [TestMethod]
    public async Task An_input_is_driven_as_a_person_would()
    {
        (int status, JsonElement body) = await Api.PostAsync("/api/devices/dev/pins/34", """{"value":1}""");
        Assert.AreEqual(200, status);
        Assert.AreEqual(1, body.GetProperty("value").GetInt32());
        Assert.AreEqual(1, Api.Simulation.Find("dev")!.Board.ReadPin(34));
    }

    [TestMethod]
    public async Task A_sensor_is_set_and_made_to_fail()
    {
        await Api.PostAsync("/api/devices/dev/sensors/Humidity", """{"value":30.5}""");
        Assert.AreEqual(30.5m, await HumidityAsync());
        (int status, _) = await Api.PostAsync("/api/devices/dev/sensors/Humidity", """{"value":null}""");
        Assert.AreEqual(200, status);
        Assert.IsNull(await HumidityAsync());
    }

    [TestMethod]
    [DataRow(400, "/api/devices/dev/pins/34", "{", "no JSON")]
    [DataRow(400, "/api/devices/dev/pins/34", "[]", "JSON object")]
    [DataRow(400, "/api/devices/dev/pins/34", "{}", "\"value\" is missing")]
    [DataRow(422, "/api/devices/dev/pins/34", """{"value":2}""", "0 or 1")]
    [DataRow(422, "/api/devices/dev/pins/34", """{"value":"1"}""", "0 or 1")]
    [DataRow(422, "/api/devices/dev/pins/2", """{"value":1}""", "pin 2 is an output")]
    [DataRow(404, "/api/devices/dev/pins/99", """{"value":1}""", "no pin '99'")]
    [DataRow(404, "/api/devices/dev/pins/x", """{"value":1}""", "no pin 'x'")]
    [DataRow(404, "/api/devices/sim-9/pins/34", """{"value":1}""", "no device 'sim-9'")]
    [DataRow(404, "/api/devices/dev/sensors/Radon", """{"value":1}""", "no sensor 'Radon'")]
    [DataRow(422, "/api/devices/dev/sensors/Humidity", """{"value":"wet"}""", "must be a number")]
    [DataRow(422, "/api/devices/dev/sensors/Humidity", """{"value":100.1}""", "0 to 100 %RH")]
    [DataRow(422, "/api/devices/dev/sensors/Humidity", """{"value":1e300}""", "must be a number")]
    [DataRow(422, "/api/devices/dev/commands/health", """{"args":[]}""", "\"args\"")]
    [DataRow(422, "/api/devices/dev/commands/health", """{"args":{"a":{}}}""", "argument \"a\"")]
    [DataRow(422, "/api/devices/dev/commands/health", """{"args":{"a":"\u0000"}}""", "U+0000")]
    [DataRow(422, "/api/devices/dev/commands/health", """{"args":{"a":"\ud800"}}""", "Unicode")]
    [DataRow(409, "/api/devices/dev/commands/health", """{"args":{}}""", "--operator")]
    [DataRow(409, "/api/publish", """{"node":"n","payload":"<a/>"}""", "--operator")]
    [DataRow(400, "/api/publish", """{"node":"n"}""", "\"payload\" is missing")]
    [DataRow(422, "/api/publish", """{"node":"","payload":"<a/>"}""", "\"node\"")]
    [DataRow(422, "/api/publish", """{"node":"n","payload":"<a>"}""", "no XML")]
    [DataRow(404, "/api/nothing", "{}", "/api/nothing")]
    [DataRow(405, "/api/devices", "{}", "POST")]
    public async Task A_bad_request_gets_its_status_and_an_error_that_names_the_thing(
        int expected, string path, string body, string named)
    {
        (int status, JsonElement answer) = await Api.PostAsync(path, body);
        Assert.AreEqual(expected, status, $"{answer}");
        Assert.Contains(named, answer.GetProperty("error").GetString()!);
    }

    [TestMethod]
    public async Task Without_a_JSON_content_type_nothing_is_done()
    {
        foreach (string type in new[] { "text/plain", "application/x-www-form-urlencoded", "multipart/form-data" })
        {
            (int status, JsonElement body) = await Api.PostAsync("/api/devices/dev/pins/35", """{"value":1}""", type);
            Assert.AreEqual(415, status);
            Assert.Contains("application/json", body.GetProperty("error").GetString()!);
        }

        Assert.AreEqual(0, Api.Simulation.Find("dev")!.Board.ReadPin(35));
    }

    [TestMethod]
    public async Task A_body_that_is_too_large_is_refused_with_and_without_its_length()
    {
        string large = $$"""{"value":1,"x":"{{new string('x', RequestBody.MaxBytes)}}"}""";
        (int status, _) = await Api.PostAsync("/api/devices/dev/pins/35", large);
        Assert.AreEqual(413, status);
        using HttpRequestMessage chunked = new(HttpMethod.Post, "/api/devices/dev/pins/35");
        chunked.Content = new StringContent(large, System.Text.Encoding.UTF8, "application/json");
        chunked.Headers.TransferEncodingChunked = true;
        using HttpResponseMessage response = await Api.Client.SendAsync(chunked);
        Assert.AreEqual(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [TestMethod]
    [DataRow("evil.example", 400)]
    [DataRow("evil.example:PORT", 400)]
    [DataRow("127.0.0.1", 400)]
    [DataRow("127.0.0.1.evil.example:PORT", 400)]
    [DataRow("127.0.0.1:PORT", 200)]
    [DataRow("localhost:PORT", 200)]
    [DataRow("[::1]:PORT", 200)]
    public async Task Only_our_own_names_are_answered(string host, int expected)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/devices");
        request.Headers.Host = host.Replace("PORT", $"{Api.Client.BaseAddress!.Port}", StringComparison.Ordinal);
        using HttpResponseMessage response = await Api.Client.SendAsync(request);
        Assert.AreEqual(expected, (int)response.StatusCode);
    }

    [TestMethod]
    [DataRow("/api/devices", "cross-site", 403)]
    [DataRow("/api/devices", "same-site", 403)]
    [DataRow("/api/devices", "same-origin", 200)]
    [DataRow("/api/devices", "none", 200)]
    [DataRow("/", "cross-site", 200)]
    public async Task Pages_from_elsewhere_may_link_here_and_ask_nothing(string path, string site, int expected)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        request.Headers.Add("Sec-Fetch-Site", site);
        using HttpResponseMessage response = await Api.Client.SendAsync(request);
        Assert.AreEqual(expected, (int)response.StatusCode);
    }

    [TestMethod]
    public async Task The_page_and_its_parts_come_from_here_and_may_load_nothing_else()
    {
        foreach (string path in new[] { "/", "/console.css", "/console.js", "/plot.js", "/icon.svg" })
        {
            using HttpResponseMessage response = await Api.Client.GetAsync(new Uri(path, UriKind.Relative));
            Assert.AreEqual(HttpStatusCode.OK, response.StatusCode, path);
            string policy = response.Headers.GetValues("Content-Security-Policy").Single();
            Assert.StartsWith("default-src 'self'", policy);
            Assert.DoesNotContain("://", (await response.Content.ReadAsStringAsync()).Replace(
                "http://www.w3.org/2000/svg", "", StringComparison.Ordinal), path);
        }
    }

    [TestMethod]
    public async Task Events_arrive_as_they_happen()
    {
        using HttpResponseMessage response = await Api.Client.GetAsync(
            new Uri("/api/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        Assert.AreEqual("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        using StreamReader lines = new(await response.Content.ReadAsStreamAsync());
        Assert.StartsWith(":", await lines.ReadLineAsync());
        await Api.PostAsync("/api/devices/dev/pins/15", """{"value":1}""");
        string? line = await lines.ReadLineAsync();
        while (line != "event: pin")
        {
            line = await lines.ReadLineAsync();
        }

        Assert.AreEqual("""data: {"id":"dev","number":15,"value":1}""", await lines.ReadLineAsync());
    }

    private static async Task<decimal?> HumidityAsync()
    {
        (_, JsonElement body) = await Api.GetAsync("/api/devices/dev");
        JsonElement value = body.GetProperty("sensors").EnumerateArray()
            .Single(sensor => sensor.GetProperty("name").GetString() == "Humidity").GetProperty("value");
        return value.ValueKind == JsonValueKind.Null ? null : value.GetDecimal();
    }
}

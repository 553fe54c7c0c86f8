using System.Net;
using System.Text.RegularExpressions;
using HostSim.PushGateway;
using HostSim.PushGateway.Provider;
using HostSim.PushGateway.Upstream;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tests.Gateway.Upstream;

/// <summary>The page of numbers.</summary>
[TestClass]
public sealed partial class MetricsTests
{
    [TestMethod]
    public void Every_number_has_its_help_and_type_once()
    {
        GatewayMetrics metrics = new();
        metrics.PushesStored.Add(3);
        ProviderCounters counters = new();
        counters.Count(null);
        counters.Count(ApnsReason.BadTopic);
        counters.Count(ApnsReason.BadTopic);
        counters.Connected(+1);
        string page = new MetricsPage().Add(metrics.All).Add(counters).Add(new WebhookCounters().All)
            .AddGauge("gateway_event_streams", "Streams.", 2).ToString();
        string[] lines = page.TrimEnd('\n').Split('\n');
        string[] named = [.. lines.Where(line => line[0] != '#').Select(line => line.Split(' ', '{')[0]).Distinct()];
        Assert.IsTrue(lines.All(Line().IsMatch), page);
        Assert.IsGreaterThan(20, named.Length);
        foreach (string name in named)
        {
            Assert.HasCount(1, lines.Where(line => line.StartsWith($"# HELP {name} ", StringComparison.Ordinal)));
            string type = name.EndsWith("_total", StringComparison.Ordinal) ? "counter" : "gauge";
            Assert.HasCount(1, lines.Where(line => line == $"# TYPE {name} {type}"), name);
        }

        Assert.Contains("gateway_provider_answers_total{reason=\"BadTopic\"} 2\n", page);
        Assert.Contains("gateway_pushes_stored_total 3\n", page);
        Assert.Contains("gateway_provider_connections 1\n", page);
    }

    [TestMethod]
    public async Task Page_is_served_on_loopback()
    {
        await using AdminServer server = await AdminServer.StartAsync(0, () => "a 1\n", NullLoggerFactory.Instance);
        using HttpClient client = new() { BaseAddress = new Uri($"http://127.0.0.1:{server.Port}") };
        using HttpResponseMessage page = await client.GetAsync("/metrics");
        Assert.AreEqual("a 1\n", await page.Content.ReadAsStringAsync());
        Assert.AreEqual(MetricsPage.ContentType, page.Content.Headers.ContentType!.ToString());
        Assert.AreEqual("""{"status":"ok"}""", await client.GetStringAsync("/healthz"));
        using HttpResponseMessage nothing = await client.GetAsync("/");
        Assert.AreEqual(HttpStatusCode.NotFound, nothing.StatusCode);
        using HttpResponseMessage posted = await client.PostAsync("/metrics", null);
        Assert.AreEqual(HttpStatusCode.MethodNotAllowed, posted.StatusCode);
    }

    [TestMethod]
    [DataRow("example.org", HttpStatusCode.MisdirectedRequest)]
    [DataRow("127.0.0.1.example.org:2199", HttpStatusCode.MisdirectedRequest)]
    [DataRow("192.0.2.1", HttpStatusCode.MisdirectedRequest)]
    [DataRow("localhost:2199", HttpStatusCode.OK)]
    [DataRow("127.0.0.1", HttpStatusCode.OK)]
    [DataRow("[::1]:2199", HttpStatusCode.OK)]
    public async Task Page_is_for_this_machines_own_names(string host, HttpStatusCode status)
    {
        await using AdminServer server = await AdminServer.StartAsync(0, () => "a 1\n", NullLoggerFactory.Instance);
        using HttpClient client = new() { BaseAddress = new Uri($"http://127.0.0.1:{server.Port}") };
        using HttpRequestMessage request = new(HttpMethod.Get, "/metrics");
        request.Headers.Host = host;
        using HttpResponseMessage answer = await client.SendAsync(request);
        Assert.AreEqual(status, answer.StatusCode);
    }

    [GeneratedRegex("""^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[A-Za-z]*"\})? -?\d+)$""")]
    private static partial Regex Line();
}

using System.Net;
using HostSim.PushGateway;
using HostSim.PushGateway.Upstream;
using Tests.Gateway.Provider;

namespace Tests.Gateway.Upstream;

/// <summary>What operators hear of devices, as server-sent events.</summary>
[TestClass]
public sealed class EventStreamTests
{
    [TestMethod]
    public async Task Who_is_online_comes_first_and_then_what_happens()
    {
        await using Rig rig = await Rig.StartAsync();
        rig.Upstream.Tell(Rig.Topic, """{"old":1}""");
        long online = rig.Upstream.Turn(UpstreamKind.Online).Sequence;
        using SseReader events = await OpenAsync(rig);
        SseEvent first = (await events.NextAsync())!;
        Assert.AreEqual(("online", "dev-1"), (first.Kind, first.Data.GetProperty("device").GetString()));
        Assert.AreEqual(online.ToString(), first.Id);
        rig.Upstream.Tell(Rig.Topic, """{"t":21.5}""");
        SseEvent second = (await events.NextAsync())!;
        Assert.AreEqual("message", second.Kind);
        Assert.AreEqual(21.5, second.Data.GetProperty("payload").GetProperty("t").GetDouble());
        Assert.AreEqual((Rig.Topic, 7), (second.Data.GetProperty("topic").GetString(),
            second.Data.GetProperty("messageId").GetInt32()));
        Assert.Contains(Rig.Topic, rig.Upstream.Learnt);
    }

    [TestMethod]
    public async Task Reader_goes_on_where_it_was()
    {
        await using Rig rig = await Rig.StartAsync();
        UpstreamEvent seen = rig.Upstream.Tell(Rig.Topic, """{"n":1}""");
        rig.Upstream.Tell(Rig.Topic, """{"n":2}""");
        using SseReader events = await OpenAsync(rig, ("last-event-id", seen.Sequence.ToString()));
        Assert.AreEqual(2, (await events.NextAsync())!.Data.GetProperty("payload").GetProperty("n").GetInt32());
    }

    [TestMethod]
    public async Task What_is_no_longer_kept_is_a_gap()
    {
        await using Rig rig = await Rig.StartAsync();
        rig.Upstream.Forgotten = 2;
        rig.Upstream.Tell(Rig.Topic, "{}");
        using SseReader events = await OpenAsync(rig, ("last-event-id", "1"));
        Assert.AreEqual("gap", (await events.NextAsync())!.Kind);
        Assert.AreEqual("message", (await events.NextAsync())!.Kind);
    }

    [TestMethod]
    public async Task Messages_of_other_topics_are_not_shown()
    {
        await using Rig rig = await Rig.StartAsync();
        using SseReader events = await OpenAsync(rig, ("last-event-id", "0"));
        rig.Upstream.Tell("dev.example.other", """{"n":1}""");
        rig.Upstream.Tell(null, """{"n":2}""");
        rig.Upstream.Turn(UpstreamKind.Offline);
        rig.Upstream.Tell(Rig.Topic, """{"n":3}""");
        Assert.AreEqual("offline", (await events.NextAsync())!.Kind);
        Assert.AreEqual(3, (await events.NextAsync())!.Data.GetProperty("payload").GetProperty("n").GetInt32());
    }

    [TestMethod]
    [DataRow("no json", "bm8ganNvbg==")]
    [DataRow("{\"a\":\"\\ud800\"}", "eyJhIjoiXHVkODAwIn0=")]
    [DataRow("{\"a\":1} x", "eyJhIjoxfSB4")]
    [DataRow("", "")]
    public void Payload_that_is_no_json_goes_as_base64(string payload, string base64)
    {
        string line = System.Text.Encoding.UTF8.GetString(
            EventJson.Write(new StubUpstream().Tell(Rig.Topic, payload)));
        Assert.Contains($"\"payloadBase64\":\"{base64}\"", line);
        Assert.DoesNotContain("\n", line);
    }

    [TestMethod]
    public async Task Stranger_hears_nothing()
    {
        await using Rig rig = await Rig.StartAsync();
        using HttpRequestMessage message = Request(rig, ("authorization", ""));
        (await Reply.OfAsync(rig.Client(), message)).AssertIs(403, "MissingProviderToken");
        using HttpRequestMessage posted = Request(rig);
        posted.Method = HttpMethod.Post;
        (await Reply.OfAsync(rig.Client(), posted)).AssertIs(405, "MethodNotAllowed");
    }

    [TestMethod]
    public async Task Signs_of_life_come_and_a_removed_key_ends_the_stream()
    {
        await using Rig rig = await Rig.StartAsync();
        using SseReader events = await OpenAsync(rig);
        await Poll.UntilAsync(() => rig.Listeners == 1, "the stream is open");
        using Jwt other = new();
        rig.File.Write([Rig.Entry("OTHER00001", "TEAM000002", other)]);
        rig.Clock.Move(TimeSpan.FromSeconds(2));
        Assert.IsNull(await events.NextAsync());
        Assert.IsGreaterThan(0, events.Comments);
        Assert.AreEqual(0, rig.Listeners);
    }

    [TestMethod]
    public async Task Streams_end_when_the_gateway_does()
    {
        await using Rig rig = await Rig.StartAsync();
        using SseReader events = await OpenAsync(rig);
        await rig.StopAsync();
        Assert.IsNull(await events.NextAsync());
    }

    [TestMethod]
    public async Task There_are_only_so_many_streams()
    {
        await using Rig rig = await Rig.StartAsync();
        HttpClient client = rig.Client();
        List<HttpResponseMessage> open = [];
        for (int i = 0; i < EventStream.MaxListeners; i++)
        {
            using HttpRequestMessage message = Request(rig, ("authorization", $"bearer {rig.FixedToken}"));
            open.Add(await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead));
        }

        Assert.IsTrue(open.All(response => response.StatusCode == HttpStatusCode.OK));
        using HttpRequestMessage more = Request(rig, ("authorization", $"bearer {rig.FixedToken}"));
        (await Reply.OfAsync(client, more)).AssertIs(429, "TooManyRequests");
        open.ForEach(response => response.Dispose());
        await Poll.UntilAsync(() => rig.Listeners == 0, "their places are free again");
    }

    private static async Task<SseReader> OpenAsync(Rig rig, params (string, string)[] headers)
    {
        using HttpRequestMessage message = Request(rig, headers);
        HttpResponseMessage response =
            await rig.Client().SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
        Assert.AreEqual(HttpStatusCode.OK, response.StatusCode);
        Assert.AreEqual("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        return new SseReader(await response.Content.ReadAsStreamAsync());
    }

    private static HttpRequestMessage Request(Rig rig, params (string, string)[] headers)
    {
        HttpRequestMessage message = rig.Push([("apns-topic", ""), .. headers]);
        (message.Method, message.Content) = (HttpMethod.Get, null);
        message.RequestUri = new Uri(EventStream.Path, UriKind.Relative);
        return message;
    }
}

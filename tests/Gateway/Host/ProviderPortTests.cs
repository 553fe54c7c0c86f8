using System.Net;
using System.Security.Cryptography.X509Certificates;
using HostSim.Network;
using HostSim.Operator.Push;
using HostSim.PushGateway.Provider;
using HostSim.PushGateway.Upstream;
using Tests.Gateway.Courier;
using Tests.Gateway.Provider;
using Tests.Gateway.Upstream;
using Rig = Tests.Gateway.Courier.Rig;

namespace Tests.Gateway.Host;

/// <summary>From one end of a gateway to the other: providers on one side, devices on the other.</summary>
[TestClass]
public sealed class ProviderPortTests
{
    private const string Team = "TEAM000001";
    private const string KeyId = "KEY0000001";

    private readonly Jwt _key = new();
    private GatewayRig _rig = null!;
    private PushCredentials _credentials = null!;

    [TestInitialize]
    public async Task StartAsync()
    {
        _rig = await GatewayRig.StartAsync(options => options with { AdminPort = 0 });
        _credentials = new PushCredentials(Team, KeyId, _key.PrivateKeyPem, TimeProvider.System);
        new ProviderFile(_rig.Folder).Write(
        [
            new() { Team = Team, Key = KeyId, PublicKey = _key.PublicKeyPem, Topics = [Rig.Topic] },
        ]);
        await _rig.RestartAsync();
    }

    [TestCleanup]
    public async Task EndAsync()
    {
        await _rig.DisposeAsync();
        _credentials.Dispose();
        _key.Dispose();
    }

    [TestMethod]
    public async Task Push_reaches_a_device_that_is_there()
    {
        using X509Certificate2 own = _rig.Gateway.Enrol("a");
        using CourierClient device = await CourierClient.OnlineAsync(_rig.Gateway, own);
        await device.HearAsync(0x0e);
        await SendAsync(device.Token, """{"n":1}""", 200, "");
        Tlv notification = await device.HearAsync(0x0a);
        Assert.AreEqual("""{"n":1}""", Device.Payload(notification));
        await device.SayAsync(Frames.Acknowledge(notification));
        await Poll.UntilAsync(() => _rig.Gateway.Metrics.PushesAcknowledged.Value == 1, "the acknowledgement");
    }

    [TestMethod]
    public async Task Push_waits_for_a_device_that_is_away_and_for_a_gateway_that_starts_again()
    {
        using X509Certificate2 own = _rig.Gateway.Enrol("a");
        byte[] token;
        using (CourierClient before = await CourierClient.OnlineAsync(_rig.Gateway, own))
        {
            await before.HearAsync(0x0e);
            token = before.Token;
        }

        await SendAsync(token, """{"n":2}""", 200, "");
        await _rig.RestartAsync();
        using CourierClient device = await CourierClient.OnlineAsync(_rig.Gateway, own, token);
        Assert.AreEqual("""{"n":2}""", Device.Payload(await device.HearAsync(0x0a)));
    }

    [TestMethod]
    public async Task Refusals_of_the_devices_side_reach_the_provider()
    {
        using X509Certificate2 own = _rig.Gateway.Enrol("a");
        using CourierClient device = await CourierClient.OnlineAsync(_rig.Gateway, own, topics: "dev.example.other");
        await device.HearAsync(0x0e);
        await SendAsync(new byte[32], "{}", 400, "BadDeviceToken");
        await SendAsync(device.Token, "{}", 400, "DeviceTokenNotForTopic");
        _rig.Gateway.Revoke("a");
        DateTimeOffset? since = (await SendAsync(device.Token, "{}", 410, "Unregistered")).Since;
        Assert.IsGreaterThan(DateTimeOffset.UtcNow.AddMinutes(-10), since!.Value);
    }

    [TestMethod]
    public async Task What_a_device_says_reaches_the_provider()
    {
        using X509Certificate2 own = _rig.Gateway.Enrol("a");
        using CourierClient device = await CourierClient.OnlineAsync(_rig.Gateway, own);
        await device.HearAsync(0x0e);
        using HttpClient client = Client();
        Uri url = new($"https://localhost:{_rig.Gateway.ProviderPort}{EventStream.Path}");
        using HttpRequestMessage request = new(HttpMethod.Get, url)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.TryAddWithoutValidation("authorization", "bearer " + _credentials.Token());
        using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using SseReader events = new(await response.Content.ReadAsStreamAsync());
        SseEvent online = (await events.NextAsync())!;
        Assert.AreEqual(("online", "a"), (online.Kind, online.Data.GetProperty("device").GetString()));
        Assert.AreEqual(Convert.ToHexStringLower(device.Token), online.Data.GetProperty("token").GetString());
        await device.SayAsync(Frames.Message(device.Token, Rig.Topic, 9, """{"t":21}"""));
        SseEvent message = (await events.NextAsync())!;
        Assert.AreEqual(("message", Rig.Topic, 9), (message.Kind, message.Data.GetProperty("topic").GetString(),
            message.Data.GetProperty("messageId").GetInt32()));
        Assert.AreEqual(21, message.Data.GetProperty("payload").GetProperty("t").GetInt32());
        device.Dispose();
        Assert.AreEqual("offline", (await events.NextAsync())!.Kind);
    }

    [TestMethod]
    public async Task Numbers_of_both_sides_are_on_one_page()
    {
        await SendAsync(new byte[32], "{}", 400, "BadDeviceToken");
        using HttpClient client = new();
        string page = await client.GetStringAsync($"http://127.0.0.1:{_rig.Gateway.AdminPort}/metrics");
        Assert.Contains("gateway_provider_answers_total{reason=\"BadDeviceToken\"} 1\n", page);
        Assert.Contains("gateway_pushes_stored_total 0\n", page);
        Assert.Contains("gateway_webhook_delivered_total 0\n", page);
    }

    [TestMethod]
    public async Task Webhook_goes_on_after_a_restart()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        new WebhookFile(_rig.Folder).Write([new() { Url = receiver.Url, Secret = WebhookFile.NewSecret() }]);
        await _rig.RestartAsync();
        using X509Certificate2 own = _rig.Gateway.Enrol("a");
        for (uint id = 1; id <= 2; id++)
        {
            using CourierClient device = await CourierClient.OnlineAsync(_rig.Gateway, own);
            await device.SayAsync(Frames.Message(device.Token, Rig.Topic, id, $$"""{"n":{{id}}}"""));
            await device.HearAsync(0x0b);
            await Poll.UntilAsync(
                () => receiver.Got.Any(one => one.Body.Contains($$"""{"n":{{id}}}""")), $"message {id}");
            await _rig.RestartAsync();
        }

        Assert.HasCount(2, receiver.Got.Where(one => one.Kind == "message"));
    }

    private async Task<PushAnswer> SendAsync(byte[] token, string payload, int status, string reason)
    {
        using PushSender sender = new(new PushOptions
        {
            Host = "localhost",
            Port = _rig.Gateway.ProviderPort,
            Trust = Trust.Only(_rig.Gateway.Authority.Certificate),
            Credentials = _credentials,
        });
        PushAnswer answer = await sender.SendAsync(
            new PushMessage { Device = Convert.ToHexString(token), Topic = Rig.Topic, Payload = payload },
            CancellationToken.None);
        Assert.AreEqual((status, reason), (answer.Status, answer.Reason));
        return answer;
    }

    private HttpClient Client() => new(new SocketsHttpHandler
    {
        SslOptions = Trust.Only(_rig.Gateway.Authority.Certificate).Client("localhost"),
    });
}

using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using HostSim.PushGateway.Activation;
using Tests.Gateway.Courier;

namespace Tests.Gateway.Host;

/// <summary>How devices get their certificates, and lose them.</summary>
[TestClass]
public sealed class ActivationTests
{
    [TestMethod]
    public async Task A_generated_identity_opens_the_courier_port()
    {
        await using GatewayRig rig = await GatewayRig.StartAsync();
        string code = rig.Gateway.Devices.Enrol("a", TimeSpan.FromMinutes(1));
        using HttpResponseMessage response = await PostAsync(rig, new { code, deviceId = "a", generate = true });
        Assert.AreEqual(HttpStatusCode.OK, response.StatusCode);
        JsonElement answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.AreEqual(rig.Gateway.CourierPort, answer.GetProperty("couriers")[0].GetProperty("port").GetInt32());
        Assert.AreEqual(240, answer.GetProperty("keepAlive").GetProperty("startSeconds").GetInt32());
        Assert.AreEqual(rig.Gateway.Authority.CertificatePem, answer.GetProperty("chain").GetString());
        using X509Certificate2 own = X509Certificate2.CreateFromPem(
            answer.GetProperty("certificate").GetString(), answer.GetProperty("key").GetString());
        using CourierClient device = await CourierClient.OpenAsync(rig.Gateway, own);
        Assert.AreEqual(0, (await device.ConnectAsync()).Number(1));
    }

    [TestMethod]
    public async Task With_a_request_the_key_stays_with_the_device()
    {
        await using GatewayRig rig = await GatewayRig.StartAsync();
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string csr =
            new CertificateRequest("CN=somebody else", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        string code = rig.Gateway.Devices.Enrol("a", TimeSpan.FromMinutes(1));
        using HttpResponseMessage response = await PostAsync(rig, new { code, deviceId = "a", csr });
        JsonElement answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.IsFalse(answer.TryGetProperty("key", out _));
        using X509Certificate2 bare = X509Certificate2.CreateFromPem(answer.GetProperty("certificate").GetString());
        using X509Certificate2 own = bare.CopyWithPrivateKey(key);
        Assert.AreEqual("CN=a", own.Subject);
        using CourierClient device = await CourierClient.OpenAsync(rig.Gateway, own);
        Assert.AreEqual(0, (await device.ConnectAsync()).Number(1));
    }

    [TestMethod]
    public async Task A_code_is_good_once_for_its_device_and_for_its_time()
    {
        Provider.MovedClock clock = new();
        await using GatewayRig rig = await GatewayRig.StartAsync(options => options with { Clock = clock });
        string code = rig.Gateway.Devices.Enrol("a", TimeSpan.FromMinutes(1));
        await RefusedAsync(rig, HttpStatusCode.Forbidden, new { code, deviceId = "b", generate = true });
        await RefusedAsync(rig, HttpStatusCode.Forbidden, new { code = "ABCDEFGH", deviceId = "a", generate = true });
        using HttpResponseMessage first = await PostAsync(rig, new { code, deviceId = "a", generate = true });
        Assert.AreEqual(HttpStatusCode.OK, first.StatusCode);
        await RefusedAsync(rig, HttpStatusCode.Forbidden, new { code, deviceId = "a", generate = true });
        string late = rig.Gateway.Devices.Enrol("a", TimeSpan.FromMinutes(1));
        clock.Move(TimeSpan.FromMinutes(2));
        await RefusedAsync(rig, HttpStatusCode.Forbidden, new { code = late, deviceId = "a", generate = true });
    }

    [TestMethod]
    public async Task Whoever_guesses_is_locked_out_for_a_while()
    {
        Provider.MovedClock clock = new();
        await using GatewayRig rig = await GatewayRig.StartAsync(options => options with { Clock = clock });
        for (int i = 0; i < Attempts.PerAddress; i++)
        {
            await RefusedAsync(rig, HttpStatusCode.Forbidden, new { code = "GUESS", deviceId = "a", generate = true });
        }

        string code = rig.Gateway.Devices.Enrol("a", TimeSpan.FromHours(1));
        await RefusedAsync(rig, HttpStatusCode.TooManyRequests, new { code, deviceId = "a", generate = true });
        clock.Move(TimeSpan.FromMinutes(10));
        using HttpResponseMessage later = await PostAsync(rig, new { code, deviceId = "a", generate = true });
        Assert.AreEqual(HttpStatusCode.OK, later.StatusCode);
    }

    [TestMethod]
    [DataRow("", HttpStatusCode.BadRequest)]
    [DataRow("[]", HttpStatusCode.BadRequest)]
    [DataRow("{\"code\":\"x\"}", HttpStatusCode.BadRequest)]
    [DataRow("{\"code\":\"x\",\"deviceId\":\"../../a\",\"generate\":true}", HttpStatusCode.BadRequest)]
    [DataRow("{\"code\":\"x\",\"deviceId\":\"a\"}", HttpStatusCode.BadRequest)]
    [DataRow("{\"code\":\"x\",\"deviceId\":\"a\",\"generate\":true,\"csr\":\"y\"}", HttpStatusCode.BadRequest)]
    public async Task Malformed_wishes_are_refused(string body, HttpStatusCode status)
    {
        await using GatewayRig rig = await GatewayRig.StartAsync();
        using HttpClient client = Client(rig);
        using StringContent content = new(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await client.PostAsync("/activate", content);
        Assert.AreEqual(status, response.StatusCode);
    }

    [TestMethod]
    public async Task Too_large_wrong_path_and_wrong_method_are_refused()
    {
        await using GatewayRig rig = await GatewayRig.StartAsync();
        using HttpClient client = Client(rig);
        using StringContent large = new(new string(' ', 9000), Encoding.UTF8, "application/json");
        using HttpResponseMessage tooLarge = await client.PostAsync("/activate", large);
        Assert.AreEqual(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
        using HttpClient second = Client(rig);
        using HttpResponseMessage path = await second.GetAsync("/");
        Assert.AreEqual(HttpStatusCode.NotFound, path.StatusCode);
        using HttpResponseMessage method = await second.GetAsync("/activate");
        Assert.AreEqual(HttpStatusCode.MethodNotAllowed, method.StatusCode);
    }

    [TestMethod]
    public async Task A_broken_request_leaves_the_code_good()
    {
        await using GatewayRig rig = await GatewayRig.StartAsync();
        string code = rig.Gateway.Devices.Enrol("a", TimeSpan.FromMinutes(1));
        await RefusedAsync(rig, HttpStatusCode.BadRequest, new { code, deviceId = "a", csr = "no request" });
        using HttpResponseMessage response = await PostAsync(rig, new { code, deviceId = "a", generate = true });
        Assert.AreEqual(HttpStatusCode.OK, response.StatusCode);
    }

    [TestMethod]
    public async Task Another_process_revokes_and_the_gateway_follows()
    {
        await using GatewayRig rig = await GatewayRig.StartAsync();
        using X509Certificate2 own = rig.Gateway.Enrol("a");
        using CourierClient device = await CourierClient.OnlineAsync(rig.Gateway, own);
        Assert.AreEqual(0, await HostSim.Program.Main(["gateway", "revoke", "--device", "a", "--data", rig.Folder]));
        await device.EndedAsync();
        Assert.AreEqual(1, await HostSim.Program.Main(["gateway", "revoke", "--device", "none", "--data", rig.Folder]));
        Assert.AreEqual(2, await HostSim.Program.Main(["gateway", "enrol", "--device", "a b", "--data", rig.Folder]));
        Assert.AreEqual(0, await HostSim.Program.Main(["gateway", "enrol", "--device", "c", "--data", rig.Folder]));
        Assert.AreEqual(0, await HostSim.Program.Main(["gateway", "list", "--data", rig.Folder]));
        await Provider.Poll.UntilAsync(() => rig.Gateway.Devices.All.Count == 2, "both devices");
    }

    [TestMethod]
    public async Task No_code_is_kept_in_the_clear()
    {
        await using GatewayRig rig = await GatewayRig.StartAsync();
        string code = rig.Gateway.Devices.Enrol("a", TimeSpan.FromMinutes(1));
        Assert.DoesNotContain(code, await File.ReadAllTextAsync(Path.Combine(rig.Folder, "devices.json")));
        DeviceRecord device = rig.Gateway.Devices.All.Single();
        Assert.IsNull(device.Activated);
        Assert.IsFalse(rig.Gateway.Devices.IsActive("a"));
    }

    private static async Task RefusedAsync(GatewayRig rig, HttpStatusCode status, object wish)
    {
        using HttpResponseMessage response = await PostAsync(rig, wish);
        Assert.AreEqual(status, response.StatusCode);
    }

    private static async Task<HttpResponseMessage> PostAsync(GatewayRig rig, object wish)
    {
        using HttpClient client = Client(rig);
        return await client.PostAsJsonAsync("/activate", wish);
    }

    private static HttpClient Client(GatewayRig rig)
    {
        X509ChainPolicy policy = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.Add(rig.Gateway.Authority.Certificate);
        SocketsHttpHandler handler = new();
        handler.SslOptions.CertificateChainPolicy = policy;
        return new HttpClient(handler) { BaseAddress = new Uri($"https://localhost:{rig.Gateway.ActivationPort}") };
    }
}

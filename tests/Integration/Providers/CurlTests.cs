using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Tests.Integration.Providers;

/// <summary>curl pushes, with nothing but what a page of documentation would print.</summary>
[TestClass]
public sealed class CurlTests
{
    private const string Curl = "/usr/bin/curl";

    private static ProviderStage _stage = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context) => _stage = await ProviderStage.StartAsync();

    [ClassCleanup]
    public static async Task EndAsync() => await _stage.DisposeAsync();

    [TestMethod]
    public async Task Push_with_a_token_reaches_the_device()
    {
        string text = $"from curl {Guid.NewGuid()}";
        string answer = await PushAsync(
            _stage.Device, text, "-H", $"authorization: bearer {await TokenAsync()}");
        Assert.StartsWith("HTTP/2 200", answer);
        Assert.Contains("\napns-id: ", answer);
        Assert.IsTrue(await _stage.ArrivedAsync(text));
    }

    [TestMethod]
    public async Task Push_with_a_certificate_reaches_the_device()
    {
        string text = $"from curl {Guid.NewGuid()}";
        ProviderWish wish = _stage.Wish(byCertificate: true);
        string answer = await PushAsync(
            _stage.Device, text, "--cert", wish.Certificate!, "--key", wish.CertificateKey!);
        Assert.StartsWith("HTTP/2 200", answer);
        Assert.IsTrue(await _stage.ArrivedAsync(text));
    }

    [TestMethod]
    public async Task Refusal_is_printed()
    {
        string answer = await PushAsync("abc", "nowhere", "-H", $"authorization: bearer {await TokenAsync()}");
        Assert.StartsWith("HTTP/2 400", answer);
        Assert.EndsWith("""{"reason":"BadDeviceToken"}""", answer);
        string stranger = await PushAsync(_stage.Device, "nobody");
        Assert.StartsWith("HTTP/2 403", stranger);
        Assert.EndsWith("""{"reason":"MissingProviderToken"}""", stranger);
    }

    private static Task<string> PushAsync(string device, string text, params string[] credentials)
    {
        Requirement.Check(File.Exists(Curl) ? null : "curl is not installed");
        string[] arguments =
        [
            "--silent", "--show-error", "--include", "--http2", "--max-time", "30",
            "--cacert", _stage.Wish(byCertificate: false).Ca, "-H", $"apns-topic: {ProviderStage.Topic}",
            "--data", $"{{\"aps\":{{\"alert\":\"{text}\"}}}}", .. credentials, _stage.Url(device).ToString(),
        ];
        return Library.RunAsync(Curl, arguments);
    }

    private static async Task<string> TokenAsync()
    {
        using ECDsa key = ECDsa.Create();
        key.ImportFromPem(await File.ReadAllTextAsync(_stage.Wish(byCertificate: false).Key!));
        string header = Encode($$"""{"alg":"ES256","kid":"{{ProviderStage.KeyId}}"}""");
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        string claims = Encode($$"""{"iss":"{{ProviderStage.Team}}","iat":{{now}}}""");
        byte[] signature = key.SignData(Encoding.ASCII.GetBytes($"{header}.{claims}"), HashAlgorithmName.SHA256);
        return $"{header}.{claims}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}

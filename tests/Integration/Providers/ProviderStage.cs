using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HostSim.PushGateway;
using HostSim.PushGateway.Provider;
using Microsoft.Extensions.Logging.Abstractions;
using Tests.Gateway.Courier;
using Tests.Gateway.Host;

namespace Tests.Integration.Providers;

/// <summary>A gateway with a device on one side, and on the other a key and a certificate that may push to it, as the
/// files that a library needs.</summary>
internal sealed class ProviderStage : IAsyncDisposable
{
    public const string Topic = "dev.example.agent";
    public const string Team = "TEAM000001";
    public const string KeyId = "KEY0000001";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("provider-").FullName;
    private readonly ConcurrentQueue<string> _heard = new();
    private PushGatewayHost _gateway = null!;
    private CourierClient _device = null!;
    private Task _listening = Task.CompletedTask;

    /// <summary>The token of the device that is there.</summary>
    public string Device => Convert.ToHexStringLower(_device.Token);

    /// <summary>The token of a device that was there and is revoked.</summary>
    public string Gone { get; private set; } = "";

    public static async Task<ProviderStage> StartAsync()
    {
        ProviderStage stage = new();
        stage.WriteCredentials();
        stage._gateway = await PushGatewayHost.StartAsync(
            new GatewayOptions
            {
                DataFolder = stage._folder,
                CourierPort = 0,
                ProviderPort = 0,
                ActivationPort = 0,
                QueuedTopics = new HashSet<string> { Topic },
            },
            NullLoggerFactory.Instance);
        stage.Write("ca.pem", stage._gateway.Authority.CertificatePem);
        using (CourierClient gone = await stage.ConnectAsync("gone"))
        {
            stage.Gone = Convert.ToHexStringLower(gone.Token);
        }

        stage._gateway.Revoke("gone");
        stage._device = await stage.ConnectAsync("there");
        stage._listening = stage.ListenAsync();
        return stage;
    }

    public Uri Url(string device) => new($"https://localhost:{_gateway.ProviderPort}/3/device/{device}");

    /// <summary>A wish that proves itself by token, or by certificate.</summary>
    public ProviderWish Wish(bool byCertificate, params WishedPush[] pushes) => new()
    {
        Host = "localhost",
        Port = _gateway.ProviderPort,
        Ca = PathOf("ca.pem"),
        Topic = Topic,
        Team = Team,
        KeyId = KeyId,
        Key = byCertificate ? null : PathOf("key.p8"),
        Certificate = byCertificate ? PathOf("client.pem") : null,
        CertificateKey = byCertificate ? PathOf("client-key.pem") : null,
        Pushes = pushes,
    };

    /// <summary>True as soon as the device got a push that says this; false if it never does.</summary>
    public async Task<bool> ArrivedAsync(string text)
    {
        long end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (!_heard.Any(payload => payload.Contains(text, StringComparison.Ordinal)))
        {
            if (Environment.TickCount64 > end)
            {
                return false;
            }

            await Task.Delay(20);
        }

        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _listening;
        _device.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<CourierClient> ConnectAsync(string id)
    {
        using X509Certificate2 own = _gateway.Enrol(id);
        CourierClient device = await CourierClient.OnlineAsync(_gateway, own, topics: Topic);
        await device.HearAsync(0x0e);
        return device;
    }

    private async Task ListenAsync()
    {
        while (await _device.WaitAsync() is { } frame)
        {
            if (frame.Command == 0x0a)
            {
                _heard.Enqueue(Gateway.Courier.Device.Payload(frame));
                await _device.SayAsync(Frames.Acknowledge(frame));
            }
        }
    }

    private void WriteCredentials()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 client = ProviderCertificate.Create(Topic, TimeProvider.System);
        using RSA clientKey = client.GetRSAPrivateKey()!;
        Write("key.p8", key.ExportPkcs8PrivateKeyPem());
        Write("client.pem", client.ExportCertificatePem());
        Write("client-key.pem", clientKey.ExportPkcs8PrivateKeyPem());
        new ProviderFile(_folder).Write(
        [
            new() { Team = Team, Key = KeyId, PublicKey = key.ExportSubjectPublicKeyInfoPem(), Topics = [Topic] },
            new() { Certificate = client.GetCertHashString(HashAlgorithmName.SHA256), Topics = [Topic] },
        ]);
    }

    private string PathOf(string name) => Path.Combine(_folder, name);

    private void Write(string name, string text) => File.WriteAllText(PathOf(name), text);
}

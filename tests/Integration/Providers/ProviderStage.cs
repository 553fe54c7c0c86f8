using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using HostSim.Certs;
using HostSim.PushGateway;
using HostSim.PushGateway.Provider;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tests.Integration.Providers;

/// <summary>The provider API with a key and a certificate that may push, and the files that a library needs.</summary>
internal sealed class ProviderStage : IPushDirectory, IUpstream, IAsyncDisposable
{
    public const string Topic = "dev.example.agent";
    public const string Team = "TEAM000001";
    public const string KeyId = "KEY0000001";
    public static readonly string Device = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
    public static readonly string Gone = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    private readonly string _folder = Directory.CreateTempSubdirectory("provider-").FullName;
    private readonly CertificateAuthority _authority = CertificateAuthority.Create("tests");
    private readonly ConcurrentQueue<PushRequest> _taken = new();
    private ProviderServer? _server;

    public static async Task<ProviderStage> StartAsync()
    {
        ProviderStage stage = new();
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 client = ProviderCertificate.Create(Topic, TimeProvider.System);
        stage.Write("ca.pem", stage._authority.CertificatePem);
        stage.Write("key.p8", key.ExportPkcs8PrivateKeyPem());
        stage.Write("client.pem", client.ExportCertificatePem());
        using RSA clientKey = client.GetRSAPrivateKey()!;
        stage.Write("client-key.pem", clientKey.ExportPkcs8PrivateKeyPem());
        new ProviderFile(stage._folder).Write(
        [
            new() { Team = Team, Key = KeyId, PublicKey = key.ExportSubjectPublicKeyInfoPem(), Topics = [Topic] },
            new() { Certificate = client.GetCertHashString(HashAlgorithmName.SHA256), Topics = [Topic] },
        ]);
        ProviderOptions options = new()
        {
            Port = 0,
            Certificate = stage._authority.IssueServer("localhost"),
            DataFolder = stage._folder,
        };
        stage._server = await ProviderServer.StartAsync(options, stage, stage, new(), NullLoggerFactory.Instance);
        return stage;
    }

    public long Newest => 0;

    public async IAsyncEnumerable<UpstreamEvent> ReadAsync(
        long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.Delay(Timeout.Infinite, cancellation);
        yield break;
    }

    public (long Sequence, IReadOnlyList<UpstreamEvent> Online) Snapshot() => (0, []);

    public void LearnTopic(string topic) => Assert.IsNotEmpty(topic);

    public Uri Url(string device) => new($"https://localhost:{_server!.Port}/3/device/{device}");

    /// <summary>A wish that proves itself by token, or by certificate.</summary>
    public ProviderWish Wish(bool byCertificate, params WishedPush[] pushes) => new()
    {
        Host = "localhost",
        Port = _server!.Port,
        Ca = PathOf("ca.pem"),
        Topic = Topic,
        Team = Team,
        KeyId = KeyId,
        Key = byCertificate ? null : PathOf("key.p8"),
        Certificate = byCertificate ? PathOf("client.pem") : null,
        CertificateKey = byCertificate ? PathOf("client-key.pem") : null,
        Pushes = pushes,
    };

    /// <summary>True if the device got a push that says this.</summary>
    public Task<bool> ArrivedAsync(string text) => Task.FromResult(
        _taken.Any(push => Encoding.UTF8.GetString(push.Payload.Span).Contains(text, StringComparison.Ordinal)));

    public ValueTask<PushVerdict> AcceptAsync(PushRequest request, CancellationToken cancellation)
    {
        string device = Convert.ToHexStringLower(request.Token.Span);
        if (device == Device)
        {
            _taken.Enqueue(request);
            return ValueTask.FromResult(new PushVerdict(PushOutcome.Accepted));
        }

        return ValueTask.FromResult(device == Gone
            ? new PushVerdict(PushOutcome.Unregistered, DateTimeOffset.UtcNow)
            : new PushVerdict(PushOutcome.UnknownToken));
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string PathOf(string name) => Path.Combine(_folder, name);

    private void Write(string name, string text) => File.WriteAllText(PathOf(name), text);
}

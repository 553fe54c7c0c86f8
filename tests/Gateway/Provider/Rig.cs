using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using HostSim.Certs;
using HostSim.PushGateway.Provider;
using Microsoft.Extensions.Logging.Abstractions;
using Tests.Gateway.Upstream;

namespace Tests.Gateway.Provider;

/// <summary>The provider side over a directory that is a stub, and clients for it.</summary>
internal sealed class Rig : IAsyncDisposable
{
    public const string Team = "TEAM000001";
    public const string KeyId = "KEY0000001";
    public const string Topic = "dev.example.agent";
    public const string Device = "00112233445566778899aabbccddeeff00112233445566778899AABBCCDDEEFF";
    public const string Payload = """{"aps":{"alert":"hello"}}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-").FullName;
    private readonly CertificateAuthority _authority = CertificateAuthority.Create("tests");
    private readonly X509Certificate2 _certificate;
    private readonly List<HttpClient> _clients = [];
    private ProviderServer? _server;
    private string? _token;

    private Rig()
    {
        _certificate = _authority.IssueServer("localhost");
        File = new ProviderFile(_folder);
    }

    public Jwt Key { get; } = new();

    public MovedClock Clock { get; } = new();

    public StubDirectory Directories { get; } = new();

    public StubUpstream Upstream { get; } = new();

    public ProviderCounters Counters { get; } = new();

    public ProviderFile File { get; }

    public int Listeners => _server?.Listeners ?? 0;

    /// <summary>Always the same token, for one connection.</summary>
    public string FixedToken => _token ??= Token();

    public bool IsOpen => _server is not null;

    public X509Certificate2 Authority => _authority.Certificate;

    public int Port => _server!.Port;

    public Uri Url => new($"https://localhost:{Port}/3/device/{Device}");

    public static async Task<Rig> StartAsync(
        string? environment = null, TimeSpan? bodyTime = null, params ProviderEntry[] others)
    {
        Rig rig = new();
        rig.File.Write([Entry(KeyId, Team, rig.Key), .. others]);
        ProviderOptions options = new()
        {
            Port = 0,
            Certificate = rig._certificate,
            DataFolder = rig._folder,
            Environment = environment,
            Clock = rig.Clock,
            Heartbeat = TimeSpan.FromMilliseconds(50),
            BodyTime = bodyTime ?? TimeSpan.FromSeconds(60),
        };
        rig._server = await ProviderServer.StartAsync(
            options, rig.Directories, rig.Upstream, rig.Counters, NullLoggerFactory.Instance);
        return rig;
    }

    public static ProviderEntry Entry(string keyId, string team, Jwt key, params string[] topics) => new()
    {
        Team = team,
        Key = keyId,
        PublicKey = key.PublicKeyPem,
        Topics = topics.Length > 0 ? topics : [Topic],
    };

    public string Token(DateTimeOffset? issued = null) => Key.Token(KeyId, Team, issued ?? Clock.GetUtcNow());

    /// <summary>A connection of its own.</summary>
    public HttpClient Client(X509Certificate2? certificate = null)
    {
        SocketsHttpHandler handler = new()
        {
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, server, _, _) => server is X509Certificate2 given
                    && Digest(given) == Digest(_certificate),
                ClientCertificates = certificate is null ? null : [certificate],
            },
        };
        HttpClient client = new(handler) { BaseAddress = new Uri($"https://localhost:{Port}") };
        _clients.Add(client);
        return client;
    }

    /// <summary>A push that is fine, before the test spoils it. An empty value leaves the header out.</summary>
    public HttpRequestMessage Push(params (string Name, string Value)[] headers)
    {
        HttpRequestMessage message = new(HttpMethod.Post, Url)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Payload)),
        };
        Dictionary<string, string> all = new()
        {
            ["authorization"] = "bearer " + Token(Clock.GetUtcNow().AddMinutes(-1)),
            ["apns-topic"] = Topic,
        };
        foreach ((string name, string value) in headers)
        {
            all[name] = value;
        }

        foreach ((string name, string value) in all.Where(pair => pair.Value.Length > 0))
        {
            Assert.IsTrue(message.Headers.TryAddWithoutValidation(name, value), name);
        }

        return message;
    }

    /// <summary>Sends a push that is spoiled in these headers, and reads the answer.</summary>
    public async Task<Reply> SendAsync(params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage message = Push(headers);
        return await Reply.OfAsync(Client(), message);
    }

    private static string Digest(X509Certificate2 of) => of.GetCertHashString(HashAlgorithmName.SHA256);

    public void Drain() => _server!.Drain();

    public async ValueTask StopAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
            _server = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (HttpClient client in _clients)
        {
            client.Dispose();
        }

        await StopAsync();
        Key.Dispose();
        _certificate.Dispose();
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}

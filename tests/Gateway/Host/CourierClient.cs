using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using HostSim.PushGateway;
using Tests.Gateway.Courier;

namespace Tests.Gateway.Host;

/// <summary>A device over a real socket and real TLS, which pins the gateway's authority.</summary>
internal sealed class CourierClient : IDisposable
{
    // A safety net only: everything here takes milliseconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TcpClient _socket = new() { NoDelay = true };
    private readonly List<byte> _heard = [];
    private SslStream? _tls;

    public byte[] Token { get; private set; } = [];

    public string Alpn => _tls!.NegotiatedApplicationProtocol.ToString();

    public static async Task<CourierClient> OpenAsync(
        PushGatewayHost gateway, X509Certificate2? own, string? alpn = null, SslProtocols protocols = SslProtocols.None)
    {
        CourierClient client = new();
        await client._socket.ConnectAsync("127.0.0.1", gateway.CourierPort);
        using X509Certificate2 root = X509Certificate2.CreateFromPem(gateway.Authority.CertificatePem);
        X509ChainPolicy policy = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.Add(root);
        client._tls = new SslStream(client._socket.GetStream());
        using CancellationTokenSource limit = new(Patience);
        await client._tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            CertificateChainPolicy = policy,
            EnabledSslProtocols = protocols,
            ClientCertificates = own is null ? null : [own],
            ApplicationProtocols = alpn is null ? null : [new SslApplicationProtocol(alpn)],
        }, limit.Token);
        return client;
    }

    /// <summary>Connected and filtered.</summary>
    public static async Task<CourierClient> OnlineAsync(
        PushGatewayHost gateway, X509Certificate2 own, byte[]? token = null, params string[] topics)
    {
        CourierClient client = await OpenAsync(gateway, own);
        await client.ConnectAsync(token);
        string[] wanted = topics.Length > 0 ? topics : [Rig.Topic];
        await client.SayAsync(Frames.Filter(client.Token, [.. wanted.Select(topic => (Frames.Enabled, topic))]));
        return client;
    }

    public async Task<Tlv> ConnectAsync(byte[]? token = null)
    {
        await SayAsync(Frames.Connect(token));
        Tlv answer = await HearAsync(0x08);
        Token = answer.Find(3) ?? token ?? [];
        return answer;
    }

    public Task SayAsync(Tlv frame) => SayAsync(frame.ToArray());

    public async Task SayAsync(byte[] bytes)
    {
        using CancellationTokenSource limit = new(Patience);
        await _tls!.WriteAsync(bytes, limit.Token);
    }

    /// <summary>The next frame of this command; others before it are skipped.</summary>
    public async Task<Tlv> HearAsync(byte command)
    {
        while (true)
        {
            Tlv? frame = await NextAsync();
            Assert.IsNotNull(frame, "closed by the gateway");
            if (frame.Command == command)
            {
                return frame;
            }
        }
    }

    /// <summary>The next frame; null if the gateway closed.</summary>
    public async Task<Tlv?> NextAsync()
    {
        using CancellationTokenSource limit = new(Patience);
        return await NextAsync(limit.Token);
    }

    /// <summary>The next frame, however long it takes; null if the gateway closed.</summary>
    public Task<Tlv?> WaitAsync() => NextAsync(CancellationToken.None);

    private async Task<Tlv?> NextAsync(CancellationToken cancellation)
    {
        byte[] buffer = new byte[4096];
        Tlv? frame;
        while ((frame = Tlv.Take(_heard)) is null)
        {
            int count = await ReadAsync(buffer, cancellation);
            if (count == 0)
            {
                return null;
            }

            _heard.AddRange(buffer.AsSpan(0, count));
        }

        return frame;
    }

    /// <summary>Waits until the gateway has closed.</summary>
    public async Task EndedAsync()
    {
        while (await NextAsync() is not null)
        {
        }
    }

    public void Dispose()
    {
        _tls?.Dispose();
        _socket.Dispose();
    }

    // With TLS 1.3 a client hears of a certificate that was refused only when it reads.
    private async Task<int> ReadAsync(byte[] buffer, CancellationToken cancellation)
    {
        try
        {
            return await _tls!.ReadAsync(buffer, cancellation);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Tests.Gateway.Host;

/// <summary>Peers that begin a handshake, or not even that, and leave it there.</summary>
[TestClass]
public sealed class HandshakeTests
{
    // A safety net only.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Short for the test, and long enough for those who do shake hands on a busy machine.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    // A record of 512 bytes announced, with the beginning of a ClientHello (RFC 8446 §4.1.2), and no more.
    private static readonly byte[] HalfHello = [0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3, .. new byte[200]];

    [TestMethod]
    public async Task Who_never_ends_a_handshake_is_dropped_on_every_port_and_holds_nobody_up()
    {
        using HeardLog log = new();
        await using GatewayRig rig = await GatewayRig.StartAsync(
            options => options with { DeviceHandshake = Limit, ProviderHandshake = Limit }, log);
        int[] ports = [rig.Gateway.CourierPort, rig.Gateway.ProviderPort, rig.Gateway.ActivationPort];
        TcpClient[] peers = [.. ports.SelectMany(port => new[] { port, port }).Select(Open)];
        for (int i = 1; i < peers.Length; i += 2)
        {
            await peers[i].GetStream().WriteAsync(HalfHello);
        }

        await ServesAsync(rig);
        foreach (TcpClient peer in peers)
        {
            await DroppedAsync(peer);
            peer.Dispose();
        }

        foreach (int port in ports)
        {
            string line = $"to 127.0.0.1:{port}: no TLS handshake within 3 s";
            await Provider.Poll.UntilAsync(() => log.Count(line) == 2, line);
        }

        Assert.AreEqual(2, rig.Gateway.Metrics.ConnectionsFaulted.Value);
        await ServesAsync(rig);
    }

    [TestMethod]
    public async Task A_handshake_that_breaks_off_is_told_from_one_that_takes_too_long()
    {
        using HeardLog log = new();
        await using GatewayRig rig = await GatewayRig.StartAsync(
            options => options with { DeviceHandshake = Patience, ProviderHandshake = Patience }, log);
        foreach (int port in new[] { rig.Gateway.ProviderPort, rig.Gateway.ActivationPort })
        {
            using TcpClient peer = Open(port);
            await peer.GetStream().WriteAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray());
            string line = $"to 127.0.0.1:{port}: a broken TLS handshake";
            await Provider.Poll.UntilAsync(() => log.Count(line) == 1, line);
        }
    }

    private static TcpClient Open(int port) => new("127.0.0.1", port);

    private static async Task ServesAsync(GatewayRig rig)
    {
        using X509Certificate2 own = rig.Gateway.Enrol("a");
        using CourierClient device = await CourierClient.OpenAsync(rig.Gateway, own);
        Assert.AreEqual(0, (await device.ConnectAsync()).Number(1));
        Assert.AreEqual(HttpStatusCode.Forbidden, await PostAsync(rig, rig.Gateway.ProviderPort, "/3/device/00", 2));
        Assert.AreEqual(HttpStatusCode.NotFound, await PostAsync(rig, rig.Gateway.ActivationPort, "/", 1));
    }

    private static async Task<HttpStatusCode> PostAsync(GatewayRig rig, int port, string path, int httpVersion)
    {
        X509ChainPolicy policy = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.Add(rig.Gateway.Authority.Certificate);
        SocketsHttpHandler handler = new();
        handler.SslOptions.CertificateChainPolicy = policy;
        using HttpClient client = new(handler) { Timeout = Patience };
        using HttpRequestMessage message = new(HttpMethod.Post, $"https://localhost:{port}{path}")
        {
            Version = new Version(httpVersion, httpVersion == 1 ? 1 : 0),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = JsonContent.Create(new { }),
        };
        using HttpResponseMessage answer = await client.SendAsync(message);
        return answer.StatusCode;
    }

    private static async Task DroppedAsync(TcpClient peer)
    {
        using CancellationTokenSource limit = new(Patience);
        byte[] buffer = new byte[256];
        try
        {
            while (await peer.GetStream().ReadAsync(buffer, limit.Token) > 0)
            {
            }
        }
        catch (IOException e)
        {
            // Reset instead of closed, because of what it had said.
            Assert.IsNotNull(e.Message);
        }
    }
}

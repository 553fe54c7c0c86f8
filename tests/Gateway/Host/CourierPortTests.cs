using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using HostSim.Certs;
using HostSim.PushGateway;
using Tests.Gateway.Courier;

namespace Tests.Gateway.Host;

/// <summary>The port for devices, over real sockets and TLS.</summary>
[TestClass]
public sealed class CourierPortTests
{
    [TestMethod]
    [DataRow(SslProtocols.Tls12)]
    [DataRow(SslProtocols.Tls13)]
    public async Task A_device_with_our_certificate_gets_its_pushes(SslProtocols protocols)
    {
        await using GatewayRig rig = await GatewayRig.StartAsync();
        using X509Certificate2 own = rig.Gateway.Enrol("a");
        using CourierClient device = await CourierClient.OpenAsync(rig.Gateway, own, protocols: protocols);
        await device.ConnectAsync();
        await device.SayAsync(Frames.Filter(device.Token, (Frames.Enabled, Rig.Topic)));
        await device.HearAsync(0x0e);
        Assert.AreEqual(PushOutcome.Accepted, (await rig.PushAsync(device.Token, "hello")).Outcome);
        Tlv notification = await device.HearAsync(0x0a);
        Assert.AreEqual("hello", Device.Payload(notification));
        await device.SayAsync(Frames.Acknowledge(notification));
        await Provider.Poll.UntilAsync(() => rig.Gateway.Metrics.PushesAcknowledged.Value == 1, "the acknowledgement");
    }

    [TestMethod]
    public async Task A_large_message_in_small_pieces_arrives_whole()
    {
        await using GatewayRig rig = await GatewayRig.StartAsync();
        using X509Certificate2 own = rig.Gateway.Enrol("a");
        using CourierClient device = await CourierClient.OnlineAsync(rig.Gateway, own);
        byte[] message = Frames.Message(device.Token, Rig.Topic, 1, new string('x', 15_000)).ToArray();
        foreach (byte[] piece in message.Chunk(700))
        {
            await device.SayAsync(piece);
        }

        Assert.AreEqual(0, (await device.HearAsync(0x0b)).Number(8));
    }

    [TestMethod]
    public async Task A_foreign_certificate_gets_nowhere()
    {
        await using GatewayRig rig = await GatewayRig.StartAsync();
        rig.Gateway.Enrol("a").Dispose();
        using CertificateAuthority foreign = CertificateAuthority.Create("Gateway CA");
        using X509Certificate2 own = foreign.IssueDevice("a");
        await RefusedAsync(rig, own);
        await Provider.Poll.UntilAsync(() => rig.Gateway.Metrics.ConnectionsFaulted.Value == 1, "the fault");
        Assert.AreEqual(0, rig.Gateway.Metrics.ConnectsAccepted.Value);
    }

    [TestMethod]
    public async Task Our_certificate_that_nobody_activated_gets_nowhere()
    {
        await using GatewayRig rig = await GatewayRig.StartAsync();
        rig.Gateway.Enrol("a").Dispose();
        using X509Certificate2 own = rig.Gateway.Authority.IssueDevice("a");
        await RefusedAsync(rig, own);
        Assert.AreEqual(1, rig.Gateway.Metrics.ConnectsRefused.Value);
    }

    [TestMethod]
    public async Task Without_a_certificate_there_is_no_answer()
    {
        await using GatewayRig rig = await GatewayRig.StartAsync();
        await RefusedAsync(rig, null);
        Assert.AreEqual(1, rig.Gateway.Metrics.ConnectsRefused.Value);
    }

    [TestMethod]
    public async Task Revoked_is_revoked_at_once()
    {
        await using GatewayRig rig = await GatewayRig.StartAsync();
        using X509Certificate2 own = rig.Gateway.Enrol("a");
        using CourierClient device = await CourierClient.OnlineAsync(rig.Gateway, own);
        Assert.IsTrue(rig.Gateway.Revoke("a"));
        await device.EndedAsync();
        await RefusedAsync(rig, own);
        PushVerdict verdict = await rig.PushAsync(device.Token, "x");
        Assert.AreEqual(PushOutcome.Unregistered, verdict.Outcome);
        Assert.IsNotNull(verdict.Since);
    }

    [TestMethod]
    public async Task Noise_on_the_port_disturbs_nobody()
    {
        await using GatewayRig rig = await GatewayRig.StartAsync();
        using X509Certificate2 own = rig.Gateway.Enrol("a");
        using CourierClient device = await CourierClient.OnlineAsync(rig.Gateway, own);
        using TcpClient silent = new("127.0.0.1", rig.Gateway.CourierPort);
        using TcpClient noisy = new("127.0.0.1", rig.Gateway.CourierPort);
        await noisy.GetStream().WriteAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray());
        using CourierClient liar = await CourierClient.OpenAsync(rig.Gateway, own);
        await liar.SayAsync([0x07, 0x7f, 0xff, 0xff, 0xff]);
        await liar.EndedAsync();
        await Provider.Poll.UntilAsync(() => rig.Gateway.Metrics.ConnectionsFaulted.Value == 2, "both faults");
        await device.SayAsync(Frames.KeepAlive);
        await device.HearAsync(0x0d);
    }

    [TestMethod]
    public async Task Who_does_not_connect_in_time_is_closed()
    {
        await using GatewayRig rig = await GatewayRig.StartAsync(options => options with
        {
            Limits = options.Limits with { FirstFrameMs = 200 },
        });
        using X509Certificate2 own = rig.Gateway.Enrol("a");
        using CourierClient device = await CourierClient.OpenAsync(rig.Gateway, own);
        await device.SayAsync([0x07, 0, 0]);
        await device.EndedAsync();
        await Provider.Poll.UntilAsync(() => rig.Gateway.Metrics.Connections.Value == 0, "the connection to be gone");
    }

    [TestMethod]
    public async Task No_protocol_is_chosen_that_was_not_offered()
    {
        await using GatewayRig rig = await GatewayRig.StartAsync(options => options with
        {
            AllowInBandCertificates = true,
        });
        using X509Certificate2 own = rig.Gateway.Enrol("a");
        using CourierClient without = await CourierClient.OpenAsync(rig.Gateway, own);
        Assert.AreEqual("", without.Alpn);
        using CourierClient with = await CourierClient.OpenAsync(rig.Gateway, own, "apns-security-v3");
        Assert.AreEqual("apns-security-v3", with.Alpn);
        await Assert.ThrowsAsync<Exception>(() => CourierClient.OpenAsync(rig.Gateway, own, "h2"));
    }

    [TestMethod]
    public async Task A_restart_in_good_order_loses_nothing_and_says_good_bye()
    {
        await using GatewayRig rig = await GatewayRig.StartAsync();
        using X509Certificate2 own = rig.Gateway.Enrol("a");
        using CourierClient device = await CourierClient.OnlineAsync(rig.Gateway, own);
        await device.HearAsync(0x0e);
        await rig.PushAsync(device.Token, "unconfirmed");
        await device.HearAsync(0x0a);
        await rig.RestartAsync();
        await device.EndedAsync();
        using CourierClient again = await CourierClient.OnlineAsync(rig.Gateway, own, device.Token);
        Assert.AreEqual("unconfirmed", Device.Payload(await again.HearAsync(0x0a)));
    }

    [TestMethod]
    public async Task A_folder_has_one_gateway()
    {
        await using GatewayRig rig = await GatewayRig.StartAsync();
        await Assert.ThrowsAsync<IOException>(() => PushGatewayHost.StartAsync(
            rig.Options, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance));
    }

    private static async Task RefusedAsync(GatewayRig rig, X509Certificate2? own)
    {
        try
        {
            using CourierClient device = await CourierClient.OpenAsync(rig.Gateway, own);
            await device.SayAsync(Frames.Connect());
            Assert.IsNull(await device.NextAsync());
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            // Refused in the handshake, which with TLS 1.3 a client learns at its first word or its first read.
            Assert.IsNotNull(e.Message);
        }
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HostSim.Certs;
using HostSim.PushGateway.Courier;
using Tests.Gateway.Courier;

namespace Tests.Gateway.Host;

/// <summary>The second door: the certificate, a nonce and a signature of it within the connect.</summary>
[TestClass]
public sealed class InBandTests
{
    private const string Alpn = "apns-security-v3";

    [TestMethod]
    public async Task A_proof_opens_the_door_once()
    {
        await using GatewayRig rig = await StartAsync();
        using RSA key = RSA.Create(2048);
        byte[] leaf = Activate(rig, key);
        byte[] proof = Connect(leaf, key, Now()).ToArray();
        using CourierClient first = await CourierClient.OpenAsync(rig.Gateway, null, Alpn);
        await first.SayAsync(proof);
        Assert.AreEqual(0, (await first.HearAsync(0x08)).Number(1));
        using CourierClient replay = await CourierClient.OpenAsync(rig.Gateway, null, Alpn);
        await replay.SayAsync(proof);
        Assert.IsNull(await replay.NextAsync());
    }

    [TestMethod]
    public async Task A_proof_from_before_a_restart_is_refused()
    {
        await using GatewayRig rig = await StartAsync();
        using RSA key = RSA.Create(2048);
        byte[] leaf = Activate(rig, key);
        byte[] proof = Connect(leaf, key, Now()).ToArray();
        using CourierClient first = await CourierClient.OpenAsync(rig.Gateway, null, Alpn);
        await first.SayAsync(proof);
        Assert.AreEqual(0, (await first.HearAsync(0x08)).Number(1));
        await rig.RestartAsync();
        using CourierClient replay = await CourierClient.OpenAsync(rig.Gateway, null, Alpn);
        await replay.SayAsync(proof);
        Assert.IsNull(await replay.NextAsync());
        using CourierClient again = await CourierClient.OpenAsync(rig.Gateway, null, Alpn);
        await again.SayAsync(Connect(leaf, key, Now()));
        Assert.AreEqual(0, (await again.HearAsync(0x08)).Number(1));
    }

    [TestMethod]
    public async Task A_proof_that_comes_in_pieces_opens_the_door()
    {
        await using GatewayRig rig = await StartAsync();
        using RSA key = RSA.Create(2048);
        byte[] proof = Connect(Activate(rig, key), key, Now()).ToArray();
        using CourierClient device = await CourierClient.OpenAsync(rig.Gateway, null, Alpn);
        await device.SayAsync(proof[..^1]);
        await device.SayAsync(proof[^1..]);
        Assert.AreEqual(0, (await device.HearAsync(0x08)).Number(1));
    }

    [TestMethod]
    public void One_certificate_leaves_room_for_the_proofs_of_others()
    {
        using CertificateAuthority authority = CertificateAuthority.Create("Gateway CA");
        InBandLogin login = new(authority, TimeProvider.System);
        using RSA key = RSA.Create(2048);
        using X509Certificate2 noisy = authority.IssueDevice("noisy", Request(key));
        using X509Certificate2 quiet = authority.IssueDevice("quiet", Request(key));
        string? fault = null;
        int proofs = 0;
        for (; fault is null && proofs < 1000; proofs++)
        {
            fault = Prove(login, noisy.RawData, key);
        }

        Assert.AreEqual("too many connects with this certificate", fault);
        Assert.IsGreaterThan(100, proofs);
        Assert.IsNull(Prove(login, quiet.RawData, key));
    }

    [TestMethod]
    public async Task A_second_connect_on_the_connection_needs_no_second_proof()
    {
        await using GatewayRig rig = await StartAsync();
        using RSA key = RSA.Create(2048);
        using CourierClient device = await CourierClient.OpenAsync(rig.Gateway, null, Alpn);
        await device.SayAsync(Connect(Activate(rig, key), key, Now()));
        await device.HearAsync(0x08);
        await device.ConnectAsync();
        Assert.HasCount(32, device.Token);
    }

    [TestMethod]
    [DataRow("late")]
    [DataRow("early")]
    [DataRow("other key")]
    [DataRow("foreign")]
    [DataRow("short key")]
    [DataRow("short nonce")]
    [DataRow("no signature")]
    [DataRow("no alpn")]
    [DataRow("closed")]
    public async Task Anything_less_is_refused(string flaw)
    {
        await using GatewayRig rig = flaw == "closed" ? await GatewayRig.StartAsync() : await StartAsync();
        using RSA key = RSA.Create(flaw == "short key" ? 1024 : 2048);
        using RSA signer = flaw == "other key" ? RSA.Create(2048) : RSA.Create(key.ExportParameters(true));
        byte[] leaf = flaw == "foreign" ? Foreign(key) : Activate(rig, key);
        long time = Now() + (flaw == "late" ? -301_000 : flaw == "early" ? 301_000 : 0);
        Tlv connect = Connect(leaf, signer, time, flaw == "short nonce" ? 16 : 17, flaw != "no signature");
        using CourierClient device =
            await CourierClient.OpenAsync(rig.Gateway, null, flaw is "no alpn" or "closed" ? null : Alpn);
        await device.SayAsync(connect);
        Assert.IsNull(await device.NextAsync());
        Assert.AreEqual(1, rig.Gateway.Metrics.ConnectsRefused.Value);
    }

    private static string? Prove(InBandLogin login, byte[] leaf, RSA key)
    {
        Tlv connect = Connect(leaf, key, Now());
        login.Prove(connect.Find(0x0c), connect.Find(0x0d), connect.Find(0x0e), out string? fault);
        return fault;
    }

    private static Task<GatewayRig> StartAsync() =>
        GatewayRig.StartAsync(options => options with { AllowInBandCertificates = true });

    private static long Now() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    private static byte[] Activate(GatewayRig rig, RSA key)
    {
        string code = rig.Gateway.Devices.Enrol("b", TimeSpan.FromMinutes(1));
        using X509Certificate2 leaf =
            rig.Gateway.Devices.Activate("b", code, Request(key), rig.Gateway.Authority)!;
        return leaf.RawData;
    }

    private static byte[] Foreign(RSA key)
    {
        using CertificateAuthority authority = CertificateAuthority.Create("Gateway CA");
        using X509Certificate2 leaf = authority.IssueDevice("b", Request(key));
        return leaf.RawData;
    }

    private static string Request(RSA key) => new CertificateRequest(
        "CN=whatever", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSigningRequestPem();

    private static Tlv Connect(byte[] leaf, RSA key, long time, int nonceSize = 17, bool signs = true)
    {
        byte[] nonce = RandomNumberGenerator.GetBytes(17);
        nonce[0] = 0;
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(1), time);
        nonce = nonce[..nonceSize];
        byte[] signature = key.SignData(nonce, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);
        Tlv connect = Frames.Connect().With(0x0c, leaf).With(0x0d, nonce);
        return signs ? connect.With(0x0e, [1, 1, .. signature]) : connect;
    }
}

extern alias device;

using System.Security.Cryptography;
using device::System.Net.Security;
using device::System.Net.Sockets;
using device::System.Security.Cryptography.X509Certificates;
using HostSim.Certs;
using IPAddress = device::System.Net.IPAddress;
using IPEndPoint = device::System.Net.IPEndPoint;
using Protocols = System.Security.Authentication.SslProtocols;

namespace Tests.Firmware.Simulation;

/// <summary>The simulated TLS trusts and refuses as the device's is known to.</summary>
[TestClass]
public sealed class TlsTests
{
    private const SslProtocols Both = SslProtocols.Tls12 | SslProtocols.Tls13;

    [TestMethod]
    public void Bytes_go_there_and_back()
    {
        using Chip chip = Clocked();
        using EchoServer server = new(tls: true);
        SslStream tls = Connected(server.Port);
        tls.AuthenticateAsClient(EchoServer.Name, null, new X509Certificate(server.Authority), Both);
        tls.Write([1, 2], 0, 2);
        Assert.IsFalse(tls.DataAvailable, "new data is never seen by asking");
        byte[] back = new byte[10];
        int count = tls.Read(back, 0, back.Length);
        Assert.IsTrue(count is 1 or 2);
        tls.Dispose();
        Assert.AreEqual(0, chip.World.Wires.Open);
        Assert.AreEqual(0, chip.Boot.Sockets);
    }

    [TestMethod]
    public void Wrong_authority_name_or_date_is_refused()
    {
        using Chip chip = Clocked();
        using EchoServer server = new(tls: true);
        using CertificateAuthority stranger = CertificateAuthority.Create("Stranger CA");
        Refused(server.Port, EchoServer.Name, new X509Certificate(stranger.CertificatePem), Both);
        Refused(server.Port, "other.example", new X509Certificate(server.Authority), Both);
        Refused(server.Port, EchoServer.Name, null, Both);
        chip.Boot.SetUtc(DateTime.UnixEpoch.Ticks);
        Refused(server.Port, EchoServer.Name, new X509Certificate(server.Authority), Both);
    }

    [TestMethod]
    public void No_protocol_means_the_newest_alone()
    {
        using Chip chip = Clocked();
        using EchoServer server = new(tls: true, Protocols.Tls12);
        Refused(server.Port, EchoServer.Name, new X509Certificate(server.Authority), SslProtocols.None);
        Connected(server.Port).AuthenticateAsClient(
            EchoServer.Name, null, new X509Certificate(server.Authority), SslProtocols.Tls12);
    }

    [TestMethod]
    public void Only_the_strictest_setting_verifies()
    {
        using Chip chip = Clocked();
        using EchoServer server = new(tls: true);
        SslStream tls = Connected(server.Port);
        tls.SslVerification = SslVerification.VerifyPeer;
        tls.AuthenticateAsClient("other.example", null, null, Both);
    }

    [TestMethod]
    public void Handshake_stops_every_other_thread()
    {
        using Chip chip = Clocked();
        using EchoServer server = new(tls: true);
        int turns = 0;
        DeviceThread other = new(chip.Boot, "other", () =>
        {
            while (true)
            {
                chip.Boot.Sleep(1);
                Interlocked.Increment(ref turns);
            }
        });
        other.Start();
        Chip.Await(() => Volatile.Read(ref turns) > 0);
        chip.World.Handshakes.FreezeNext(TimeSpan.FromSeconds(30));
        SslStream tls = Connected(server.Port);
        long before = chip.Boot.Micros;
        int turned = Volatile.Read(ref turns);
        tls.AuthenticateAsClient(EchoServer.Name, null, new X509Certificate(server.Authority), Both);
        Assert.IsLessThanOrEqualTo(turned + 2, Volatile.Read(ref turns));
        Assert.IsGreaterThan(before + 30_000_000, chip.Boot.Micros);
        Chip.Await(() => Volatile.Read(ref turns) > turned + 2);
    }

    [TestMethod]
    public void Certificate_in_bytes_needs_its_final_zero()
    {
        using CertificateAuthority authority = CertificateAuthority.Create("CA");
        byte[] bare = System.Text.Encoding.ASCII.GetBytes(authority.CertificatePem);
        Assert.ThrowsExactly<ArgumentException>(() => new X509Certificate(bare));
        Assert.IsNotNull(new X509Certificate([.. bare, 0]));
    }

    private static Chip Clocked()
    {
        Chip chip = new();
        chip.Boot.SetUtc(DateTime.UtcNow.Ticks);
        return chip;
    }

    private static SslStream Connected(int port)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(new IPEndPoint(IPAddress.Loopback, port));
        return new SslStream(socket);
    }

    private static void Refused(int port, string name, X509Certificate? authority, SslProtocols protocols)
    {
        using SslStream tls = Connected(port);
        Assert.ThrowsExactly<CryptographicException>(
            () => tls.AuthenticateAsClient(name, null, authority, protocols));
    }
}

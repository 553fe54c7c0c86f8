using System.Net;
using System.Net.Sockets;
using System.Text;
using HostSim.ImipServer;

namespace Tests.Server.Imip;

/// <summary>The server on real sockets: bad input ends its own connection only, and the end is said.</summary>
[TestClass]
public sealed class ImipListenerTests
{
    private const string Hello = "HELO\r\n32\r\nID: 1001\r\nProtocol: IMIP/1.0\r\n\r\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [TestMethod]
    public async Task Bad_input_on_either_port_hurts_nobody_else()
    {
        await using EmbeddedImipServer server = EmbeddedImipServer.Start(new ImipOptions());
        using TcpClient good = await ConnectAsync(server.PlainPort);
        await SayAsync(good, Hello);
        StringAssert.Contains(await HearAsync(good, "IMIP/1.0"), "Auth-Type: imip-hmac-sha256, imip-md5");

        foreach (int port in new[] { server.PlainPort, server.TlsPort })
        {
            using TcpClient bad = await ConnectAsync(port);
            await SayAsync(bad, "GET / HTTP/1.1\r\nHost: here\r\n\r\n");
            string last = await HearAllAsync(bad);
            Assert.IsTrue(port == server.TlsPort || last.StartsWith("ACK 801\r\n", StringComparison.Ordinal), last);
        }

        await SayAsync(good, "PING\r\n12\r\nID: 1002\r\n\r\n");
        StringAssert.Contains(await HearAsync(good, "Reference: 1002"), "ACK 600");
    }

    [TestMethod]
    public async Task Block_that_comes_byte_by_byte_is_read_and_silence_is_not_waited_for_forever()
    {
        VirtualClock clock = new();
        await using EmbeddedImipServer server = EmbeddedImipServer.Start(new ImipOptions { Clock = clock });
        using TcpClient slow = await ConnectAsync(server.PlainPort);
        foreach (char next in "PING\r\n12\r\nID: 1002\r\n\r\n")
        {
            await SayAsync(slow, $"{next}");
        }

        await HearAsync(slow, "Reference: 1002");
        clock.Advance(TimeSpan.FromSeconds(61));
        StringAssert.Contains(await HearAllAsync(slow), "DISC\r\n", "it never logged in");
    }

    [TestMethod]
    public async Task End_of_the_server_is_said()
    {
        EmbeddedImipServer server = EmbeddedImipServer.Start(new ImipOptions());
        using TcpClient client = await ConnectAsync(server.PlainPort);
        await SayAsync(client, Hello);
        await HearAsync(client, "IMIP/1.0");
        await server.DisposeAsync();
        StringAssert.Contains(await HearAllAsync(client), "DISC\r\n");
    }

    [TestMethod]
    public async Task Port_in_use_is_no_server()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        Assert.ThrowsExactly<SocketException>(() => EmbeddedImipServer.Start(new ImipOptions(), tlsPort: port));
        await using EmbeddedImipServer other = EmbeddedImipServer.Start(new ImipOptions());
        Assert.AreNotEqual(other.PlainPort, other.TlsPort);
    }

    private static async Task<TcpClient> ConnectAsync(int port)
    {
        TcpClient client = new() { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, port);
        return client;
    }

    private static async Task SayAsync(TcpClient client, string text) =>
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text));

    private static async Task<string> HearAsync(TcpClient client, string until)
    {
        using CancellationTokenSource limit = new(Patience);
        StringBuilder heard = new();
        byte[] buffer = new byte[1024];
        while (!heard.ToString().Contains(until, StringComparison.Ordinal))
        {
            int count = await client.GetStream().ReadAsync(buffer, limit.Token);
            Assert.AreNotEqual(0, count, $"ended after {heard}");
            heard.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }

        return heard.ToString();
    }

    private static async Task<string> HearAllAsync(TcpClient client)
    {
        using CancellationTokenSource limit = new(Patience);
        using MemoryStream heard = new();
        await client.GetStream().CopyToAsync(heard, limit.Token);
        return Encoding.UTF8.GetString(heard.ToArray());
    }
}

using System.Security.Cryptography.X509Certificates;
using HostSim.XmppServer;

namespace Tests.Server;

/// <summary>The same server over real sockets and TLS.</summary>
[TestClass]
public sealed class ListenerTests
{
    private const string Message = "<message to='bob@sim.localhost/b'><body>over the wire</body></message>";

    private static async Task<EmbeddedServer> Start()
    {
        EmbeddedServer server = await EmbeddedServer.StartAsync(new EmbeddedServerOptions());
        server.AddAccount("alice", "alice-pw");
        server.AddAccount("bob", "bob-pw");
        return server;
    }

    [TestMethod]
    public async Task Starttls_and_direct_tls_talk_to_each_other()
    {
        await using EmbeddedServer server = await Start();
        using SocketClient alice = await SocketClient.OpenAsync(server, directTls: false);
        using SocketClient bob = await SocketClient.OpenAsync(server, directTls: true);
        await alice.LoginAsync("alice", "a");
        await bob.LoginAsync("bob", "b");
        await alice.SayAsync(Message);
        Assert.Contains("over the wire", await bob.HearAsync("</message>"));
        CollectionAssert.AreEquivalent(
            new[] { "alice@sim.localhost/a", "bob@sim.localhost/b" },
            server.OnlineSessions.ToArray());
        await alice.SayAsync("</stream:stream>");
        await alice.HearAsync("</stream:stream>");
        Assert.IsTrue(await alice.EndsCleanlyAsync());
    }

    [TestMethod]
    public async Task A_client_certificate_logs_in_without_a_password()
    {
        await using EmbeddedServer server = await Start();
        using X509Certificate2 own = server.Authority.IssueClient("alice@sim.localhost");
        using SocketClient alice = await SocketClient.OpenAsync(server, directTls: true, own);
        await alice.SayAsync("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>=</auth>");
        await alice.HearAsync("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
        await alice.BindAsync("cert");
        CollectionAssert.AreEqual(new[] { "alice@sim.localhost/cert" }, server.OnlineSessions.ToArray());
    }

    [TestMethod]
    public async Task A_shutdown_says_so_and_a_kill_does_not()
    {
        await using EmbeddedServer server = await Start();
        using SocketClient alice = await SocketClient.OpenAsync(server, directTls: true);
        await alice.LoginAsync("alice", "a");
        await server.RestartAsync(graceful: true);
        Assert.Contains("system-shutdown", await alice.HearAsync("</stream:stream>"));
        using SocketClient again = await SocketClient.OpenAsync(server, directTls: false);
        await again.LoginAsync("alice", "a");
        await server.RestartAsync(graceful: false);
        Assert.IsFalse(await again.EndsCleanlyAsync());
    }

    [TestMethod]
    public async Task A_cut_connection_resumes_with_the_message_it_missed()
    {
        await using EmbeddedServer server = await Start();
        using SocketClient bob = await SocketClient.OpenAsync(server, directTls: true);
        await bob.LoginAsync("bob", "b");
        await bob.SayAsync("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
        string enabled = await bob.HearAsync("/>");
        string id = enabled.Split("id='")[1].Split('\'')[0];
        Assert.AreEqual(1, server.Cut("bob"));
        Assert.IsFalse(await bob.EndsCleanlyAsync());
        using SocketClient alice = await SocketClient.OpenAsync(server, directTls: true);
        await alice.LoginAsync("alice", "a");
        await alice.SayAsync(Message);
        using SocketClient again = await SocketClient.OpenAsync(server, directTls: true);
        await again.LoginOnlyAsync("bob");
        await again.SayAsync($"<resume xmlns='urn:xmpp:sm:3' previd='{id}' h='0'/>");
        await again.HearAsync("<resumed");
        Assert.Contains("over the wire", await again.HearAsync("</message>"));
    }

    [TestMethod]
    public async Task A_stalled_connection_is_silent_and_then_catches_up()
    {
        await using EmbeddedServer server = await Start();
        using SocketClient alice = await SocketClient.OpenAsync(server, directTls: true);
        using SocketClient bob = await SocketClient.OpenAsync(server, directTls: true);
        await alice.LoginAsync("alice", "a");
        await bob.LoginAsync("bob", "b");
        Assert.AreEqual(1, server.Stall("alice"));
        const string Ping = "<iq type='get' id='ping1' to='sim.localhost'><ping xmlns='urn:xmpp:ping'/></iq>";
        await alice.SayAsync(Ping);
        Task<string> answer = alice.HearAsync("ping1");
        for (int i = 0; i < 20; i++)
        {
            await bob.SayAsync(Ping);
            await bob.HearAsync("ping1");
        }

        Assert.IsFalse(answer.IsCompleted);
        Assert.AreEqual(1, server.Unstall("alice"));
        await answer;
    }

    [TestMethod]
    public async Task An_unknown_user_has_no_connections_and_a_taken_port_is_an_error()
    {
        await using EmbeddedServer server = await Start();
        Assert.AreEqual(0, server.Cut("alice"));
        await Assert.ThrowsExactlyAsync<System.Net.Sockets.SocketException>(() =>
            EmbeddedServer.StartAsync(new EmbeddedServerOptions { StartTlsPort = server.StartTlsPort }));
    }

    [TestMethod]
    public async Task Plain_garbage_on_either_port_harms_nobody()
    {
        await using EmbeddedServer server = await Start();
        foreach (int port in new[] { server.StartTlsPort, server.DirectTlsPort })
        {
            using System.Net.Sockets.TcpClient socket = new();
            await socket.ConnectAsync("127.0.0.1", port);
            System.Net.Sockets.NetworkStream stream = socket.GetStream();
            await stream.WriteAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray());
            socket.Client.Shutdown(System.Net.Sockets.SocketShutdown.Send);
            await stream.CopyToAsync(Stream.Null);
        }

        using SocketClient alice = await SocketClient.OpenAsync(server, directTls: true);
        await alice.LoginAsync("alice", "a");
    }

    [TestMethod]
    public async Task A_stop_does_not_wait_for_the_stalled_nor_for_a_handshake()
    {
        EmbeddedServer server = await Start();
        using SocketClient alice = await SocketClient.OpenAsync(server, directTls: true);
        await alice.LoginAsync("alice", "a");
        Assert.AreEqual(1, server.Stall("alice"));
        server.Faults.HoldTlsHandshakes = true;
        Task<SocketClient> held = SocketClient.OpenAsync(server, directTls: true);
        using SocketClient bob = await PlainHeaderAsync(server);
        Assert.IsFalse(held.IsCompleted);
        await server.DisposeAsync();
        await Assert.ThrowsAsync<IOException>(() => held);
        Assert.IsFalse(await alice.EndsCleanlyAsync());
    }

    // Somebody who came later and has been served shows that the held handshake was not merely slow.
    private static async Task<SocketClient> PlainHeaderAsync(EmbeddedServer server)
    {
        SocketClient client = await SocketClient.ConnectAsync(server, server.StartTlsPort);
        await client.SayAsync(ScriptedClient.Header);
        await client.HearAsync("</stream:features>");
        return client;
    }
}

using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using HostSim.XmppServer;

namespace Tests.Server;

/// <summary>A client over a real socket and real TLS, which pins the server's authority.</summary>
internal sealed class SocketClient : IDisposable
{
    // A safety net only: everything here takes milliseconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly EmbeddedServer _server;
    private readonly TcpClient _socket = new();
    private readonly StringBuilder _heard = new();
    private Stream _stream = Stream.Null;

    private SocketClient(EmbeddedServer server) => _server = server;

    /// <summary>Opens STARTTLS or direct TLS up to the features behind TLS.</summary>
    public static async Task<SocketClient> OpenAsync(EmbeddedServer server, bool directTls,
        X509Certificate2? own = null)
    {
        SocketClient client = await ConnectAsync(server, directTls ? server.DirectTlsPort : server.StartTlsPort);
        if (!directTls)
        {
            await client.SayAsync(ScriptedClient.Header);
            await client.HearAsync("</stream:features>");
            await client.SayAsync("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
            await client.HearAsync("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        }

        await client.HandshakeAsync(own);
        await client.SayAsync(ScriptedClient.Header);
        await client.HearAsync("</stream:features>");
        return client;
    }

    /// <summary>Opens a socket and nothing more.</summary>
    public static async Task<SocketClient> ConnectAsync(EmbeddedServer server, int port)
    {
        SocketClient client = new(server);
        await client._socket.ConnectAsync("127.0.0.1", port);
        client._stream = client._socket.GetStream();
        return client;
    }

    public async Task LoginAsync(string user, string resource)
    {
        await AuthenticateAsync(user);
        await BindAsync(resource);
    }

    /// <summary>Logs in and opens the stream that follows, without binding.</summary>
    public async Task LoginOnlyAsync(string user)
    {
        await AuthenticateAsync(user);
        await SayAsync(ScriptedClient.Header);
        await HearAsync("</stream:features>");
    }

    private async Task AuthenticateAsync(string user)
    {
        const string Sasl = "urn:ietf:params:xml:ns:xmpp-sasl";
        ScramScript scram = new("SCRAM-SHA-256", user, user + "-pw");
        await SayAsync($"<auth xmlns='{Sasl}' mechanism='SCRAM-SHA-256'>{scram.First()}</auth>");
        string challenge = await HearAsync("</challenge>");
        challenge = challenge[(challenge.LastIndexOf("'>", StringComparison.Ordinal) + 2)..^"</challenge>".Length];
        await SayAsync($"<response xmlns='{Sasl}'>{scram.Final(challenge)}</response>");
        await HearAsync("</success>");
    }

    public async Task BindAsync(string resource)
    {
        await SayAsync(ScriptedClient.Header);
        await HearAsync("</stream:features>");
        await SayAsync("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
            + $"<resource>{resource}</resource></bind></iq>");
        await HearAsync("</iq>");
    }

    public async Task SayAsync(string text)
    {
        using CancellationTokenSource limit = new(Patience);
        await _stream.WriteAsync(Encoding.UTF8.GetBytes(text), limit.Token);
    }

    /// <summary>Reads up to and including the text; what follows waits for the next call.</summary>
    public async Task<string> HearAsync(string end)
    {
        using CancellationTokenSource limit = new(Patience);
        byte[] buffer = new byte[4096];
        int at = _heard.ToString().IndexOf(end, StringComparison.Ordinal);
        while (at < 0)
        {
            int count = await _stream.ReadAsync(buffer, limit.Token);
            Assert.AreNotEqual(0, count, $"closed after: {_heard}");
            _heard.Append(Encoding.UTF8.GetString(buffer, 0, count));
            at = _heard.ToString().IndexOf(end, StringComparison.Ordinal);
        }

        string text = _heard.ToString(0, at + end.Length);
        _heard.Remove(0, text.Length);
        return text;
    }

    /// <summary>Reads until the server closes; false if it reset the connection.</summary>
    public async Task<bool> EndsCleanlyAsync()
    {
        using CancellationTokenSource limit = new(Patience);
        byte[] buffer = new byte[4096];
        try
        {
            while (await _stream.ReadAsync(buffer, limit.Token) > 0)
            {
            }

            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        _socket.Dispose();
    }

    private async Task HandshakeAsync(X509Certificate2? own)
    {
        using X509Certificate2 root = X509Certificate2.CreateFromPem(_server.Authority.CertificatePem);
        X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust };
        policy.CustomTrustStore.Add(root);
        policy.RevocationMode = X509RevocationMode.NoCheck;
        SslStream tls = new(_stream);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = _server.Domain,
            CertificateChainPolicy = policy,
            ClientCertificates = own is null ? null : [own],
        });
        _stream = tls;
    }
}

using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using HostSim.Certs;
using Tests.Integration.Servers;

namespace Tests.Integration.Wire;

/// <summary>XML by hand over direct TLS: to see what a server offers, and to say what no client would.</summary>
internal sealed class BareStream : IAsyncDisposable
{
    private const int AnswerLimitMs = 20_000;

    private readonly TcpClient _client;
    private readonly SslStream _tls;
    private readonly byte[] _buffer = new byte[16_384];
    private readonly StringBuilder _unread = new();

    private BareStream(TcpClient client, SslStream tls)
    {
        _client = client;
        _tls = tls;
    }

    /// <summary>Opens TLS with the pinned authority and sends a stream header.</summary>
    public static async Task<BareStream> OpenAsync(
        LoginPort port,
        string domain,
        CertificateAuthority authority,
        X509Certificate2? certificate,
        string? from = null)
    {
        TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, port.Number);
        if (!port.DirectTls)
        {
            await StartTlsAsync(client.GetStream(), domain);
        }

        SslStream tls = new(client.GetStream());
        X509ChainPolicy policy = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.Add(authority.Certificate);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = domain,
            CertificateChainPolicy = policy,
            ClientCertificates = certificate == null ? [] : [certificate],
        });
        BareStream stream = new(client, tls);
        string sender = from == null ? string.Empty : $" from='{from}'";
        await stream.SendAsync(
            $"<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'"
            + $" to='{domain}'{sender} "
            + "version='1.0'>");
        return stream;
    }

    private static async Task StartTlsAsync(NetworkStream clear, string domain)
    {
        await clear.WriteAsync(Encoding.UTF8.GetBytes(
            $"<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='{domain}' "
            + "version='1.0'><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"));
        using CancellationTokenSource deadline = new(AnswerLimitMs);
        byte[] buffer = new byte[4096];
        StringBuilder answer = new();
        while (!answer.ToString().Contains("<proceed", StringComparison.Ordinal))
        {
            int count = await clear.ReadAsync(buffer, deadline.Token);
            answer.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }
    }

    /// <summary>Sends text as it is.</summary>
    public async Task SendAsync(string text) => await _tls.WriteAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Reads up to and with the first occurrence of <paramref name="end"/>.</summary>
    public async Task<string> ReadThroughAsync(string end)
    {
        using CancellationTokenSource deadline = new(AnswerLimitMs);
        int at;
        while ((at = _unread.ToString().IndexOf(end, StringComparison.Ordinal)) < 0)
        {
            int count = await _tls.ReadAsync(_buffer, deadline.Token);
            if (count == 0)
            {
                throw new EndOfStreamException($"the server closed before {end}: {_unread}");
            }

            _unread.Append(Encoding.UTF8.GetString(_buffer, 0, count));
        }

        string text = _unread.ToString(0, at + end.Length);
        _unread.Remove(0, text.Length);
        return text;
    }

    /// <summary>Closes without ceremony.</summary>
    public async ValueTask DisposeAsync()
    {
        await _tls.DisposeAsync();
        _client.Dispose();
    }
}

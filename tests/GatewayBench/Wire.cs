using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Tests.GatewayBench;

/// <summary>A client's TLS connection with a buffer for what came and was not taken: the same for every protocol, so
/// that what differs is the servers.</summary>
internal sealed class Wire : IDisposable
{
    private readonly TcpClient _socket;
    private byte[] _buffer = new byte[16 * 1024];
    private int _count;

    private Wire(TcpClient socket, SslStream stream)
    {
        _socket = socket;
        Stream = stream;
    }

    public SslStream Stream { get; }

    public ReadOnlyMemory<byte> Buffered => _buffer.AsMemory(0, _count);

    public static async Task<Wire> OpenAsync(
        int port, X509Certificate2 own, X509Certificate2 authority, string? alpn = null)
    {
        TcpClient socket = new() { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", port);
        X509ChainPolicy policy = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.Add(authority);
        SslStream stream = new(socket.GetStream());
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            CertificateChainPolicy = policy,
            ClientCertificates = [own],
            ApplicationProtocols = alpn is null ? null : [new SslApplicationProtocol(alpn)],
        });
        return new Wire(socket, stream);
    }

    /// <summary>Reads more; false at the end.</summary>
    public async ValueTask<bool> FillAsync()
    {
        if (_count == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        int read = await Stream.ReadAsync(_buffer.AsMemory(_count));
        _count += read;
        return read > 0;
    }

    /// <summary>Drops the first bytes of what is buffered.</summary>
    public void Take(int count)
    {
        _count -= count;
        Buffer.BlockCopy(_buffer, count, _buffer, 0, _count);
    }

    public void Dispose()
    {
        Stream.Dispose();
        _socket.Dispose();
    }
}

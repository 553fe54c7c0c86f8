using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using HostSim.Certs;

namespace Tests.Firmware.Simulation;

/// <summary>Gives back what it gets, in the clear or inside TLS, to one client after the other.</summary>
internal sealed class EchoServer : IDisposable
{
    /// <summary>The name in its certificate.</summary>
    public const string Name = "echo.test";

    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate;
    private readonly CertificateAuthority _authority = CertificateAuthority.Create("Echo CA");
    private readonly bool _tls;
    private readonly SslProtocols _protocols;
    private readonly Task _serving;

    /// <summary>Starts it on a free port.</summary>
    public EchoServer(bool tls = false, SslProtocols protocols = SslProtocols.Tls12 | SslProtocols.Tls13)
    {
        _tls = tls;
        _protocols = protocols;
        _certificate = _authority.IssueServer(Name);
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Its port.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Who signed its certificate, as PEM.</summary>
    public string Authority => _authority.CertificatePem;

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _serving.GetAwaiter().GetResult();
        _stop.Dispose();
        _certificate.Dispose();
        _authority.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await EchoAsync(client.GetStream());
            }
            catch (Exception e) when (e is IOException or AuthenticationException or OperationCanceledException
                or SocketException)
            {
                continue;
            }
        }
    }

    private async Task EchoAsync(Stream stream)
    {
        await using SslStream? tls = _tls ? new SslStream(stream) : null;
        if (tls is not null)
        {
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
            {
                ServerCertificate = _certificate,
                EnabledSslProtocols = _protocols,
            }, _stop.Token);
        }

        Stream wire = tls ?? stream;
        byte[] buffer = new byte[256];
        int count;
        while ((count = await wire.ReadAsync(buffer, _stop.Token)) > 0)
        {
            await wire.WriteAsync(buffer.AsMemory(0, count), _stop.Token);
        }
    }
}

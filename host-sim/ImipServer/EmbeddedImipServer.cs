using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using HostSim.Certs;
using HostSim.ImipServer.Net;

namespace HostSim.ImipServer;

/// <summary>A complete IMIP server inside this process, on 127.0.0.1: certificate authority, domain and
/// listener.</summary>
public sealed class EmbeddedImipServer : IAsyncDisposable
{
    private readonly X509Certificate2 _certificate;
    private ImipListener _listener;

    private EmbeddedImipServer(ImipOptions options, CertificateAuthority authority, int plainPort, int tlsPort)
    {
        Authority = authority;
        Domain = new ImipDomain(options);
        _certificate = authority.IssueServer(options.Service);
        _listener = Listen(plainPort, tlsPort);
    }

    /// <summary>The domain itself; hold <see cref="ImipDomain.Gate"/> around calls to it.</summary>
    public ImipDomain Domain { get; }

    /// <summary>Who signs the server's certificate; what clients pin.</summary>
    public CertificateAuthority Authority { get; }

    /// <summary>The name in the server's certificate.</summary>
    public string Service => Domain.Options.Service;

    /// <summary>The port without TLS, as in 2002.</summary>
    public int PlainPort => _listener.PlainPort;

    /// <summary>The port with TLS from the first byte; not historical.</summary>
    public int TlsPort => _listener.TlsPort;

    /// <summary>Starts a server; port 0 picks a free one.</summary>
    /// <param name="options">What it starts with.</param>
    /// <param name="authorityFolder">Where the certificate authority is kept, or null for one that lives as long as
    /// the server.</param>
    /// <param name="plainPort">The port without TLS.</param>
    /// <param name="tlsPort">The port with TLS.</param>
    /// <exception cref="System.Net.Sockets.SocketException">A port is taken.</exception>
    public static EmbeddedImipServer Start(
        ImipOptions options, string? authorityFolder = null, int plainPort = 0, int tlsPort = 0)
    {
        CertificateAuthority authority = authorityFolder is null
            ? CertificateAuthority.Create("Simulator CA")
            : CertificateAuthority.LoadOrCreate(authorityFolder, "Simulator CA");
        try
        {
            return new EmbeddedImipServer(options, authority, plainPort, tlsPort);
        }
        catch
        {
            authority.Dispose();
            throw;
        }
    }

    /// <summary>Adds an account.</summary>
    /// <exception cref="ArgumentException">The name is taken or cannot stand in a block.</exception>
    public void AddAccount(string user, string password)
    {
        lock (Domain.Gate)
        {
            Domain.AddAccount(user, password);
        }
    }

    /// <summary>Changes a password and ends the user's session with DISC.</summary>
    public void SetPassword(string user, string password)
    {
        lock (Domain.Gate)
        {
            Domain.SetPassword(user, password);
            Domain.Kick(user);
        }
    }

    /// <summary>Says goodbye to everybody and listens anew, on the same ports.</summary>
    public async Task RestartAsync()
    {
        (int plainPort, int tlsPort) = (PlainPort, TlsPort);
        await _listener.DisposeAsync();
        _listener = Listen(plainPort, tlsPort);
    }

    /// <summary>Makes two accounts see each other.</summary>
    public void Befriend(string user, string other)
    {
        lock (Domain.Gate)
        {
            Domain.Befriend(user, other);
        }
    }

    /// <summary>Resets the connection of a user; returns how many there were.</summary>
    public int Cut(string user) => _listener.Cut(user);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        _certificate.Dispose();
        Authority.Dispose();
    }

    private ImipListener Listen(int plainPort, int tlsPort) => new(Domain, new SslServerAuthenticationOptions
    {
        ServerCertificateContext = SslStreamCertificateContext.Create(_certificate, [], offline: true),
    }, plainPort, tlsPort);
}

using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using HostSim.Certs;

namespace HostSim.XmppServer.Net;

/// <summary>
/// TLS as the listener does it: one certificate, TLS 1.2 and 1.3, client certificates of the same authority.
/// </summary>
internal sealed class ServerCertificate : IDisposable
{
    private readonly X509Certificate2 _leaf;
    private readonly X509Certificate2 _authority;
    private readonly SslServerAuthenticationOptions _options;

    public ServerCertificate(CertificateAuthority authority, string domain, SslProtocols protocols)
    {
        _leaf = authority.IssueServer(domain);
        _authority = X509CertificateLoader.LoadCertificate(authority.Certificate.RawData);
        _options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(_leaf, [_authority], offline: true),
            EnabledSslProtocols = protocols,
            ClientCertificateRequired = true,
            RemoteCertificateValidationCallback = (_, certificate, _, _) => Acceptable(certificate),
        };
    }

    /// <summary>Does the server's side of the handshake; throws what SslStream throws.</summary>
    public async Task<SslStream> HandshakeAsync(Stream plain, CancellationToken cancel)
    {
        SslStream stream = new(plain, leaveInnerStreamOpen: false);
        try
        {
            await stream.AuthenticateAsServerAsync(_options, cancel);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    /// <summary>JIDs of the client's certificate; without one, none.</summary>
    public static IReadOnlyList<string> ClientJids(SslStream stream)
    {
        using X509Certificate2? certificate = stream.RemoteCertificate is null
            ? null
            : X509CertificateLoader.LoadCertificate(stream.RemoteCertificate.GetRawCertData());
        return certificate is null ? [] : XmppAddress.Read(certificate);
    }

    public void Dispose()
    {
        _leaf.Dispose();
        _authority.Dispose();
    }

    // No certificate is fine, for passwords remain; a foreign one is not.
    private bool Acceptable(X509Certificate? certificate)
    {
        if (certificate is null)
        {
            return true;
        }

        using X509Certificate2 leaf = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(leaf);
    }
}

using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HostSim.Network;

/// <summary>Which certificate authorities a client believes: exactly the given ones, or those of the system.</summary>
public sealed class Trust
{
    private readonly X509Certificate2Collection? _roots;

    private Trust(X509Certificate2Collection? roots)
    {
        _roots = roots;
    }

    /// <summary>Believes what the operating system believes.</summary>
    public static Trust System { get; } = new(null);

    /// <summary>Believes this authority alone.</summary>
    public static Trust Only(X509Certificate2 root) => new([root]);

    /// <summary>Believes the authorities in a PEM file alone.</summary>
    /// <exception cref="InvalidDataException">The file holds no certificate.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static Trust FromFile(string path)
    {
        X509Certificate2Collection roots = [];
        string pem = File.ReadAllText(path);
        try
        {
            roots.ImportFromPem(pem);
        }
        catch (CryptographicException e)
        {
            throw new InvalidDataException($"{path} is no PEM certificate", e);
        }

        return roots.Count > 0 ? new Trust(roots) : throw new InvalidDataException($"{path} holds no PEM certificate");
    }

    /// <summary>How to start TLS as a client of the server called <paramref name="name"/>: TLS 1.2 or 1.3, the
    /// certificate must carry that name (RFC 6125), no session is resumed because the device resumes none.</summary>
    public SslClientAuthenticationOptions Client(string name, X509Certificate2? identity = null)
    {
        SslClientAuthenticationOptions options = new()
        {
            TargetHost = name,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            AllowTlsResume = false,
        };
        if (identity is not null)
        {
            options.ClientCertificates = [identity];
        }

        if (_roots is not null)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(_roots);
        }

        return options;
    }
}

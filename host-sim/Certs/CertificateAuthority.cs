using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HostSim.Certs;

/// <summary>
/// A certificate authority of our own, on P-256: what devices pin instead of trusting the world. It makes server and
/// client certificates that strict peers accept.
/// </summary>
public sealed class CertificateAuthority : IDisposable
{
    /// <summary>The authority's certificate inside a folder.</summary>
    public const string CertificateFile = "ca.pem";

    /// <summary>The authority's private key inside a folder, readable for its owner only.</summary>
    public const string KeyFile = "ca-key.pem";

    private const int AuthorityYears = 10;

    // Apple and others refuse server certificates that last longer than 825 days, public ones longer than 398.
    private static readonly TimeSpan LeafLifetime = TimeSpan.FromDays(397);

    // A device without a battery clock may be a little behind.
    private static readonly TimeSpan Backdating = TimeSpan.FromDays(1);
    private static readonly Oid ServerAuth = new("1.3.6.1.5.5.7.3.1");
    private static readonly Oid ClientAuth = new("1.3.6.1.5.5.7.3.2");

    private readonly TimeProvider _clock;

    private CertificateAuthority(X509Certificate2 certificate, TimeProvider clock)
    {
        Certificate = certificate;
        _clock = clock;
    }

    /// <summary>The authority's certificate with its private key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The authority's certificate alone, as PEM: what a client pins.</summary>
    public string CertificatePem => Certificate.ExportCertificatePem();

    /// <summary>Makes a new authority.</summary>
    public static CertificateAuthority Create(string name, TimeProvider? clock = null)
    {
        TimeProvider time = clock ?? TimeProvider.System;
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(Name(name), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign,
            true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        DateTimeOffset now = time.GetUtcNow();
        using X509Certificate2 made = request.CreateSelfSigned(now - Backdating, now.AddYears(AuthorityYears));
        return new CertificateAuthority(Usable(made), time);
    }

    /// <summary>Reads an authority from PEM; throws CryptographicException if certificate and key do not fit.</summary>
    public static CertificateAuthority Import(string certificatePem, string keyPem, TimeProvider? clock = null)
    {
        using X509Certificate2 pair = X509Certificate2.CreateFromPem(certificatePem, keyPem);
        return new CertificateAuthority(Usable(pair), clock ?? TimeProvider.System);
    }

    /// <summary>The authority kept in a folder, or a new one that is put there.</summary>
    public static CertificateAuthority LoadOrCreate(string folder, string name, TimeProvider? clock = null)
    {
        string certificate = Path.Combine(folder, CertificateFile);
        string key = Path.Combine(folder, KeyFile);
        if (File.Exists(certificate) && File.Exists(key))
        {
            return Import(File.ReadAllText(certificate), File.ReadAllText(key), clock);
        }

        CertificateAuthority authority = Create(name, clock);
        Directory.CreateDirectory(folder);
        WriteSecret(key, authority.ExportKeyPem());
        File.WriteAllText(certificate, authority.CertificatePem);
        return authority;
    }

    /// <summary>The private key as PEM.</summary>
    public string ExportKeyPem()
    {
        using ECDsa key = Certificate.GetECDsaPrivateKey()!;
        return key.ExportPkcs8PrivateKeyPem();
    }

    /// <summary>A server certificate for a domain, everything below it, localhost and 127.0.0.1.</summary>
    public X509Certificate2 IssueServer(string domain)
    {
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(domain);
        names.AddDnsName("*." + domain);
        if (domain != "localhost")
        {
            names.AddDnsName("localhost");
        }

        names.AddIpAddress(IPAddress.Loopback);
        return Issue(domain, ServerAuth, names.Build());
    }

    /// <summary>A client certificate that proves a bare JID to SASL EXTERNAL.</summary>
    public X509Certificate2 IssueClient(string jid) => Issue(jid, ClientAuth, XmppAddress.Extension(jid));

    /// <summary>A client certificate that stands for a device: its common name is the device's id.</summary>
    public X509Certificate2 IssueDevice(string device) => Issue(device, ClientAuth, null);

    /// <summary>The same for a key that stays where it is: from a certificate request of RFC 2986, of which only the
    /// key counts. Throws CryptographicException if it is none or its signature is wrong.</summary>
    public X509Certificate2 IssueDevice(string device, string requestPem)
    {
        CertificateRequest sent = CertificateRequest.LoadSigningRequestPem(
            requestPem, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.Default);
        return Sign(new CertificateRequest(Name(device), sent.PublicKey, HashAlgorithmName.SHA256), ClientAuth, null);
    }

    /// <inheritdoc/>
    public void Dispose() => Certificate.Dispose();

    private X509Certificate2 Issue(string name, Oid usage, X509Extension? alternativeNames)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(Name(name), key, HashAlgorithmName.SHA256);
        using X509Certificate2 bare = Sign(request, usage, alternativeNames);
        using X509Certificate2 made = bare.CopyWithPrivateKey(key);
        return Usable(made);
    }

    private X509Certificate2 Sign(CertificateRequest request, Oid usage, X509Extension? alternativeNames)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([usage], false));
        if (alternativeNames is not null)
        {
            request.CertificateExtensions.Add(alternativeNames);
        }

        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Certificate, true, false));
        DateTimeOffset now = _clock.GetUtcNow();
        DateTimeOffset last = new(Certificate.NotAfter.ToUniversalTime());
        DateTimeOffset until = now + LeafLifetime < last ? now + LeafLifetime : last;

        // The authority's key signs, whatever key the request brings.
        using ECDsa signer = Certificate.GetECDsaPrivateKey()!;
        return request.Create(Certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(signer), now - Backdating,
            until, Serial());
    }

    // RFC 5280 §4.1.2.2: positive and at most 20 octets.
    private static byte[] Serial()
    {
        byte[] serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
        return serial;
    }

    private static X500DistinguishedName Name(string name)
    {
        X500DistinguishedNameBuilder builder = new();
        builder.AddCommonName(name);
        return builder.Build();
    }

    // Windows' TLS refuses keys that exist only in memory; a round trip through PKCS#12 gives it one it can open.
    private static X509Certificate2 Usable(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(
            certificate.Export(X509ContentType.Pkcs12),
            null,
            X509KeyStorageFlags.Exportable);

    private static void WriteSecret(string path, string text)
    {
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using StreamWriter writer = new(path, System.Text.Encoding.ASCII, options);
        writer.Write(text);
    }
}

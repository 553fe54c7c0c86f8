using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tests.Integration.Servers;

/// <summary>A certificate authority for one test run: P-256 keys, valid for two days, nothing kept.</summary>
internal sealed class TestAuthority : IDisposable
{
    private const string SubjectAlternativeName = "2.5.29.17";
    private const string XmppAddress = "1.3.6.1.5.5.7.8.5";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Makes a new authority.</summary>
    public TestAuthority(string name)
    {
        CertificateRequest request = new($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        Certificate = request.CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
    }

    /// <summary>The root, as devices and peers pin it.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Writes <c>ca.crt</c>, <c>server.crt</c>, <c>server.key</c> and <c>server.pem</c> for iot.test and all
    /// below it.</summary>
    public void WriteServerFiles(string folder)
    {
        using X509Certificate2 server = Issue(
            LocalServer.Domain,
            ServerAuthentication,
            names =>
            {
                names.WriteCharacterString(
                    UniversalTagNumber.IA5String, LocalServer.Domain, new Asn1Tag(TagClass.ContextSpecific, 2));
                names.WriteCharacterString(
                    UniversalTagNumber.IA5String, $"*.{LocalServer.Domain}", new Asn1Tag(TagClass.ContextSpecific, 2));
            });
        string certificate = server.ExportCertificatePem() + "\n";
        string key = server.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem() + "\n";
        File.WriteAllText(Path.Combine(folder, "ca.crt"), Certificate.ExportCertificatePem() + "\n");
        File.WriteAllText(Path.Combine(folder, "server.crt"), certificate);
        File.WriteAllText(Path.Combine(folder, "server.key"), key);
        File.WriteAllText(Path.Combine(folder, "server.pem"), certificate + key);
    }

    /// <summary>A client certificate that names a JID as xmppAddr (RFC 6120 section 13.7.1.4), with its key.</summary>
    public X509Certificate2 ForClient(string jid) => Issue(
        jid,
        ClientAuthentication,
        names =>
        {
            using (names.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
            {
                names.WriteObjectIdentifier(XmppAddress);
                using (names.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
                {
                    names.WriteCharacterString(UniversalTagNumber.UTF8String, jid);
                }
            }
        });

    /// <summary>Forgets the keys.</summary>
    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
    }

    private X509Certificate2 Issue(string commonName, string usage, Action<AsnWriter> writeNames)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={commonName}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, false));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        AsnWriter names = new(AsnEncodingRules.DER);
        using (names.PushSequence())
        {
            writeNames(names);
        }

        request.CertificateExtensions.Add(new X509Extension(SubjectAlternativeName, names.Encode(), false));
        using X509Certificate2 certificate = request.Create(
            Certificate, Certificate.NotBefore, Certificate.NotAfter, RandomNumberGenerator.GetBytes(12));
        using X509Certificate2 withKey = certificate.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }
}

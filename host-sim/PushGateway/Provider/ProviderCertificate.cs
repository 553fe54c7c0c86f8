using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HostSim.PushGateway.Provider;

/// <summary>A provider's client certificate: its subject's user id names the topic, its extensions the
/// environment.</summary>
/// <remarks>
/// <code>
/// subject  UID (0.9.2342.19200300.100.1.1) = topic, may come several times
/// 1.2.840.113635.100.6.3.1   for development
/// 1.2.840.113635.100.6.3.2   for production
/// </code>
/// It needs no authority: the gateway knows each by its SHA-256, and TLS proves that the other side has the key.
/// </remarks>
public static class ProviderCertificate
{
    private const string UserId = "0.9.2342.19200300.100.1.1";
    private const string ForDevelopment = "1.2.840.113635.100.6.3.1";
    private const string ForProduction = "1.2.840.113635.100.6.3.2";

    // Libraries that read the certificate themselves know RSA only; 2048 bits are what RFC 9325 §4.2.1 asks for.
    private const int KeyBits = 2048;

    private const int LifetimeDays = 397;
    private static readonly byte[] AsnNull = [5, 0];
    private static readonly Oid ClientAuth = new("1.3.6.1.5.5.7.3.2");

    /// <summary>The topics that the subject names; empty if it names none.</summary>
    public static IReadOnlyList<string> Topics(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        try
        {
            return [.. certificate.SubjectName.EnumerateRelativeDistinguishedNames()
                .Where(part => !part.HasMultipleElements && part.GetSingleElementType().Value == UserId)
                .Select(part => part.GetSingleElementValue())
                .OfType<string>()];
        }
        catch (CryptographicException)
        {
            // A subject that cannot be read names nobody.
            return [];
        }
    }

    /// <summary>Where it may be used: <c>development</c>, <c>production</c>, both, or empty if it does not
    /// say.</summary>
    public static IReadOnlyList<string> Environments(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        List<string> found = [];
        foreach (X509Extension extension in certificate.Extensions)
        {
            if (extension.Oid?.Value is ForDevelopment or ForProduction)
            {
                found.Add(extension.Oid.Value == ForDevelopment ? "development" : "production");
            }
        }

        return found;
    }

    /// <summary>Makes a self-signed certificate with its key for one topic, for both environments.</summary>
    public static X509Certificate2 Create(string topic, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        using RSA key = RSA.Create(KeyBits);
        X500DistinguishedNameBuilder name = new();
        name.Add(new Oid(UserId), topic);
        name.AddCommonName($"Push Services: {topic}");
        CertificateRequest request = new(name.Build(), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([ClientAuth], false));
        request.CertificateExtensions.Add(new X509Extension(ForDevelopment, AsnNull, critical: false));
        request.CertificateExtensions.Add(new X509Extension(ForProduction, AsnNull, critical: false));
        DateTimeOffset now = clock.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(LifetimeDays));
    }
}

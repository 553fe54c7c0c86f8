using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HostSim.PushGateway.Provider;

/// <summary>What a provider's certificate says, read once for all requests of a connection: reading it again for each
/// push would take longer than the push. Safe for threads.</summary>
public sealed class CertificateClaims(X509Certificate2 certificate)
{
    private ProviderIdentity? _identity;

    /// <summary>Good from here on.</summary>
    public DateTimeOffset NotBefore { get; } = certificate.NotBefore;

    /// <summary>Good up to here.</summary>
    public DateTimeOffset NotAfter { get; } = certificate.NotAfter;

    /// <summary>Its SHA-256 in hexadecimal.</summary>
    public string Sha256 { get; } = certificate.GetCertHashString(HashAlgorithmName.SHA256);

    /// <summary>The topics that the subject names; empty if it names none.</summary>
    public IReadOnlyList<string> Topics { get; } = ProviderCertificate.Topics(certificate);

    /// <summary>Where it may be used; empty if it does not say.</summary>
    public IReadOnlyList<string> Environments { get; } = ProviderCertificate.Environments(certificate);

    /// <summary>Who it stands for, by this entry of the file; null if they have no topic in common.</summary>
    public ProviderIdentity? Identity(ProviderEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ProviderIdentity? known = Volatile.Read(ref _identity);
        if (ReferenceEquals(known?.Credential, entry))
        {
            return known;
        }

        TopicSet configured = new(entry.Topics);
        string[] topics = [.. Topics.Where(configured.Allows)];
        ProviderIdentity? made = topics.Length == 0 ? null
            : new ProviderIdentity($"cert:{topics[0]}", new TopicSet(topics), topics.Length == 1 ? topics[0] : null)
            {
                Credential = entry,
            };
        Volatile.Write(ref _identity, made);
        return made;
    }
}

using System.Security.Cryptography;

namespace HostSim.PushGateway.Provider;

/// <summary>A key that signs provider tokens: ECDSA on P-256 with SHA-256 (RFC 7518 §3.4).</summary>
public sealed class ProviderKey
{
    private const int KeyBits = 256;
    private const string P256 = "1.2.840.10045.3.1.7";

    // One object of the platform's cryptography is not promised to serve two threads at once.
    private readonly Lock _gate = new();
    private readonly ECDsa _key;

    /// <summary>The key of an entry that has one.</summary>
    /// <exception cref="CryptographicException">It is no key on P-256.</exception>
    public ProviderKey(ProviderEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        Id = entry.Key!;
        Team = entry.Team!;
        Topics = new TopicSet(entry.Topics);
        Environment = entry.Environment;
        PublicKey = entry.PublicKey!;
        _key = Import(PublicKey);
        Identity = new ProviderIdentity($"{Team}/{Id}", Topics) { Credential = this };
    }

    /// <summary>Its id, the token's <c>kid</c>.</summary>
    public string Id { get; }

    /// <summary>Whose it is, the token's <c>iss</c>.</summary>
    public string Team { get; }

    /// <summary>What its owner may push to.</summary>
    public TopicSet Topics { get; }

    /// <summary>Where it may be used; null for everywhere.</summary>
    public string? Environment { get; }

    /// <summary>The key as PEM, as it was configured.</summary>
    public string PublicKey { get; }

    /// <summary>Who is behind a token of this key.</summary>
    public ProviderIdentity Identity { get; }

    /// <summary>True if this key signed the token.</summary>
    public bool Signed(ProviderToken token)
    {
        ArgumentNullException.ThrowIfNull(token);
        lock (_gate)
        {
            return _key.VerifyData(
                token.Signed.Span,
                token.Signature.Span,
                HashAlgorithmName.SHA256,
                DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }

    /// <summary>Reads a public key from PEM.</summary>
    /// <exception cref="CryptographicException">It is none on P-256.</exception>
    /// <exception cref="ArgumentException">It is no PEM.</exception>
    public static ECDsa Import(string pem)
    {
        ECDsa key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            bool fits = key.KeySize == KeyBits && key.ExportParameters(false).Curve.Oid.Value == P256;
            return fits ? key : throw new CryptographicException("the key is not on P-256");
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }
}

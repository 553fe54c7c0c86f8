using System.Security.Cryptography.X509Certificates;

namespace HostSim.PushGateway.Provider;

/// <summary>Finds out who makes a request: by the token in its header or, without one, by the client certificate of
/// its connection.</summary>
/// <remarks>
/// <code>
/// authorization: bearer {token}    ES256 by a known key, not older than an hour
/// no authorization                 client certificate, one of those in the file, in date, subject UID = topic
/// </code>
/// </remarks>
public sealed class ProviderLogin(ProviderRegistry registry, TimeProvider clock, string? environment)
{
    private const string Scheme = "bearer ";

    /// <summary>Age up to which a token is good, in seconds.</summary>
    public const long MaxAgeSeconds = 60 * 60;

    // Two machines that both keep time may still differ by this much.
    private const long MaxAheadSeconds = 5 * 60;

    /// <summary>Who it is.</summary>
    /// <exception cref="ProviderRefusal">Nobody who may do anything here.</exception>
    public ProviderIdentity Identify(
        IHeaderDictionary headers, X509Certificate2? certificate, ProviderConnection connection)
    {
        string? authorization = PushHeaders.One(headers, "authorization");
        if (authorization is null)
        {
            return certificate is null
                ? throw new ProviderRefusal(ApnsReason.MissingProviderToken)
                : ByCertificate(certificate, connection);
        }

        string text = authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? authorization[Scheme.Length..].Trim()
            : throw new ProviderRefusal(ApnsReason.InvalidProviderToken);
        return ByToken(text, connection);
    }

    /// <summary>True while the key or the certificate is still in the file, unchanged.</summary>
    public bool IsWelcome(ProviderIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return identity.Credential switch
        {
            ProviderKey key => registry.Key(key.Id)?.PublicKey == key.PublicKey,
            ProviderEntry entry => registry.Certificate(entry.Certificate!) is not null,
            _ => false,
        };
    }

    private ProviderIdentity ByToken(string text, ProviderConnection connection)
    {
        (ProviderToken Token, ProviderKey Key)? known = connection.Known(text);
        (ProviderToken token, ProviderKey key) = known ?? Verify(text);
        ProviderKey? today = registry.Key(token.KeyId);
        if (today is null || today.PublicKey != key.PublicKey)
        {
            // It was good when this connection showed it first, and was taken out of the file since.
            throw new ProviderRefusal(ApnsReason.InvalidProviderToken);
        }

        long now = clock.GetUtcNow().ToUnixTimeSeconds();
        if (token.IssuedAt > now + MaxAheadSeconds)
        {
            throw new ProviderRefusal(ApnsReason.InvalidProviderToken);
        }

        if (token.IssuedAt < now - MaxAgeSeconds)
        {
            throw new ProviderRefusal(ApnsReason.ExpiredProviderToken);
        }

        if (IsElsewhere(today.Environment))
        {
            throw new ProviderRefusal(ApnsReason.BadEnvironmentKeyIdInToken);
        }

        return known is null && connection.Accept(text, token, today) is { } reason
            ? throw new ProviderRefusal(reason)
            : today.Identity;
    }

    private (ProviderToken Token, ProviderKey Key) Verify(string text) =>
        ProviderToken.Parse(text) is { } token && registry.Key(token.KeyId) is { } key && key.Team == token.TeamId
        && key.Signed(token)
            ? (token, key)
            : throw new ProviderRefusal(ApnsReason.InvalidProviderToken);

    private ProviderIdentity ByCertificate(X509Certificate2 certificate, ProviderConnection connection)
    {
        CertificateClaims claims = connection.Claims(certificate);
        DateTimeOffset now = clock.GetUtcNow();
        bool isInDate = now >= claims.NotBefore && now <= claims.NotAfter;
        if (!isInDate || claims.Topics.Count == 0 || registry.Certificate(claims.Sha256) is not { } entry)
        {
            throw new ProviderRefusal(ApnsReason.BadCertificate);
        }

        if (IsElsewhere(entry.Environment)
            || (environment is not null && claims.Environments.Count > 0 && !claims.Environments.Contains(environment)))
        {
            throw new ProviderRefusal(ApnsReason.BadCertificateEnvironment);
        }

        return claims.Identity(entry) ?? throw new ProviderRefusal(ApnsReason.BadCertificate);
    }

    private bool IsElsewhere(string? where) => where is not null && environment is not null && where != environment;
}

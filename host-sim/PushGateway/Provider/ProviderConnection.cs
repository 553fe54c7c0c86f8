using System.Security.Cryptography.X509Certificates;

namespace HostSim.PushGateway.Provider;

/// <summary>What one connection of a provider has shown so far. Its requests run at once, so every member
/// locks.</summary>
/// <remarks>
/// <code>
/// fresh  -- first good token -->  bound to its team and topics
/// bound  -- same token                        good, until it is an hour old
/// bound  -- token made 20 minutes later       good, takes the place of the oldest known
/// bound  -- token made sooner                 TooManyProviderTokenUpdates
/// bound  -- key of another team               InvalidProviderToken
/// bound  -- key of the team with other topics UnrelatedKeyIdInToken
/// </code>
/// Apple, "Establishing a token-based connection to APNs": refresh at most every 20 minutes, at least every hour.
/// </remarks>
public sealed class ProviderConnection(Action cut)
{
    /// <summary>Refused credentials after which a connection is cut: a client with a wrong clock notices after one, and
    /// each costs us a signature check.</summary>
    public const int MostRefusals = 64;

    private const long UpdateSeconds = 20 * 60;

    // Tokens live an hour and come 20 minutes apart: more than four are never good at once.
    private const int MostTokens = 4;

    private readonly Lock _gate = new();
    private readonly Queue<(string Text, ProviderToken Token, ProviderKey Key)> _known = new(MostTokens);
    private ProviderKey? _first;
    private CertificateClaims? _claims;
    private long _newest;
    private int _refusals;

    /// <summary>What the client certificate of this connection says.</summary>
    public CertificateClaims Claims(X509Certificate2 certificate)
    {
        lock (_gate)
        {
            return _claims ??= new CertificateClaims(certificate);
        }
    }

    /// <summary>A token that was good before on this connection, so that its signature is checked once; null if it
    /// is new.</summary>
    public (ProviderToken Token, ProviderKey Key)? Known(string text)
    {
        lock (_gate)
        {
            foreach ((string knownText, ProviderToken token, ProviderKey key) in _known)
            {
                if (knownText == text)
                {
                    return (token, key);
                }
            }

            return null;
        }
    }

    /// <summary>Takes note of a token whose signature is good; null, or why it is none on this connection.</summary>
    public ApnsReason? Accept(string text, ProviderToken token, ProviderKey key)
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(key);
        lock (_gate)
        {
            if (_known.Any(known => known.Text == text))
            {
                return null;
            }

            ApnsReason? reason = _first is null ? null : Compare(_first, token, key);
            if (reason is not null)
            {
                return reason;
            }

            _first ??= key;
            _newest = token.IssuedAt;
            if (_known.Count == MostTokens)
            {
                _known.Dequeue();
            }

            _known.Enqueue((text, token, key));
            return null;
        }
    }

    /// <summary>Counts a refusal of credentials; true if the connection has had its share and was cut.</summary>
    public bool Refuse()
    {
        if (Interlocked.Increment(ref _refusals) < MostRefusals)
        {
            return false;
        }

        cut();
        return true;
    }

    private ApnsReason? Compare(ProviderKey first, ProviderToken token, ProviderKey key)
    {
        if (key.Team != first.Team)
        {
            return ApnsReason.InvalidProviderToken;
        }

        if (!key.Topics.SameAs(first.Topics))
        {
            return ApnsReason.UnrelatedKeyIdInToken;
        }

        return token.IssuedAt < _newest + UpdateSeconds ? ApnsReason.TooManyProviderTokenUpdates : null;
    }
}

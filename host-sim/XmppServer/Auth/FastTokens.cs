using System.Security.Cryptography;
using System.Text;

namespace HostSim.XmppServer.Auth;

/// <summary>One token of XEP-0484, bound to one installation of a client.</summary>
internal sealed class FastToken(string client, string secret, DateTimeOffset issued, DateTimeOffset expires)
{
    public string Client { get; } = client;

    public string Secret { get; } = secret;

    public DateTimeOffset Issued { get; } = issued;

    public DateTimeOffset Expires { get; } = expires;

    /// <summary>The highest count seen, or -1: a replayed 0-RTT login repeats its count (XEP-0484 §3.4).</summary>
    public long LastCount { get; set; } = -1;
}

/// <summary>
/// The tokens of one account. A fresh token does not end the one it replaces until it is used itself, so that a success
/// that never reached the client locks nobody out (XEP-0484 §3.5).
/// </summary>
internal sealed class FastTokens(DomainOptions options)
{
    /// <summary>The one mechanism offered: no channel binding, because not every TLS stack exports one.</summary>
    public const string Mechanism = "HT-SHA-256-NONE";

    private readonly List<FastToken> _tokens = [];

    /// <summary>A new token for the client; of its older ones only the one in use, or the newest, stays good.</summary>
    public FastToken Issue(string client, FastToken? used)
    {
        DateTimeOffset now = options.Clock.GetUtcNow();
        FastToken token =
            new(client, "secret-token:fast-" + options.Entropy.Token(27), now, now + options.TokenLifetime);
        FastToken? kept = used ?? _tokens.FindLast(old => old.Client == client);
        _tokens.RemoveAll(old => old.Expires <= now || (old.Client == client && old != kept));
        if (_tokens.Count >= options.Limits.FastTokensPerAccount)
        {
            _tokens.RemoveAt(0);
        }

        _tokens.Add(token);
        return token;
    }

    /// <summary>The live token whose mark the client presents, or null.</summary>
    public FastToken? Match(string client, ReadOnlySpan<byte> mark)
    {
        DateTimeOffset now = options.Clock.GetUtcNow();
        foreach (FastToken token in _tokens)
        {
            bool fits = CryptographicOperations.FixedTimeEquals(Mark(token, "Initiator"u8), mark);
            if (fits && token.Client == client && token.Expires > now)
            {
                return token;
            }
        }

        return null;
    }

    /// <summary>A used token ends the older ones of the same client.</summary>
    public void Used(FastToken token) =>
        _tokens.RemoveAll(other => other.Client == token.Client && _tokens.IndexOf(other) < _tokens.IndexOf(token));

    /// <summary>Drops the tokens of one client, or of all if null.</summary>
    public void Forget(string? client) => _tokens.RemoveAll(token => client is null || token.Client == client);

    /// <summary>What the server answers so that the client knows it holds the token too.</summary>
    public static byte[] Answer(FastToken token) => Mark(token, "Responder"u8);

    private static byte[] Mark(FastToken token, ReadOnlySpan<byte> role) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(token.Secret), role);
}

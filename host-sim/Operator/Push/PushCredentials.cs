using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace HostSim.Operator.Push;

/// <summary>A provider's key, and the tokens that it signs (ES256, RFC 7518 §3.4): each serves for most of an hour,
/// because the service refuses older ones and such as change more often than every 20 minutes.</summary>
public sealed class PushCredentials : IDisposable
{
    private static readonly TimeSpan RenewAfter = TimeSpan.FromMinutes(50);

    private readonly Lock _gate = new();
    private readonly ECDsa _key = ECDsa.Create();
    private readonly TimeProvider _clock;
    private readonly string _team;
    private readonly string _keyId;
    private string? _token;
    private DateTimeOffset _signed;

    /// <summary>The key of this team with this id.</summary>
    /// <param name="team">The team, as the gateway knows it.</param>
    /// <param name="keyId">The id of the key, as the gateway knows it.</param>
    /// <param name="privateKeyPem">The private key on P-256 as PEM.</param>
    /// <param name="clock">The clock that tokens are dated by.</param>
    /// <exception cref="CryptographicException">It is no key on P-256.</exception>
    /// <exception cref="ArgumentException">It is no PEM.</exception>
    public PushCredentials(string team, string keyId, string privateKeyPem, TimeProvider clock)
    {
        (_team, _keyId, _clock) = (team, keyId, clock);
        try
        {
            _key.ImportFromPem(privateKeyPem);
            _ = _key.KeySize == 256 ? _key.ExportParameters(includePrivateParameters: true) :
                throw new CryptographicException("the key is not on P-256");
        }
        catch
        {
            _key.Dispose();
            throw;
        }
    }

    /// <summary>A token that is good now.</summary>
    public string Token()
    {
        lock (_gate)
        {
            DateTimeOffset now = _clock.GetUtcNow();
            if (_token is null || now - _signed >= RenewAfter)
            {
                (_token, _signed) = (Sign(now), now);
            }

            return _token;
        }
    }

    /// <summary>Makes the next <see cref="Token"/> a new one: the service says that this one is too old.</summary>
    public void Forget(string token)
    {
        lock (_gate)
        {
            _token = _token == token ? null : _token;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    private string Sign(DateTimeOffset now)
    {
        string seconds = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        string header = Encode($"{{\"alg\":\"ES256\",\"kid\":{JsonSerializer.Serialize(_keyId)}}}");
        string claims = Encode($"{{\"iss\":{JsonSerializer.Serialize(_team)},\"iat\":{seconds}}}");
        byte[] signature = _key.SignData(Encoding.ASCII.GetBytes($"{header}.{claims}"), HashAlgorithmName.SHA256);
        return $"{header}.{claims}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}

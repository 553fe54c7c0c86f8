using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace HostSim.PushGateway.Provider;

/// <summary>A provider authentication token, taken apart but not yet believed (RFC 7515 compact form, RFC 7518
/// §3.4).</summary>
/// <remarks>
/// <code>
/// token     = header "." claims "." signature        each base64url, or base64 with padding
/// header    = {"alg":"ES256","kid":key id}           others are ignored, but never "crit"
/// claims    = {"iss":team id,"iat":seconds}          others are ignored
/// signature = r || s, 64 bytes, over "header.claims" as they came
/// </code>
/// One library in use writes padded base64 (RFC 4648 §4) where the standard wants base64url (§5): both are read.
/// </remarks>
public sealed class ProviderToken
{
    /// <summary>Longest token, in characters: real ones have about 200.</summary>
    public const int MaxLength = 2048;

    /// <summary>Length of an ES256 signature, in bytes.</summary>
    public const int SignatureLength = 64;

    private const int MaxNameLength = 64;

    private ProviderToken(string keyId, string teamId, long issuedAt, byte[] signed, byte[] signature)
    {
        KeyId = keyId;
        TeamId = teamId;
        IssuedAt = issuedAt;
        Signed = signed;
        Signature = signature;
    }

    /// <summary>Which key signed it, by its own word.</summary>
    public string KeyId { get; }

    /// <summary>Whose it is, by its own word.</summary>
    public string TeamId { get; }

    /// <summary>When it was made, in seconds since 1970.</summary>
    public long IssuedAt { get; }

    /// <summary>What is signed.</summary>
    public ReadOnlyMemory<byte> Signed { get; }

    /// <summary>The signature, 64 bytes.</summary>
    public ReadOnlyMemory<byte> Signature { get; }

    /// <summary>Takes a token apart; null if it is none, or none that we could verify.</summary>
    public static ProviderToken? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Length <= MaxLength ? text.Split('.') : [];
        if (parts.Length != 3 || Decode(parts[0]) is not { } header || Decode(parts[1]) is not { } claims
            || Decode(parts[2]) is not { Length: SignatureLength } signature)
        {
            return null;
        }

        try
        {
            using JsonDocument head = JsonDocument.Parse(header, Strict);
            using JsonDocument body = JsonDocument.Parse(claims, Strict);
            return Build(head.RootElement, body.RootElement, text[..text.LastIndexOf('.')], signature);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second is how the reader says that an escaped text is no Unicode.
            return null;
        }
    }

    // A token is flat, and a member that comes twice means two things to two readers.
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 4, AllowDuplicateProperties = false };

    private static ProviderToken? Build(JsonElement header, JsonElement claims, string signed, byte[] signature)
    {
        bool usable = header.ValueKind == JsonValueKind.Object && claims.ValueKind == JsonValueKind.Object
            && Text(header, "alg") == "ES256" && !header.TryGetProperty("crit", out _);
        if (usable && Text(header, "kid") is { } keyId && Text(claims, "iss") is { } teamId
            && claims.TryGetProperty("iat", out JsonElement issued) && issued.ValueKind == JsonValueKind.Number
            && issued.TryGetInt64(out long seconds))
        {
            return new ProviderToken(keyId, teamId, seconds, Encoding.ASCII.GetBytes(signed), signature);
        }

        return null;
    }

    private static string? Text(JsonElement from, string name) =>
        from.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 and <= MaxNameLength } text
            ? text
            : null;

    private static byte[]? Decode(string text)
    {
        string url = text.TrimEnd('=').Replace('+', '-').Replace('/', '_');
        int padding = text.Length - url.Length;
        bool isPaddedRight = padding == 0 || (padding <= 2 && text.Length % 4 == 0);
        byte[] bytes = new byte[Base64Url.GetMaxDecodedLength(url.Length)];
        return isPaddedRight && !url.AsSpan().ContainsAny(" \t\r\n") && Base64Url.IsValid(url)
            && Base64Url.TryDecodeFromChars(url, bytes, out int count)
            ? bytes[..count]
            : null;
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HostSim.PushGateway.Upstream;

/// <summary>Proves to a receiver who sent a body, and when:
/// <c>gateway-signature: t={seconds since 1970},v1={hexadecimal}</c> with HMAC-SHA256 (RFC 2104) of
/// <c>{seconds}.{body}</c>. A receiver compares in constant time and refuses what is older than five minutes.</summary>
public static class WebhookSignature
{
    /// <summary>The name of the header.</summary>
    public const string Header = "gateway-signature";

    /// <summary>The value of the header.</summary>
    public static string Sign(byte[] secret, DateTimeOffset now, ReadOnlySpan<byte> body)
    {
        string seconds = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes(seconds), (byte)'.', .. body];
        return $"t={seconds},v1={Convert.ToHexStringLower(HMACSHA256.HashData(secret, signed))}";
    }
}

using System.Security.Cryptography;
using System.Text;

namespace HostSim.ImipServer;

/// <summary>What the body of LOGN must be.</summary>
/// <remarks>
/// <code>
/// imip-hmac-sha256   HMAC-SHA-256, keyed with the password, of "challenge:user"      not historical
/// imip-md5           MD5 of "challenge:user:password"                                the name is, the formula is ours
/// </code>
/// In lower-case hexadecimal digits.
/// </remarks>
public static class LoginProof
{
    /// <summary>The way that is preferred.</summary>
    public const string HmacSha256 = "imip-hmac-sha256";

    /// <summary>The way whose name was recorded.</summary>
    public const string Md5 = "imip-md5";

    /// <summary>True if the proof is what somebody computes who knows the password.</summary>
    public static bool IsGood(string method, string challenge, string user, string password, byte[] proof)
    {
        byte[] digest = method == HmacSha256
            ? HMACSHA256.HashData(Encoding.UTF8.GetBytes(password), Encoding.UTF8.GetBytes($"{challenge}:{user}"))
            : HashMd5($"{challenge}:{user}:{password}");
        byte[] expected = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(digest));
        return CryptographicOperations.FixedTimeEquals(expected, proof);
    }

#pragma warning disable CA5351 // the historical login is MD5 whether we like it or not
    private static byte[] HashMd5(string text) => MD5.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5351
}

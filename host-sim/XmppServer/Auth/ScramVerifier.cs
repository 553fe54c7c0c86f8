using System.Security.Cryptography;
using System.Text;

namespace HostSim.XmppServer.Auth;

/// <summary>
/// What the server keeps of a password for one hash (RFC 5802 §3): StoredKey verifies the client, ServerKey proves the
/// server, and neither gives the password back.
/// </summary>
internal sealed record ScramVerifier(
    HashAlgorithmName Hash,
    byte[] Salt,
    int Iterations,
    byte[] StoredKey,
    byte[] ServerKey)
{
    /// <summary>The hash of a SCRAM mechanism name; false if the name is none.</summary>
    public static bool TryHash(string mechanism, out HashAlgorithmName hash)
    {
        hash = mechanism switch
        {
            "SCRAM-SHA-1" => HashAlgorithmName.SHA1,
            "SCRAM-SHA-256" => HashAlgorithmName.SHA256,
            "SCRAM-SHA-512" => HashAlgorithmName.SHA512,
            _ => default,
        };
        return hash.Name is not null;
    }

    /// <summary>Derives the keys; the password is not kept.</summary>
    public static ScramVerifier Derive(HashAlgorithmName hash, string password, byte[] salt, int iterations)
    {
        int size = HashData(hash, []).Length;
        byte[] salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, iterations, hash, size);
        byte[] clientKey = Hmac(hash, salted, "Client Key"u8);
        return new ScramVerifier(hash, salt, iterations, HashData(hash, clientKey), Hmac(hash, salted, "Server Key"u8));
    }

    /// <summary>True if the password gives the same keys.</summary>
    public bool Matches(string password)
    {
        ScramVerifier other = Derive(Hash, password, Salt, Iterations);
        return CryptographicOperations.FixedTimeEquals(other.StoredKey, StoredKey);
    }

    /// <summary>True if the proof was made with the password, over exactly this exchange.</summary>
    public bool Verifies(byte[] proof, byte[] authMessage)
    {
        byte[] clientKey = Hmac(Hash, StoredKey, authMessage);
        if (proof.Length != clientKey.Length)
        {
            return false;
        }

        for (int i = 0; i < proof.Length; i++)
        {
            clientKey[i] ^= proof[i];
        }

        return CryptographicOperations.FixedTimeEquals(HashData(Hash, clientKey), StoredKey);
    }

    /// <summary>The server's own proof.</summary>
    public byte[] Signature(byte[] authMessage) => Hmac(Hash, ServerKey, authMessage);

    // RFC 5802 prescribes HMAC-SHA-1 for SCRAM-SHA-1; nothing here relies on its collision resistance.
#pragma warning disable CA5350
    private static byte[] Hmac(HashAlgorithmName hash, byte[] key, ReadOnlySpan<byte> data) => hash.Name switch
    {
        "SHA1" => HMACSHA1.HashData(key, data),
        "SHA256" => HMACSHA256.HashData(key, data),
        _ => HMACSHA512.HashData(key, data),
    };

    private static byte[] HashData(HashAlgorithmName hash, byte[] data) => hash.Name switch
    {
        "SHA1" => SHA1.HashData(data),
        "SHA256" => SHA256.HashData(data),
        _ => SHA512.HashData(data),
    };
#pragma warning restore CA5350
}

using System.Security.Cryptography;
using System.Text;

namespace Tests.Server;

/// <summary>The client's half of SCRAM, written down from RFC 5802 for the tests.</summary>
internal sealed class ScramScript(string mechanism, string user, string password)
{
    private readonly HashAlgorithmName _hash = mechanism switch
    {
        "SCRAM-SHA-1" => HashAlgorithmName.SHA1,
        "SCRAM-SHA-512" => HashAlgorithmName.SHA512,
        _ => HashAlgorithmName.SHA256,
    };

    private string _bare = string.Empty;
    private byte[] _signature = [];

    public string First(string nonce = "fyko+d2lbbFgONRv9qkxdawL")
    {
        _bare = $"n={user},r={nonce}";
        return Encode("n,," + _bare);
    }

    public string Final(string challenge)
    {
        string server = Encoding.UTF8.GetString(Convert.FromBase64String(challenge));
        Dictionary<char, string> fields = server.Split(',').ToDictionary(part => part[0], part => part[2..]);
        string withoutProof = $"c=biws,r={fields['r']}";
        byte[] auth = Encoding.UTF8.GetBytes($"{_bare},{server},{withoutProof}");
        int size = Hash([]).Length;
        byte[] salted = Rfc2898DeriveBytes.Pbkdf2(
            Encoding.UTF8.GetBytes(password),
            Convert.FromBase64String(fields['s']),
            int.Parse(fields['i']),
            _hash,
            size);
        byte[] proof = Hmac(salted, "Client Key"u8.ToArray());
        byte[] mask = Hmac(Hash(proof), auth);
        for (int i = 0; i < proof.Length; i++)
        {
            proof[i] ^= mask[i];
        }

        _signature = Hmac(Hmac(salted, "Server Key"u8.ToArray()), auth);
        return Encode($"{withoutProof},p={Convert.ToBase64String(proof)}");
    }

    public void Verify(string success) => Assert.AreEqual(
        "v=" + Convert.ToBase64String(_signature),
        Encoding.UTF8.GetString(Convert.FromBase64String(success)));

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private byte[] Hmac(byte[] key, byte[] data)
    {
        using IncrementalHash hmac = IncrementalHash.CreateHMAC(_hash, key);
        hmac.AppendData(data);
        return hmac.GetHashAndReset();
    }

    private byte[] Hash(byte[] data)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(_hash);
        hash.AppendData(data);
        return hash.GetHashAndReset();
    }
}

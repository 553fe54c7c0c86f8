using System.Security.Cryptography;
using System.Text;

namespace HostSim.Operator;

/// <summary>SCRAM (RFC 5802, RFC 7677) from the client's side, without channel binding.</summary>
/// <remarks>
/// <code>
/// client-first  n,,n=user,r=nonce
/// server-first  r=nonce…,s=salt,i=iterations
/// client-final  c=biws,r=nonce…,p=proof
/// server-final  v=signature
/// </code>
/// </remarks>
internal sealed class ScramClient
{
    // RFC 7677 §4 asks for at least 4,096; more than a million is an attack on our processor.
    private const int MinIterations = 4096;
    private const int MaxIterations = 1_000_000;

    private readonly HashAlgorithmName _hash;
    private readonly string _password;
    private readonly string _nonce;
    private readonly string _clientFirstBare;
    private byte[] _serverSignature = [];

    /// <summary>A login by one of the <see cref="Mechanisms"/>.</summary>
    public ScramClient(string mechanism, string user, string password)
        : this(mechanism, user, password, Convert.ToBase64String(RandomNumberGenerator.GetBytes(18)))
    {
    }

    /// <summary>The same with a chosen nonce, as the examples in the specifications have one.</summary>
    internal ScramClient(string mechanism, string user, string password, string nonce)
    {
        _nonce = nonce;
        _hash = mechanism == Mechanisms[0] ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1;
        _password = password;
        string escaped = user.Replace("=", "=3D", StringComparison.Ordinal)
            .Replace(",", "=2C", StringComparison.Ordinal);
        _clientFirstBare = $"n={escaped},r={_nonce}";
    }

    /// <summary>What it can do, best first.</summary>
    public static IReadOnlyList<string> Mechanisms { get; } = ["SCRAM-SHA-256", "SCRAM-SHA-1"];

    /// <summary>The first message.</summary>
    public string First => "n,," + _clientFirstBare;

    /// <summary>The second message, in answer to the server's first.</summary>
    /// <exception cref="OperatorException">The server's message is wrong or asks for something unsafe.</exception>
    public string Final(string serverFirst)
    {
        Dictionary<char, string> fields = Fields(serverFirst);
        string nonce = fields.GetValueOrDefault('r', "");
        if (!nonce.StartsWith(_nonce, StringComparison.Ordinal) || nonce.Length == _nonce.Length
            || fields.ContainsKey('m'))
        {
            throw new OperatorException("the server's SCRAM challenge is wrong") { IsFinal = true };
        }

        if (!int.TryParse(fields.GetValueOrDefault('i'), out int iterations)
            || iterations is < MinIterations or > MaxIterations)
        {
            throw new OperatorException($"the server asks for {fields.GetValueOrDefault('i')} SCRAM iterations")
            {
                IsFinal = true,
            };
        }

        string withoutProof = $"c=biws,r={nonce}";
        string message = $"{_clientFirstBare},{serverFirst},{withoutProof}";
        return $"{withoutProof},p={Proof(message, FromBase64(fields.GetValueOrDefault('s', "")), iterations)}";
    }

    /// <summary>True if the server proved that it knows the password.</summary>
    public bool IsServerProven(string serverFinal) =>
        _serverSignature.Length > 0
        && CryptographicOperations.FixedTimeEquals(
            _serverSignature, FromBase64(Fields(serverFinal).GetValueOrDefault('v', "")));

    private string Proof(string message, byte[] salt, int iterations)
    {
        byte[] signed = Encoding.UTF8.GetBytes(message);
        byte[] password = Encoding.UTF8.GetBytes(_password);
        int length = _hash == HashAlgorithmName.SHA256 ? SHA256.HashSizeInBytes : SHA1.HashSizeInBytes;
        byte[] salted = Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, _hash, length);
        byte[] clientKey = CryptographicOperations.HmacData(_hash, salted, "Client Key"u8.ToArray());
        byte[] storedKey = CryptographicOperations.HashData(_hash, clientKey);
        byte[] signature = CryptographicOperations.HmacData(_hash, storedKey, signed);
        byte[] serverKey = CryptographicOperations.HmacData(_hash, salted, "Server Key"u8.ToArray());
        _serverSignature = CryptographicOperations.HmacData(_hash, serverKey, signed);
        return Convert.ToBase64String([.. clientKey.Zip(signature, (a, b) => (byte)(a ^ b))]);
    }

    private static Dictionary<char, string> Fields(string message)
    {
        Dictionary<char, string> fields = [];
        foreach (string field in message.Split(','))
        {
            if (field.Length >= 2 && field[1] == '=')
            {
                fields[field[0]] = field[2..];
            }
        }

        return fields;
    }

    private static byte[] FromBase64(string text)
    {
        byte[] bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out int count) ? bytes[..count] : [];
    }
}

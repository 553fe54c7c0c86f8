using System.Security.Cryptography;

namespace HostSim.XmppServer;

/// <summary>The one source of randomness of a domain, so that a seeded run repeats every id, nonce and token.</summary>
public sealed class Entropy
{
    private readonly Random? _seeded;

    private Entropy(Random? seeded) => _seeded = seeded;

    /// <summary>Randomness of the operating system: the only choice for a server that strangers can reach.</summary>
    public static Entropy FromSystem() => new(null);

    /// <summary>A repeatable stream of bytes for tests: the same seed gives the same ids, nonces and tokens.</summary>
    public static Entropy FromSeed(int seed) => new(new Random(seed));

    /// <summary>The next <paramref name="count"/> bytes.</summary>
    public byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        if (_seeded is null)
        {
            RandomNumberGenerator.Fill(bytes);
        }
        else
        {
            _seeded.NextBytes(bytes);
        }

        return bytes;
    }

    /// <summary>A text of letters, digits, '-' and '_' that carries <paramref name="count"/> random bytes.</summary>
    public string Token(int count) => UrlText(Bytes(count));

    internal static string UrlText(byte[] bytes) =>
        Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}

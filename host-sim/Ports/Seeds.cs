using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace HostSim.Ports;

/// <summary>One seed for a whole run, and from it an independent one for each thing that needs chance.</summary>
public static class Seeds
{
    /// <summary>Length of a <see cref="Secret"/> in characters: 128 bits as hexadecimal digits.</summary>
    public const int SecretLength = 32;

    /// <summary>A password that repeats with the seed, and so keeps out only who does not know it.</summary>
    public static string Secret(int seed, string name) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/password/{name}")))[..SecretLength];

    /// <summary>The password of an account that is made for one run: a <see cref="Secret"/> if chance is to repeat, a
    /// random one of the same length if not.</summary>
    public static string Password(int? seed, string name) =>
        seed is int value ? Secret(value, name) : RandomNumberGenerator.GetHexString(SecretLength);

    /// <summary>The seed of the thing called <paramref name="name"/>: the same for the same two, whatever else
    /// runs.</summary>
    public static int Derive(int seed, string name)
    {
        byte[] digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{name}"));
        return BinaryPrimitives.ReadInt32BigEndian(digest) & int.MaxValue;
    }
}

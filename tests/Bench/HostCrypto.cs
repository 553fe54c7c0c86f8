using System.Security.Cryptography;
using Core.Ports;

namespace Tests.Bench;

/// <summary>.NET's cryptography, as the simulator uses it.</summary>
internal sealed class HostCrypto : ICrypto
{
    public void Random(byte[] target) => RandomNumberGenerator.Fill(target);

    public byte[] HmacSha256(byte[] key, byte[] message) => HMACSHA256.HashData(key, message);

    public byte[] HmacSha512(byte[] key, byte[] message) => HMACSHA512.HashData(key, message);
}

/// <summary>A vault that keeps nothing: every login salts its password.</summary>
internal sealed class NoVault : IVault
{
    public int Load(string name, byte[] target) => 0;

    public bool Save(string name, byte[] source, int count) => false;

    public void Erase(string name)
    {
    }
}

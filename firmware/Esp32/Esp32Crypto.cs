using System;
using System.Security.Cryptography;
using Core.Ports;

namespace Esp32;

/// <summary>Cryptography of the chip's firmware. Random bytes come from the hardware generator, which has real entropy
/// while the radio is on; nothing that must be secret is drawn before.</summary>
public sealed class Esp32Crypto : ICrypto
{
    private readonly Random _random = new();

    /// <inheritdoc/>
    public void Random(byte[] target) => _random.NextBytes(target);

    /// <inheritdoc/>
    public byte[] HmacSha256(byte[] key, byte[] message) => HMACSHA256.HashData(key, message);

    /// <inheritdoc/>
    public byte[] HmacSha512(byte[] key, byte[] message) => HMACSHA512.HashData(key, message);
}

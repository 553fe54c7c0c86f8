namespace Core.Ports;

/// <summary>The cryptography that a device has in its firmware. Digests that it lacks are in Core.</summary>
public interface ICrypto
{
    /// <summary>Fills the whole of <paramref name="target"/> with bytes from a cryptographic generator.</summary>
    void Random(byte[] target);

    /// <summary>HMAC-SHA-256 (RFC 2104): 32 bytes, in a new array, because the device's own call makes one.</summary>
    byte[] HmacSha256(byte[] key, byte[] message);

    /// <summary>HMAC-SHA-512 (RFC 2104): 64 bytes, in a new array, because the device's own call makes one.</summary>
    byte[] HmacSha512(byte[] key, byte[] message);
}

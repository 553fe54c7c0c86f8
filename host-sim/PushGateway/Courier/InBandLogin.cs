using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HostSim.Certs;

namespace HostSim.PushGateway.Courier;

/// <summary>
/// Proof of a certificate within the connect, for peers that keep it out of the clear part of TLS.
/// <code>
/// item 0c  certificate, DER
/// item 0d  nonce = 0x00 | milliseconds since 1970 u64 | 8 random bytes
/// item 0e  0x01 0x01 | RSASSA-PKCS1-v1_5 with SHA-1 over the nonce
/// </code>
/// </summary>
public sealed class InBandLogin(CertificateAuthority authority, TimeProvider clock)
{
    private const int NonceSize = 17;
    private const int MinKeyBits = 2048;

    // Published clients sign with the time of the connect; devices' clocks are off by minutes at most.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    // Beyond this many proofs within two times the skew somebody plays; legitimate peers connect once in minutes.
    private const int MaxNonces = 100_000;

    private readonly Dictionary<string, long> _seen = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>Who the peer is; null with a fault if it does not prove it.</summary>
    public PeerIdentity? Prove(
        ReadOnlySpan<byte> certificate, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> signature, out string? fault)
    {
        if (certificate.IsEmpty || nonce.Length != NonceSize || nonce[0] != 0 || signature is not [1, 1, ..])
        {
            fault = "no certificate, nonce or signature in the connect";
            return null;
        }

        long now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        long said = BinaryPrimitives.ReadInt64BigEndian(nonce[1..]);
        if (said < now - Skew.TotalMilliseconds || said > now + Skew.TotalMilliseconds)
        {
            fault = "a nonce of another time";
            return null;
        }

        try
        {
            using X509Certificate2 leaf = X509CertificateLoader.LoadCertificate(certificate);
            fault = Fault(leaf, nonce, signature[2..]) ?? Remember(Convert.ToHexString(nonce), now);
            return fault is null ? DeviceCertificate.Identity(leaf) : null;
        }
        catch (CryptographicException e)
        {
            fault = $"a certificate that cannot be read: {e.Message}";
            return null;
        }
    }

    private string? Fault(X509Certificate2 leaf, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> signature)
    {
        using RSA? key = leaf.GetRSAPublicKey();
        if (key is null || key.KeySize < MinKeyBits)
        {
            return $"a certificate without an RSA key of {MinKeyBits} bits or more";
        }

        if (!DeviceCertificate.IsIssuedBy(authority.Certificate, leaf))
        {
            return "a foreign certificate";
        }

#pragma warning disable CA5350 // the protocol's own choice, which is why this door is closed by default
        bool isGood = key.VerifyData(nonce, signature, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);
#pragma warning restore CA5350
        return isGood ? null : "a signature that is not the certificate's";
    }

    private string? Remember(string nonce, long now)
    {
        while (_order.TryPeek(out string? oldest) && _seen[oldest] < now)
        {
            _seen.Remove(_order.Dequeue());
        }

        if (_seen.ContainsKey(nonce))
        {
            return "a nonce that was used before";
        }

        if (_seen.Count >= MaxNonces)
        {
            return "too many connects with certificates";
        }

        _seen[nonce] = now + (long)(2 * Skew.TotalMilliseconds);
        _order.Enqueue(nonce);
        return null;
    }
}

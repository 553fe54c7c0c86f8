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
    private const int MaxPerCertificate = 200;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Queue<(string Nonce, string Certificate, long UntilMs)> _order = new();

    // What was used before the start is not known any more, so nothing from then is good.
    private readonly long _startedMs = clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Who the peer is; null with a fault if it does not prove it. Needs no gate: it takes a while, and
    /// strangers may ask for it.</summary>
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
        if (said < Math.Max(_startedMs, now - Skew.TotalMilliseconds) || said > now + Skew.TotalMilliseconds)
        {
            fault = "a nonce of another time";
            return null;
        }

        try
        {
            using X509Certificate2 leaf = X509CertificateLoader.LoadCertificate(certificate);
            PeerIdentity peer = DeviceCertificate.Identity(leaf);
            fault = Fault(leaf, nonce, signature[2..]) ?? Remember(Convert.ToHexString(nonce), peer.Certificate, now);
            return fault is null ? peer : null;
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

    private string? Remember(string nonce, string certificate, long now)
    {
        lock (_gate)
        {
            ForgetBefore(now);
            int count = _counts.GetValueOrDefault(certificate);
            if (count >= MaxPerCertificate || _seen.Count >= MaxNonces)
            {
                return "too many connects with " + (count >= MaxPerCertificate ? "this certificate" : "certificates");
            }

            if (!_seen.Add(nonce))
            {
                return "a nonce that was used before";
            }

            _counts[certificate] = count + 1;
            _order.Enqueue((nonce, certificate, now + (long)(2 * Skew.TotalMilliseconds)));
            return null;
        }
    }

    private void ForgetBefore(long now)
    {
        while (_order.TryPeek(out (string Nonce, string Certificate, long UntilMs) oldest) && oldest.UntilMs < now)
        {
            _order.Dequeue();
            _seen.Remove(oldest.Nonce);
            if (--_counts[oldest.Certificate] == 0)
            {
                _counts.Remove(oldest.Certificate);
            }
        }
    }
}

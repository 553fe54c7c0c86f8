using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tests.NanoShim.World;

/// <summary>What a handshake is asked for.</summary>
/// <param name="Host">Name for SNI, and what the certificate must carry.</param>
/// <param name="Protocols">Bits as in <see cref="SslProtocols"/>; zero is TLS 1.3 alone.</param>
/// <param name="Verifies">The peer's certificate is checked.</param>
/// <param name="Authority">PEM of the one authority that is believed; null for none.</param>
/// <param name="Identity">The device's own certificate and key in PEM; null for none.</param>
public sealed record HandshakeWish(string Host, int Protocols, bool Verifies, string? Authority, string? Identity);

/// <summary>A connection in memory, which nobody can overhear: it is told that TLS is up, and stays as it is.</summary>
public interface ISecurable
{
    /// <summary>The handshake is done.</summary>
    void Secure();
}

/// <summary>TLS as the chip does it: no limit of time, no session kept, one authority, dates by the chip's own
/// clock.</summary>
public sealed class Handshakes
{
    private long _freezeMs;

    /// <summary>Handshakes that were begun.</summary>
    public int Begun { get; private set; }

    /// <summary>Newer firmware throws CryptographicException where older threw SocketException.</summary>
    public bool ThrowsCryptographic { get; set; } = true;

    /// <summary>Stretches the next handshake by this much of the device's time, in which nothing else on the device
    /// moves.</summary>
    public void FreezeNext(TimeSpan time) => Interlocked.Exchange(ref _freezeMs, (long)time.TotalMilliseconds);

    /// <summary>Does one.</summary>
    internal Stream Shake(Boot boot, WireStream raw, HandshakeWish wish)
    {
        Begun++;
        long freezeMs = Interlocked.Exchange(ref _freezeMs, 0);
        if (freezeMs > 0)
        {
            boot.Sleep(freezeMs);
        }

        if (raw.Outside is ISecurable memory)
        {
            memory.Secure();
            return raw;
        }

        SslStream tls = new(raw, leaveInnerStreamOpen: false);
        try
        {
            tls.AuthenticateAsClient(Options(boot, wish));
            return tls;
        }
        catch (Exception e) when (e is AuthenticationException or IOException or CryptographicException
            or ObjectDisposedException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            boot.Pass();
            throw new WireException(WireFault.Handshake, e);
        }
    }

    private static SslClientAuthenticationOptions Options(Boot boot, HandshakeWish wish)
    {
        SslClientAuthenticationOptions options = new()
        {
            TargetHost = wish.Host,
            EnabledSslProtocols = wish.Protocols == 0 ? SslProtocols.Tls13 : (SslProtocols)wish.Protocols,
            AllowTlsResume = false,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
                !wish.Verifies || IsTrusted(boot, wish, certificate, errors),
        };
        if (wish.Identity != null)
        {
            using X509Certificate2 pair = X509Certificate2.CreateFromPem(wish.Identity, wish.Identity);
            options.ClientCertificates = [X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null)];
        }

        return options;
    }

    private static bool IsTrusted(
        Boot boot, HandshakeWish wish, X509Certificate? certificate, SslPolicyErrors errors)
    {
        const SslPolicyErrors Hopeless =
            SslPolicyErrors.RemoteCertificateNotAvailable | SslPolicyErrors.RemoteCertificateNameMismatch;
        if (certificate is null || wish.Authority is null || (errors & Hopeless) != 0)
        {
            return false;
        }

        using X509Certificate2 authority = X509Certificate2.CreateFromPem(wish.Authority);
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = boot.Utc;
        return chain.Build(new X509Certificate2(certificate));
    }
}

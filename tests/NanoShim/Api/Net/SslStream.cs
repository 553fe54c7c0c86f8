using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tests.NanoShim.World;

namespace System.Net.Security;

/// <summary>Takes over a connected socket. The handshake stops the whole device and knows no timeout; no protocols
/// means TLS 1.3 alone; only CertificateRequired verifies.</summary>
public class SslStream : NetworkStream
{
    private bool _isSecured;

    public SslStream(Socket socket)
        : base(socket, true)
    {
    }

    public bool IsServer => false;

    public SslVerification SslVerification { get; set; } = SslVerification.CertificateRequired;

    public bool UseStoredDeviceCertificate { get; set; }

    // Only what is decrypted already counts there; with one reader that is never anything.
    public override bool DataAvailable => false;

    private protected override string Kind => "SslStream";

    public void AuthenticateAsClient(string targetHost, SslProtocols enabledSslProtocols) =>
        AuthenticateAsClient(targetHost, null, null, enabledSslProtocols);

    public void AuthenticateAsClient(
        string targetHost, X509Certificate clientCertificate, SslProtocols enabledSslProtocols) =>
        AuthenticateAsClient(targetHost, clientCertificate, null, enabledSslProtocols);

    public void AuthenticateAsClient(string targetHost, X509Certificate clientCertificate, X509Certificate ca,
        SslProtocols enabledSslProtocols)
    {
        Boot boot = Boot.Current;
        if (boot.Call("SslStream.AuthenticateAsClient"))
        {
            throw Refusal(boot);
        }

        HandshakeWish wish = new(targetHost, (int)enabledSslProtocols,
            SslVerification == SslVerification.CertificateRequired, ca?.Pem, clientCertificate?.Pem);
        try
        {
            _socket.Connected().Secure(wish);
            _isSecured = true;
        }
        catch (WireException)
        {
            boot.Pass();
            throw Refusal(boot);
        }
    }

    public override int Read(byte[] buffer, int offset, int size)
    {
        DemandSecured();
        return base.Read(buffer, offset, size);
    }

    public override void Write(byte[] buffer, int offset, int size)
    {
        DemandSecured();
        base.Write(buffer, offset, size);
    }

    private static Exception Refusal(Boot boot) => boot.World.Handshakes.ThrowsCryptographic
        ? new CryptographicException()
        : new SocketException(SocketError.SocketError);

    private void DemandSecured()
    {
        if (!_isSecured)
        {
            throw new InvalidOperationException();
        }
    }
}

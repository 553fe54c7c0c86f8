using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace System.Net.Security;

public class SslStream : NetworkStream
{
    public SslStream(Socket socket)
        : base(socket)
    {
    }

    public void AuthenticateAsClient(string targetHost, X509Certificate clientCertificate, X509Certificate ca,
        SslProtocols enabledSslProtocols) => throw null;
    public override long Length => throw null;
    public override int Read(byte[] buffer, int offset, int size) => throw null;
    public SslVerification SslVerification { get => throw null; set => throw null; }
    public override void Write(byte[] buffer, int offset, int size) => throw null;
}

/// <summary>Not declared, so that nobody uses it: None, which means TLS 1.3 alone.</summary>
[Flags]
public enum SslProtocols
{
    Tls12 = 3072,
    Tls13 = 12288,
}

/// <summary>Not declared, so that nobody uses it: whatever verifies less, and VerifyPeer verifies nothing.</summary>
public enum SslVerification
{
    CertificateRequired = 4,
}

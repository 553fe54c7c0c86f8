using System.Text;

namespace System.Security.Cryptography.X509Certificates;

/// <summary>A certificate in PEM. From bytes it must end with a zero byte, as the device's parser wants it; a string
/// gets one by itself.</summary>
public class X509Certificate
{
    public X509Certificate()
    {
    }

    public X509Certificate(byte[] certificate)
        : this(certificate.Length > 0 && certificate[certificate.Length - 1] == 0
            ? Encoding.UTF8.GetString(certificate, 0, certificate.Length - 1)
            : throw new ArgumentException(nameof(certificate)))
    {
    }

    public X509Certificate(string certificate)
    {
        if (certificate.IndexOf("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal) < 0)
        {
            throw new ArgumentException(nameof(certificate));
        }

        Pem = certificate;
    }

    internal string Pem { get; private protected set; }
}

/// <summary>A certificate with its private key.</summary>
public class X509Certificate2 : X509Certificate
{
    public X509Certificate2(string certificate)
        : base(certificate)
    {
    }

    public X509Certificate2(string rawData, string key, string password)
        : base(rawData) => Pem = rawData + "\n" + key;

    public X509Certificate2(byte[] rawData, string key, string password)
        : base(rawData) => Pem += "\n" + key;
}

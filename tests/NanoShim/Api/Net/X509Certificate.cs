using System.Text;

namespace System.Security.Cryptography.X509Certificates;

/// <summary>A certificate in PEM or DER. PEM in bytes must end with a zero byte, as the device's parser wants it; a
/// string gets one by itself.</summary>
public class X509Certificate
{
    private const string Begin = "-----BEGIN CERTIFICATE-----";

    // The tag that DER begins with.
    private const byte Sequence = 0x30;

    public X509Certificate()
    {
    }

    public X509Certificate(byte[] certificate)
        : this(Text(certificate))
    {
    }

    public X509Certificate(string certificate)
    {
        if (certificate.IndexOf(Begin, StringComparison.Ordinal) < 0)
        {
            throw new ArgumentException(nameof(certificate));
        }

        Pem = certificate;
    }

    internal string Pem { get; private protected set; }

    private static string Text(byte[] certificate)
    {
        if (certificate.Length > 0 && certificate[0] == Sequence)
        {
            return Begin + "\n" + Convert.ToBase64String(certificate, Base64FormattingOptions.InsertLineBreaks)
                + "\n-----END CERTIFICATE-----\n";
        }

        return certificate.Length > 0 && certificate[certificate.Length - 1] == 0
            ? Encoding.UTF8.GetString(certificate, 0, certificate.Length - 1)
            : throw new ArgumentException(nameof(certificate));
    }
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

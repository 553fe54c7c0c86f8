namespace System.Security.Cryptography.X509Certificates;

public class X509Certificate
{
    public X509Certificate(byte[] certificate) { }
    public X509Certificate(string certificate) { }
}

public class X509Certificate2 : X509Certificate
{
    public X509Certificate2(string rawData, string key, string password)
        : base(rawData)
    {
    }
}

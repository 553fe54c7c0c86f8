using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HostSim.Certs;

namespace Tests.Integration.Servers;

/// <summary>Certificates as files, for servers that are programs of their own.</summary>
internal static class ServerFiles
{
    /// <summary>Writes <c>ca.crt</c>, <c>server.crt</c>, <c>server.key</c> and <c>server.pem</c> for a domain and all
    /// below it.</summary>
    public static void WriteServerFiles(this CertificateAuthority authority, string folder, string domain)
    {
        using X509Certificate2 server = authority.IssueServer(domain);
        using ECDsa privateKey = server.GetECDsaPrivateKey()!;
        string certificate = server.ExportCertificatePem() + "\n";
        string key = privateKey.ExportPkcs8PrivateKeyPem() + "\n";
        File.WriteAllText(Path.Combine(folder, "server.crt"), certificate);
        File.WriteAllText(Path.Combine(folder, "server.key"), key);
        File.WriteAllText(Path.Combine(folder, "server.pem"), certificate + key);
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using HostSim.Certs;
using HostSim.PushGateway.Provider;

namespace Tests.GatewayBench;

/// <summary>One authority and one set of certificates for both servers, and the files in which each wants to find
/// them.</summary>
internal sealed class Identities : IDisposable
{
    public const string Topic = "dev.example.bench";

    public Identities(int devices)
    {
        Authority = CertificateAuthority.LoadOrCreate(Path.Combine(Folder, "ca"), "bench");
        Devices = [.. Enumerable.Range(0, devices).Select(number => Authority.IssueDevice(Name(number)))];
        Provider = ProviderCertificate.Create(Topic, TimeProvider.System);
        new ProviderFile(Folder).Write([new ProviderEntry
        {
            Certificate = Provider.GetCertHashString(HashAlgorithmName.SHA256),
            Topics = [Topic],
        }]);
        File.WriteAllBytes(Path.Combine(Folder, "devices.json"), JsonSerializer.SerializeToUtf8Bytes(
            Devices.Select((leaf, number) => new
            {
                id = Name(number),
                certificates = new[] { leaf.GetCertHashString(HashAlgorithmName.SHA256) },
                activated = DateTimeOffset.UtcNow,
            })));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("bench-").FullName;

    public CertificateAuthority Authority { get; }

    public IReadOnlyList<X509Certificate2> Devices { get; }

    public X509Certificate2 Provider { get; }

    public static string Name(int number) => $"bench-{number}";

    /// <summary>Writes what mosquitto wants, for this port; returns the path.</summary>
    public string MosquittoFile(int port)
    {
        using X509Certificate2 server = Authority.IssueServer("localhost");
        using ECDsa key = server.GetECDsaPrivateKey()!;
        File.WriteAllText(Path.Combine(Folder, "server.pem"), server.ExportCertificatePem());
        File.WriteAllText(Path.Combine(Folder, "server-key.pem"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(Folder, "root.pem"), Authority.CertificatePem);
        string path = Path.Combine(Folder, "mosquitto.conf");
        File.WriteAllText(path, $"""
            listener {port} 127.0.0.1
            cafile {Folder}/root.pem
            certfile {Folder}/server.pem
            keyfile {Folder}/server-key.pem
            require_certificate true
            use_identity_as_username true
            allow_anonymous false
            persistence true
            persistence_location {Folder}/
            max_inflight_messages 64
            max_queued_messages 0
            user root

            """);
        return path;
    }

    public void Dispose()
    {
        foreach (X509Certificate2 certificate in Devices.Append(Provider))
        {
            certificate.Dispose();
        }

        Authority.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HostSim.PushGateway.Courier;

/// <summary>What a device's certificate says.</summary>
internal static class DeviceCertificate
{
    private static readonly Oid ClientAuth = new("1.3.6.1.5.5.7.3.2");

    /// <summary>The identity that the certificate stands for, whoever issued it.</summary>
    public static PeerIdentity Identity(X509Certificate2 leaf) => new(
        leaf.GetNameInfo(X509NameType.SimpleName, forIssuer: false), leaf.GetCertHashString(HashAlgorithmName.SHA256));

    /// <summary>The policy by which TLS and we build chains: this authority alone, for clients, without asking the
    /// network anything.</summary>
    public static X509ChainPolicy Policy(X509Certificate2 authority)
    {
        X509ChainPolicy policy = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.Add(authority);
        policy.ApplicationPolicy.Add(ClientAuth);
        return policy;
    }

    /// <summary>True if the authority issued it for a client and its time is now.</summary>
    public static bool IsIssuedBy(X509Certificate2 authority, X509Certificate2 leaf)
    {
        using X509Chain chain = new() { ChainPolicy = Policy(authority) };
        return chain.Build(leaf);
    }
}

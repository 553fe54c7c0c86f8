using System.Security.Cryptography.X509Certificates;
using HostSim.Certs;

namespace Tests.Server;

/// <summary>The authority and what it issues.</summary>
[TestClass]
public sealed class CertificateTests
{
    [TestMethod]
    public void A_server_certificate_survives_a_strict_reading()
    {
        using CertificateAuthority authority = CertificateAuthority.Create("Test CA");
        using X509Certificate2 leaf = authority.IssueServer("sim.localhost");
        Assert.IsTrue(leaf.MatchesHostname("sim.localhost"));
        Assert.IsTrue(leaf.MatchesHostname("pubsub.sim.localhost"));
        Assert.IsTrue(leaf.MatchesHostname("localhost"));
        Assert.IsTrue(leaf.MatchesHostname("127.0.0.1"));
        Assert.IsFalse(leaf.MatchesHostname("example.org"));
        Assert.IsTrue((leaf.NotAfter - leaf.NotBefore).TotalDays <= 825);
        Assert.IsTrue(leaf.HasPrivateKey);
        Assert.IsTrue(Trusts(authority, leaf, "1.3.6.1.5.5.7.3.1"));
        Assert.IsFalse(Trusts(authority, leaf, "1.3.6.1.5.5.7.3.2"));
        using CertificateAuthority other = CertificateAuthority.Create("Test CA");
        Assert.IsFalse(Trusts(other, leaf, "1.3.6.1.5.5.7.3.1"));
    }

    [TestMethod]
    public void A_client_certificate_carries_its_jid()
    {
        using CertificateAuthority authority = CertificateAuthority.Create("Test CA");
        using X509Certificate2 leaf = authority.IssueClient("gerät@sim.localhost");
        CollectionAssert.AreEqual(new[] { "gerät@sim.localhost" }, XmppAddress.Read(leaf).ToArray());
        Assert.IsTrue(Trusts(authority, leaf, "1.3.6.1.5.5.7.3.2"));
        using X509Certificate2 server = authority.IssueServer("sim.localhost");
        Assert.IsEmpty(XmppAddress.Read(server));
    }

    [TestMethod]
    public void An_authority_comes_back_from_its_folder()
    {
        string folder = Directory.CreateTempSubdirectory("ca-test").FullName;
        try
        {
            using CertificateAuthority first = CertificateAuthority.LoadOrCreate(folder, "Kept CA");
            using CertificateAuthority second = CertificateAuthority.LoadOrCreate(folder, "Other name");
            Assert.AreEqual(first.Certificate.Thumbprint, second.Certificate.Thumbprint);
            using X509Certificate2 leaf = second.IssueServer("sim.localhost");
            Assert.IsTrue(Trusts(first, leaf, "1.3.6.1.5.5.7.3.1"));
            if (!OperatingSystem.IsWindows())
            {
                UnixFileMode mode = File.GetUnixFileMode(Path.Combine(folder, CertificateAuthority.KeyFile));
                Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode);
            }
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static bool Trusts(CertificateAuthority authority, X509Certificate2 leaf, string usage)
    {
        using X509Certificate2 root = X509Certificate2.CreateFromPem(authority.CertificatePem);
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new System.Security.Cryptography.Oid(usage));
        return chain.Build(leaf);
    }
}

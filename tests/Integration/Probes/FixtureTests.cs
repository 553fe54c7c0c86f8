using HostSim.Certs;
using Tests.Integration.Peers;
using Tests.Integration.Servers;

namespace Tests.Integration.Probes;

/// <summary>The fixtures themselves: if these fail, the suite's failures mean nothing.</summary>
[TestClass]
public sealed class FixtureTests
{
    [TestMethod]
    public Task Prosody_serves_a_third_party_client() =>
        ProbeAsync(ProsodyServer.Missing(), authority => new ProsodyServer(authority));

    [TestMethod]
    public Task Ejabberd_serves_a_third_party_client() =>
        ProbeAsync(EjabberdServer.Missing(), authority => new EjabberdServer(authority));

    private static async Task ProbeAsync(string? missing, Func<CertificateAuthority, LocalServer> create)
    {
        Requirement.Check(missing ?? Peer.Missing());
        using CertificateAuthority authority = CertificateAuthority.Create("probe");
        await using LocalServer server = create(authority);
        try
        {
            await server.StartAsync();
            await HostProbe.RunAsync(server);
            await FixtureProbe.RunAsync(server);
        }
        catch
        {
            Console.WriteLine(server.ReadLog());
            throw;
        }
    }
}

using System.Security.Cryptography.X509Certificates;
using HostSim.PushGateway.Activation;
using HostSim.PushGateway.Courier;
using HostSim.PushGateway.Provider;
using Microsoft.Extensions.Logging.Abstractions;
using Tests.Gateway.Provider;

namespace Tests.Gateway.Host;

/// <summary>Files that another process changes: no change is missed, whoever looks first and whatever fails at
/// first.</summary>
[TestClass]
public sealed class RegistryTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("registry-").FullName;

    [TestCleanup]
    public void Clean() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public async Task A_revocation_that_a_connect_noticed_first_ends_the_connection()
    {
        await using GatewayRig rig = await GatewayRig.StartAsync();
        using X509Certificate2 own = rig.Gateway.Enrol("a");
        using CourierClient device = await CourierClient.OnlineAsync(rig.Gateway, own);
        await device.HearAsync(0x0e);
        Open(rig.Folder).Revoke("a");
        Assert.IsFalse(rig.Gateway.Devices.IsWelcome(new PeerIdentity("b", "none")));
        await device.EndedAsync();
    }

    [TestMethod]
    public void Devices_that_could_not_be_read_are_read_later()
    {
        DeviceRegistry registry = Open(_folder);
        using HostSim.Certs.CertificateAuthority authority = HostSim.Certs.CertificateAuthority.Create("tests");
        registry.Issue("a", authority).Dispose();
        long before = registry.Version;
        Open(_folder).Revoke("a");
        using (Hold(Path.Combine(_folder, "devices.json")))
        {
            registry.Refresh();
            Assert.IsTrue(registry.IsActive("a"));
        }

        registry.Refresh();
        Assert.IsFalse(registry.IsActive("a"));
        Assert.AreNotEqual(before, registry.Version);
    }

    [TestMethod]
    public void Providers_that_could_not_be_read_are_read_later()
    {
        using Jwt key = new();
        ProviderFile file = new(_folder);
        file.Write([Rig.Entry(Rig.KeyId, Rig.Team, key)]);
        MovedClock clock = new();
        ProviderRegistry registry = new(file, clock, NullLogger.Instance);
        file.Write([]);
        clock.Move(TimeSpan.FromSeconds(2));
        using (Hold(file.Path))
        {
            Assert.IsNotNull(registry.Key(Rig.KeyId));
        }

        clock.Move(TimeSpan.FromSeconds(2));
        Assert.IsNull(registry.Key(Rig.KeyId));
    }

    private static DeviceRegistry Open(string folder) => new(folder, TimeProvider.System, NullLogger.Instance);

    private static FileStream Hold(string path) => new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
}

using Core.Ports;
using HostSim.Certs;
using Tests.Integration.Devices;
using Tests.Integration.Servers;

namespace Tests.Integration.Suite;

public abstract partial class ServerSuite
{
    [TestMethod]
    public async Task Starttls_leads_to_scram()
    {
        DeviceWish wish = await Stage.NewDeviceAsync();
        await using TestDevice device = await Stage.OnlineAsync(wish with { Port = Stage.Server.StartTls });
        StringAssert.Contains(device.Said, "<starttls");
        StringAssert.Contains(device.Said, "SCRAM-SHA-");
        AssertNoPassword(device, wish);
    }

    [TestMethod]
    public async Task Direct_tls_leads_to_scram()
    {
        DeviceWish wish = await Stage.NewDeviceAsync();
        await using TestDevice device = await Stage.OnlineAsync(wish);
        Assert.IsFalse(device.Said.Contains("<starttls", StringComparison.Ordinal), device.Said);
        StringAssert.Contains(device.Said, "SCRAM-SHA-");
        AssertNoPassword(device, wish);
    }

    [TestMethod]
    public Task Scram_sha1_is_taken_where_nothing_better_is_offered() =>
        LogsInWithAsync(LoginPath.ScramSha1, "'SCRAM-SHA-1'");

    [TestMethod]
    public async Task External_needs_no_password()
    {
        DeviceWish wish = await Stage.NewDeviceAsync(LoginPath.External);
        using var certificate = Stage.Server.Authority.IssueClient(wish.Jid);
        await using TestDevice device = await Stage.OnlineAsync(
            wish with { Password = string.Empty, Certificate = certificate });
        StringAssert.Contains(device.Said, "'EXTERNAL'");
    }

    [TestMethod]
    public async Task Sasl2_binds_at_once()
    {
        await using TestDevice device = await Stage.OnlineAsync(await Stage.NewDeviceAsync());
        StringAssert.Contains(device.Said, "urn:xmpp:sasl:2");
        StringAssert.Contains(device.Said, "urn:xmpp:bind:0");
        StringAssert.Contains(device.Heard, "urn:xmpp:fast:0");
    }

    [TestMethod]
    public async Task A_token_logs_in_after_a_restart_of_the_device()
    {
        DeviceWish wish = await Stage.NewDeviceAsync();
        IVault vault = await ShortLifeAsync(wish);
        await using TestDevice device = await Stage.OnlineAsync(wish with { Vault = vault });
        StringAssert.Contains(device.Said, "HT-SHA-256-NONE");
        Assert.IsFalse(device.Said.Contains("SCRAM", StringComparison.Ordinal), device.Said);
        Assert.AreEqual(1, device.Tap.Opened);
    }

    [TestMethod]
    public async Task A_refused_token_falls_back_to_scram_on_the_same_connection()
    {
        DeviceWish wish = await Stage.NewDeviceAsync();
        IVault vault = await ShortLifeAsync(wish);
        SpoilToken(vault);
        await using TestDevice device = await Stage.OnlineAsync(wish with { Vault = vault });
        StringAssert.Contains(device.Said, "HT-SHA-256-NONE");
        StringAssert.Contains(device.Heard, "<failure");
        StringAssert.Contains(device.Said, "SCRAM-SHA-");
        Assert.AreEqual(1, device.Tap.Opened, "a second connection was opened");
    }

    private protected async Task LogsInWithAsync(LoginPath path, string mechanism)
    {
        DeviceWish wish = await Stage.NewDeviceAsync(path);
        await using TestDevice device = await Stage.OnlineAsync(wish);
        StringAssert.Contains(device.Said, mechanism);
        AssertNoPassword(device, wish);
    }

    /// <summary>Lets a device log in once and leave in good order; returns what it remembers.</summary>
    private protected async Task<IVault> ShortLifeAsync(DeviceWish wish)
    {
        await using TestDevice device = await Stage.OnlineAsync(wish);
        await device.SettleAsync();
        return device.Vault;
    }

    // The token is the end of what the agent remembers of its login.
    private static void SpoilToken(IVault vault)
    {
        byte[] record = new byte[1024];
        int length = vault.Load("login", record);
        Assert.IsGreaterThan(0, length, "the device remembers no login");
        record[length - 1] ^= 1;
        Assert.IsTrue(vault.Save("login", record, length));
    }

    private static void AssertNoPassword(TestDevice device, DeviceWish wish)
    {
        AssertOnline(device);
        Assert.IsFalse(
            device.Said.Contains(wish.Password, StringComparison.Ordinal), "the password went over the wire");
    }
}

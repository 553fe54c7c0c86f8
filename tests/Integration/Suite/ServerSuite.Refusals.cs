using Core;
using Core.Agent;
using HostSim.Certs;
using Tests.Integration.Devices;

namespace Tests.Integration.Suite;

public abstract partial class ServerSuite
{
    private const int HourMs = 3_600_000;

    [TestMethod]
    public async Task A_wrong_password_halts_with_a_reason_and_no_hammering()
    {
        DeviceWish wish = await Stage.NewDeviceAsync();
        await using TestDevice device = new(Stage.Server, wish with { Password = "not it" });
        await device.WaitForAsync(AgentState.Halted);
        Assert.AreEqual(Fault.NotAuthorized, device.Status.Reason);
        await AssertStaysAwayAsync(device);
    }

    [TestMethod]
    public async Task A_disabled_account_halts_with_a_reason_and_no_hammering()
    {
        DeviceWish wish = await Stage.NewDeviceAsync();
        await Stage.Server.DisableAccountAsync(wish.Jid);
        await using TestDevice device = new(Stage.Server, wish);
        await device.WaitForAsync(AgentState.Halted);
        Assert.AreEqual(Fault.AccountDisabled, device.Status.Reason);
        await AssertStaysAwayAsync(device);
    }

    [TestMethod]
    public async Task A_certificate_of_another_authority_is_refused()
    {
        using CertificateAuthority other = CertificateAuthority.Create("another CA");
        DeviceWish wish = await Stage.NewDeviceAsync();
        await using TestDevice device = new(Stage.Server, wish, other);
        await device.UntilAsync(() => device.Status.Reason == Fault.TlsFailed, "refuses the certificate");
        Assert.IsEmpty(device.Said);
    }

    // Hours pass, and the server is asked at most now and then.
    private static async Task AssertStaysAwayAsync(TestDevice device)
    {
        int before = device.Tap.Opened;
        Assert.IsLessThanOrEqualTo(2, before, "connections until it halted");
        for (int hour = 0; hour < 3; hour++)
        {
            await device.LeapAsync(HourMs);
        }

        Assert.IsLessThanOrEqualTo(before + 3, device.Tap.Opened, "connections in three hours");
    }
}

using Core;
using Core.Agent;
using Tests.Integration.Devices;
using Tests.Integration.Peers;
using Tests.Integration.Servers;

namespace Tests.Integration.Suite;

/// <summary>Odd conditions that not every server can be made to show: each class tests those that its own can.
/// </summary>
public abstract partial class ServerSuite
{
    // Every stanza of a login is smaller, the list of commands is not.
    private const int SmallStanza = 1_000;

    private protected async Task UsesPlainOnlyIfAllowedAsync()
    {
        DeviceWish wish = await Stage.NewDeviceAsync(LoginPath.Plain);
        await using (TestDevice strict = new(Stage.Server, wish))
        {
            await strict.UntilAsync(() => strict.Status.Reason == Fault.NoMechanism, "finds no mechanism");
            Assert.IsFalse(strict.Said.Contains("'PLAIN'", StringComparison.Ordinal), strict.Said);
        }

        await using TestDevice device = await Stage.OnlineAsync(wish with { AllowPlain = true });
        StringAssert.Contains(device.Said, "'PLAIN'");
    }

    private protected async Task HaltsWhenDisabledAsync()
    {
        await using TestDevice device = await Stage.OnlineAsync(await Stage.NewDeviceAsync());
        await Stage.Server.DisableAccountAsync(device.Jid);
        await device.HurryUntilAsync(() => device.Status.State == AgentState.Halted, "is halted");

        // Prosody calls it not-authorized in the stream and account-disabled at login.
        CollectionAssert.Contains(new[] { Fault.AccountDisabled, Fault.NotAuthorized }, device.Status.Reason);
        Assert.IsLessThanOrEqualTo(4, device.Tap.Opened);
    }

    private protected async Task SurvivesAsync(Func<TestDevice, Task> provoke)
    {
        await using TestDevice device = await Stage.OnlineAsync(await Stage.NewDeviceAsync());
        await device.SettleAsync();
        int earlier = device.History.Count;
        await provoke(device);
        await device.ReturnsAsync(earlier);
        Assert.AreEqual(2, device.Tap.Opened);
    }

    private protected async Task WaitsOutBrokenAsync()
    {
        DeviceWish wish = await Stage.NewDeviceAsync(LoginPath.Broken);
        await using TestDevice device = new(Stage.Server, wish with { AllowPlain = true });
        await device.UntilAsync(() => device.Status.Reason == Fault.ServerBusy, "hears of it");
        int before = device.Tap.Opened;
        await device.HurryUntilAsync(() => device.Tap.Opened > before, "tries again");
        Assert.AreNotEqual(AgentState.Halted, device.Status.State);
    }

    private protected async Task MeasureClassicAsync() =>
        await MeasureLoginAsync("classic SCRAM, direct TLS", await Stage.NewDeviceAsync(LoginPath.Classic), 8, null);

    private protected async Task SurvivesTooBigAsync()
    {
        int usual = Stage.Server.StanzaLimit;
        await LimitAsync(SmallStanza);
        try
        {
            await using Meeting meeting = await MetAsync();
            (TestDevice device, Peer @operator, string fullJid) = meeting;
            int earlier = device.History.Count;
            await Assert.ThrowsExactlyAsync<PeerException>(
                () => @operator.CallAsync("items", new { to = fullJid, node = Commands }));
            await device.ReturnsAsync(earlier);
            await device.SettleAsync();
            Assert.IsLessThanOrEqualTo(3, device.Tap.Opened);
        }
        finally
        {
            await LimitAsync(usual);
        }
    }

    private async Task LimitAsync(int stanzaBytes)
    {
        await Stage.Server.StopAsync();
        Stage.Server.StanzaLimit = stanzaBytes;
        await Stage.Server.StartAsync();
    }
}

using Core.Agent;
using Tests.Integration.Devices;
using Tests.Integration.Peers;
using Tests.Integration.Wire;

namespace Tests.Integration.Suite;

public abstract partial class ServerSuite
{
    [TestMethod]
    public async Task A_connection_that_dies_silently_is_noticed()
    {
        await using TestDevice device = await Stage.OnlineAsync(await Stage.NewDeviceAsync());
        await device.SettleAsync();
        device.Tap.Last.Hold(Direction.Both);
        int earlier = device.History.Count;
        await device.UntilAsync(
            () =>
            {
                device.Clock.Leap(30_000);
                return device.History.Skip(earlier).Any(status => status.State != AgentState.Online);
            },
            "noticed");
        await device.ReturnsAsync(earlier);
    }

    [TestMethod]
    public async Task A_server_that_restarts_is_found_again()
    {
        await using TestDevice device = await Stage.OnlineAsync(await Stage.NewDeviceAsync());
        await device.SettleAsync();
        int earlier = device.History.Count;
        await Stage.Server.StopAsync();
        await device.UntilAsync(() => device.History.Count > earlier, "noticed");
        await Stage.Server.StartAsync();
        await device.ReturnsAsync(earlier);
    }

    [TestMethod]
    public async Task A_server_that_dies_is_found_again()
    {
        await using TestDevice device = await Stage.OnlineAsync(await Stage.NewDeviceAsync());
        await device.SettleAsync();
        int earlier = device.History.Count;
        await Stage.Server.KillAsync();
        await device.UntilAsync(() => device.History.Count > earlier, "noticed");
        await Stage.Server.StartAsync();
        await device.ReturnsAsync(earlier);
    }

    [TestMethod]
    public async Task A_restart_by_command_comes_back_and_resumes()
    {
        await using Meeting meeting = await MetAsync();
        (TestDevice device, Peer @operator, string fullJid) = meeting;
        int earlier = device.History.Count;
        await @operator.CallAsync("command", new { to = fullJid, node = "restart" });
        device.Clock.Leap(2_000);
        await device.ReturnsAsync(earlier);
        StringAssert.Contains(device.Heard, "<resumed");
        Assert.AreEqual(2, device.Tap.Opened);
    }

    [TestMethod]
    public async Task A_kicked_session_comes_back()
    {
        await using TestDevice device = await Stage.OnlineAsync(await Stage.NewDeviceAsync());
        await device.SettleAsync();
        int earlier = device.History.Count;
        await Stage.Server.KickAsync(device.Jid);
        await device.ReturnsAsync(earlier);
        Assert.AreEqual(2, device.Tap.Opened);
    }

    [TestMethod]
    public async Task A_server_that_is_away_for_hours_is_not_hammered()
    {
        await using TestDevice device = await Stage.OnlineAsync(await Stage.NewDeviceAsync());
        await device.SettleAsync();
        device.Tap.Accepts = false;
        int before = device.Tap.Opened;
        device.Tap.CutAll();
        await device.UntilAsync(() => device.Tap.Opened > before, "tried again");
        for (int minute = 0; minute < 30; minute++)
        {
            await device.LeapAsync(60_000);
        }

        // From seconds up to five minutes apart: some ten in the first minutes, then at most one in two and a half.
        Assert.IsLessThanOrEqualTo(before + 22, device.Tap.Opened, "attempts in half an hour");
        int earlier = device.History.Count;
        device.Tap.Accepts = true;
        await device.ReturnsAsync(Math.Max(0, earlier - 1));
    }
}

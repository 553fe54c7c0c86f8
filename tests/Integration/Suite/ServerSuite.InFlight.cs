using System.Text.Json;
using Core;
using Core.Agent;
using Tests.Integration.Devices;
using Tests.Integration.Peers;
using Tests.Integration.Wire;

namespace Tests.Integration.Suite;

public abstract partial class ServerSuite
{
    [TestMethod]
    public async Task A_command_in_flight_when_tcp_is_cut_runs_exactly_once()
    {
        await using Meeting meeting = await MetAsync();
        (TestDevice device, Peer @operator, _) = meeting;
        device.Tap.Last.Hold(Direction.Down);
        await @operator.CallAsync("message", new { to = device.Jid, body = "pin.write 4 1" });
        await device.UntilAsync(() => device.Tap.Last.HeldBytes > 0, "has a message under way");
        int earlier = device.History.Count;
        device.Tap.CutAll();

        await device.ReturnsAsync(earlier);
        await device.UntilAsync(() => device.Board.ReadPin(4) == 1, "moved pin 4");
        await AssertOneReplyAsync(device, @operator);
        StringAssert.Contains(device.Heard, "<resumed");
    }

    [TestMethod]
    public async Task A_reply_in_flight_when_tcp_is_cut_arrives_exactly_once()
    {
        await using Meeting meeting = await MetAsync();
        (TestDevice device, Peer @operator, _) = meeting;
        device.Tap.Last.Hold(Direction.Up);
        await @operator.CallAsync("message", new { to = device.Jid, body = "pin.write 4 1" });
        await device.UntilAsync(() => device.Board.ReadPin(4) == 1, "moved pin 4");
        await device.UntilAsync(() => device.Tap.Last.HeldBytes > 0, "has a reply under way");
        int earlier = device.History.Count;
        device.Tap.CutAll();

        await device.ReturnsAsync(earlier);
        await AssertOneReplyAsync(device, @operator);
        StringAssert.Contains(device.Heard, "<resumed");
    }

    [TestMethod]
    public async Task Who_takes_our_place_again_and_again_is_not_fought()
    {
        await using Meeting meeting = await MetAsync();
        (TestDevice device, _, string fullJid) = meeting;
        for (int round = 0; round < 6 && device.Status.State != AgentState.Halted; round++)
        {
            await using Peer rival = await Peer.LoginAsync(Stage.Server, fullJid, device.Password);
            await device.HurryUntilAsync(
                () => device.Status.State is AgentState.Online or AgentState.Halted, "is back or gave up");
        }

        Assert.IsTrue(
            device.History.Any(status => status.Reason == Fault.Conflict), "the conflict was not recognized");
        Assert.IsLessThanOrEqualTo(8, device.Tap.Opened);
    }

    private static async Task AssertOneReplyAsync(TestDevice device, Peer @operator)
    {
        bool FromDevice(JsonElement heard) =>
            heard.GetProperty("from").GetString()!.StartsWith(device.Jid, StringComparison.Ordinal);
        await @operator.EventAsync("message", FromDevice);

        // What comes after a second question came after everything that the first could cause.
        await @operator.CallAsync("message", new { to = device.Jid, body = "pin.read 4" });
        await @operator.EventAsync("message", FromDevice);
        Assert.AreEqual(0, @operator.Count("message", FromDevice), "a reply came twice");
        Assert.AreEqual(1, device.PinMoves.Count(move => move == (4, 1)));
    }
}

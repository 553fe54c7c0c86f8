using System.Text.Json;
using Core.Ports;
using Tests.Integration.Devices;
using Tests.Integration.Peers;

namespace Tests.Integration.Suite;

public abstract partial class ServerSuite
{
    [TestMethod]
    public async Task Slixmpp_receives_telemetry_through_pubsub()
    {
        await using Meeting meeting = await MetAsync();
        (TestDevice device, Peer @operator, _) = meeting;
        await @operator.CallAsync("subscribe", new { service = Stage.PubSub, node = Nodes.Telemetry(device.Id) });
        await @operator.CallAsync("message", new { to = device.Jid, body = "report.every 60" });
        await @operator.EventAsync("message", heard => IsFrom(heard, device));
        await device.LeapAsync(60_000);
        JsonElement item = await @operator.EventAsync(
            "item", heard => heard.GetProperty("node").GetString() == Nodes.Telemetry(device.Id));
        string payload = item.GetProperty("payload").GetString()!;
        StringAssert.Contains(payload, "Temperature");
        StringAssert.Contains(payload, "Cel");
    }

    [TestMethod]
    public async Task A_command_item_runs_once_and_its_result_is_published()
    {
        await using Meeting meeting = await MetAsync();
        (TestDevice device, Peer @operator, _) = meeting;
        await @operator.CallAsync("subscribe", new { service = Stage.PubSub, node = Nodes.Results(device.Id) });
        string payload = Nodes.Command("pin.write", ("pin", "2"), ("value", "1"));
        for (int round = 0; round < 2; round++)
        {
            await PublishAsync(@operator, device.Id, "job-1", payload);
        }

        await @operator.EventAsync("item", heard => heard.GetProperty("item").GetString() == "job-1");
        Assert.AreEqual(1, device.Board.ReadPin(2));

        // The third item is another command; when its result is there, the second was dealt with.
        payload = Nodes.Command("pin.write", ("pin", "2"), ("value", "0"));
        await PublishAsync(@operator, device.Id, "job-2", payload);
        await @operator.EventAsync("item", heard => heard.GetProperty("item").GetString() == "job-2");
        Assert.AreEqual(1, device.PinMoves.Count(move => move == (2, 1)));
        Assert.AreEqual(1, device.PinMoves.Count(move => move == (2, 0)));
    }

    [TestMethod]
    public async Task A_command_published_while_the_device_was_away_runs_once()
    {
        DeviceWish wish = await Stage.NewDeviceAsync();
        IVault vault = await ShortLifeAsync(wish);
        Peer @operator = await Stage.OperatorAsync();
        string id = wish.Jid[..wish.Jid.IndexOf('@')];
        string payload = Nodes.Command("pin.write", ("pin", "2"), ("value", "1"));

        // The first gives the device a memory of commands: without one it runs nothing from before its time.
        await using (TestDevice first = await Stage.OnlineAsync(wish with { Vault = vault }))
        {
            await first.SettleAsync();
            await PublishAsync(@operator, id, "early", payload);
            await first.UntilAsync(() => first.Board.ReadPin(2) == 1, "ran the first");
            await first.SettleAsync();
        }

        await PublishAsync(@operator, id, "late", payload);
        for (int round = 0; round < 2; round++)
        {
            await using TestDevice device = await Stage.OnlineAsync(wish with { Vault = vault });
            await device.UntilAsync(
                () => device.Heard.Contains("'late'", StringComparison.Ordinal), "fetched the last item");
            await device.SettleAsync();
            Assert.AreEqual(1 - round, device.Board.ReadPin(2), "the second life must not run it again");
        }
    }

    [TestMethod]
    public async Task A_stranger_publishes_no_command()
    {
        await using Meeting meeting = await MetAsync();
        (TestDevice device, _, _) = meeting;
        Peer stranger = await Stage.StrangerAsync();
        string payload = Nodes.Command("pin.write", ("pin", "2"), ("value", "1"));
        await AssertRefusedAsync(() => PublishAsync(stranger, device.Id, "evil", payload));
        Assert.IsEmpty(device.PinMoves);
    }

    private static Task<JsonElement> PublishAsync(Peer who, string deviceId, string item, string payload) =>
        who.CallAsync("publish", new { service = Stage.PubSub, node = Nodes.Commands(deviceId), item, payload });
}

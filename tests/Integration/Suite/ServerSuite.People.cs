using System.Text.Json;
using Tests.Integration.Devices;
using Tests.Integration.Peers;

namespace Tests.Integration.Suite;

public abstract partial class ServerSuite
{
    private static readonly string[] s_refusals =
        ["forbidden", "not-authorized", "not-allowed", "service-unavailable", "registration-required"];

    [TestMethod]
    public async Task Only_the_allowlisted_may_see_the_device()
    {
        Peer stranger = await Stage.StrangerAsync();
        await using Meeting meeting = await MetAsync();
        (TestDevice device, Peer @operator, _) = meeting;
        await stranger.CallAsync("presence", new { to = device.Jid, type = "subscribe" });
        await stranger.EventAsync(
            "presence",
            heard => IsFrom(heard, device) && heard.GetProperty("type").GetString() == "unsubscribed");

        JsonElement roster = await @operator.CallAsync("roster", new { });
        StringAssert.Matches(
            roster.GetProperty(device.Jid).GetString(), new System.Text.RegularExpressions.Regex("^(to|both)$"));
        Assert.AreEqual(0, stranger.Count(
            "presence", heard => IsFrom(heard, device) && heard.GetProperty("type").GetString() == "available"));
    }

    [TestMethod]
    public async Task A_stranger_may_run_no_command()
    {
        await using Meeting meeting = await MetAsync();
        (TestDevice device, _, string fullJid) = meeting;
        Peer stranger = await Stage.StrangerAsync();
        await AssertRefusedAsync(() => stranger.CallAsync("command", new { to = fullJid, node = "pin.write" }));
        await AssertRefusedAsync(() => stranger.CallAsync(
            "command", new { to = fullJid, node = "pin.write", values = new { pin = "2", value = "1" } }));
        await AssertRefusedAsync(() => stranger.CallAsync("command", new { to = fullJid, node = "help" }));
        Assert.IsEmpty(device.PinMoves);
    }

    [TestMethod]
    [DataRow("<req xmlns='urn:nf:iot:sd:1.0' id='a' all='true'/>")]
    [DataRow("<req xmlns='urn:ieee:iot:sd:1.0' id='a' all='true'/>")]
    [DataRow("<req xmlns='urn:xmpp:iot:sensordata' seqnr='1' momentary='true'/>")]
    public async Task A_stranger_may_read_no_sensor(string request)
    {
        await using Meeting meeting = await MetAsync();
        (TestDevice device, _, string fullJid) = meeting;
        Peer stranger = await Stage.StrangerAsync();
        await AssertRefusedAsync(() => stranger.CallAsync("iq", new { to = fullJid, type = "get", payload = request }));
        Assert.IsFalse(device.Said.Contains("Temperature", StringComparison.Ordinal), device.Said);
    }

    [TestMethod]
    [DataRow("<set xmlns='urn:nf:iot:ctr:1.0' id='a'><i n='pin2' v='1'/></set>")]
    [DataRow("<set xmlns='urn:xmpp:iot:control'><int name='pin2' value='1'/></set>")]
    public async Task A_stranger_may_control_nothing(string request)
    {
        await using Meeting meeting = await MetAsync();
        (TestDevice device, _, string fullJid) = meeting;
        Peer stranger = await Stage.StrangerAsync();
        await AssertRefusedAsync(() => stranger.CallAsync("iq", new { to = fullJid, type = "set", payload = request }));
        Assert.IsEmpty(device.PinMoves);
    }

    [TestMethod]
    public async Task A_stranger_is_not_obeyed_by_chat()
    {
        await using Meeting meeting = await MetAsync();
        (TestDevice device, Peer @operator, string fullJid) = meeting;
        Peer stranger = await Stage.StrangerAsync();
        await stranger.CallAsync("message", new { to = fullJid, body = "pin.write 4 1" });
        await device.UntilAsync(
            () => device.Heard.Contains("pin.write 4 1", StringComparison.Ordinal), "heard the stranger");

        // The device works in order: once the operator is served, the stranger was dealt with.
        await @operator.CallAsync("message", new { to = fullJid, body = "pin.write 2 1" });
        await @operator.EventAsync("message", heard => IsFrom(heard, device));
        Assert.AreEqual(1, device.Board.ReadPin(2));
        Assert.AreEqual(0, device.Board.ReadPin(4));
    }

    [TestMethod]
    [DataRow("urn:nf:iot:sd:1.0", "<req xmlns='urn:nf:iot:sd:1.0' id='a1' all='true'/>")]
    [DataRow("urn:ieee:iot:sd:1.0", "<req xmlns='urn:ieee:iot:sd:1.0' id='a1' all='true'/>")]
    public async Task The_operator_reads_the_sensors(string @namespace, string request)
    {
        await using Meeting meeting = await MetAsync();
        (TestDevice device, Peer @operator, string fullJid) = meeting;
        JsonElement answer = await @operator.CallAsync("iq", new { to = fullJid, type = "get", payload = request });
        string payload = answer.GetProperty("payload")[0].GetString()!;
        StringAssert.Contains(payload, @namespace);
        StringAssert.Contains(payload, "Temperature");
        StringAssert.Contains(payload, "Humidity");
    }

    private static async Task AssertRefusedAsync(Func<Task<JsonElement>> request)
    {
        PeerException refusal = await Assert.ThrowsExactlyAsync<PeerException>(request);
        CollectionAssert.Contains(s_refusals, refusal.Condition);
    }
}

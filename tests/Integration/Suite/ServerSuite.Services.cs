using System.Text.Json;
using Tests.Integration.Devices;
using Tests.Integration.Peers;

namespace Tests.Integration.Suite;

public abstract partial class ServerSuite
{
    private const string Commands = "http://jabber.org/protocol/commands";

    [TestMethod]
    public async Task Slixmpp_lists_the_commands()
    {
        await using Meeting meeting = await MetAsync();
        (TestDevice device, Peer @operator, string fullJid) = meeting;
        JsonElement answer = await @operator.CallAsync("items", new { to = fullJid, node = Commands });
        string[] nodes = [.. answer.GetProperty("items").EnumerateArray().Select(item => item[1].GetString()!)];
        foreach (string name in new[] { "help", "pin.read", "pin.write", "pin.pulse", "pin.watch", "sensor.read",
            "report.every", "health", "config.get", "config.set", "restart" })
        {
            CollectionAssert.Contains(nodes, name);
        }
    }

    [TestMethod]
    public async Task Slixmpp_fills_in_a_form_and_the_pin_moves()
    {
        await using Meeting meeting = await MetAsync();
        (TestDevice device, Peer @operator, string fullJid) = meeting;
        JsonElement done = await WritePinAsync(@operator, fullJid, "2", "1");
        Assert.AreEqual("completed", done.GetProperty("status").GetString());
        Assert.AreEqual(1, device.Board.ReadPin(2));
    }

    [TestMethod]
    public async Task A_value_out_of_range_gives_an_error_that_a_person_can_read()
    {
        await using Meeting meeting = await MetAsync();
        (TestDevice device, Peer @operator, string fullJid) = meeting;
        string complaint = await ComplaintAsync(() => WritePinAsync(@operator, fullJid, "2", "7"));
        StringAssert.Contains(complaint, "0");
        StringAssert.Contains(complaint, "1");
        Assert.AreEqual(0, device.Board.ReadPin(2));
        Assert.IsEmpty(device.PinMoves);
    }

    [TestMethod]
    public async Task A_command_can_be_cancelled()
    {
        await using Meeting meeting = await MetAsync();
        (TestDevice device, Peer @operator, string fullJid) = meeting;
        JsonElement form = await @operator.CallAsync("command", new { to = fullJid, node = "pin.write" });
        string session = form.GetProperty("session").GetString()!;
        JsonElement cancelled = await @operator.CallAsync(
            "command", new { to = fullJid, node = "pin.write", action = "cancel", session });
        Assert.AreEqual("canceled", cancelled.GetProperty("status").GetString());
    }

    [TestMethod]
    public async Task An_unknown_command_is_refused_by_its_proper_name()
    {
        await using Meeting meeting = await MetAsync();
        (TestDevice device, Peer @operator, string fullJid) = meeting;
        PeerException refusal = await Assert.ThrowsExactlyAsync<PeerException>(
            () => @operator.CallAsync("command", new { to = fullJid, node = "self.destruct" }));
        Assert.AreEqual("item-not-found", refusal.Condition);
    }

    [TestMethod]
    public async Task The_device_says_what_it_is()
    {
        await using Meeting meeting = await MetAsync();
        (TestDevice device, Peer @operator, string fullJid) = meeting;
        JsonElement info = await @operator.CallAsync("info", new { to = fullJid });
        string[] features = [.. info.GetProperty("features").EnumerateArray().Select(feature => feature.GetString()!)];
        CollectionAssert.Contains(features, Commands);
        CollectionAssert.Contains(features, "urn:xmpp:ping");
        CollectionAssert.Contains(features, "urn:nf:iot:sd:1.0");
        Assert.AreEqual("bot", info.GetProperty("identities")[0][1].GetString());

        await @operator.CallAsync("ping", new { to = fullJid });
        JsonElement version = await @operator.CallAsync("version", new { to = fullJid });
        Assert.AreNotEqual(string.Empty, version.GetProperty("name").GetString());
        JsonElement time = await @operator.CallAsync("time", new { to = fullJid });
        DateTimeOffset utc = time.GetProperty("utc").GetDateTimeOffset();
        Assert.IsLessThan(24, Math.Abs((DateTimeOffset.UtcNow - utc).TotalHours));
    }

    [TestMethod]
    public async Task Help_comes_by_chat_with_a_receipt()
    {
        await using Meeting meeting = await MetAsync();
        (TestDevice device, Peer @operator, _) = meeting;
        await @operator.CallAsync("message", new { to = device.Jid, body = "help", message = "ask-1" });
        await @operator.EventAsync("receipt", receipt => receipt.GetProperty("of").GetString() == "ask-1");
        JsonElement reply = await @operator.EventAsync("message", heard => IsFrom(heard, device));
        StringAssert.Contains(reply.GetProperty("body").GetString(), "pin.write");
    }

    [TestMethod]
    public async Task A_pin_is_written_by_chat()
    {
        await using Meeting meeting = await MetAsync();
        (TestDevice device, Peer @operator, _) = meeting;
        await @operator.CallAsync("message", new { to = device.Jid, body = "pin.write 2 1", message = "ask-2" });
        await @operator.EventAsync("receipt", receipt => receipt.GetProperty("of").GetString() == "ask-2");
        await @operator.EventAsync("message", heard => IsFrom(heard, device));
        Assert.AreEqual(1, device.Board.ReadPin(2));
    }

    [TestMethod]
    public async Task An_unknown_request_is_service_unavailable()
    {
        await using Meeting meeting = await MetAsync();
        (TestDevice device, Peer @operator, string fullJid) = meeting;
        PeerException refusal = await Assert.ThrowsExactlyAsync<PeerException>(() => @operator.CallAsync(
            "iq", new { to = fullJid, type = "get", payload = "<query xmlns='urn:example:never-heard-of'/>" }));
        Assert.AreEqual("service-unavailable", refusal.Condition);
    }

    /// <summary>Asks for the form, fills its fields in the order they came, and completes it.</summary>
    private protected static async Task<JsonElement> WritePinAsync(
        Peer who, string fullJid, params string[] inputs)
    {
        JsonElement form = await who.CallAsync("command", new { to = fullJid, node = "pin.write" });
        Assert.AreEqual("executing", form.GetProperty("status").GetString());
        string[] names = [.. form.GetProperty("form").EnumerateArray()
            .Where(field => field.GetProperty("type").GetString() is not "hidden" and not "fixed")
            .Select(field => field.GetProperty("var").GetString()!)];
        Assert.HasCount(inputs.Length, names);
        Dictionary<string, string> values = names.Zip(inputs).ToDictionary(pair => pair.First, pair => pair.Second);
        return await who.CallAsync(
            "command",
            new
            {
                to = fullJid,
                node = "pin.write",
                action = "complete",
                session = form.GetProperty("session").GetString(),
                values,
            });
    }

    private protected static bool IsFrom(JsonElement heard, TestDevice device) =>
        heard.GetProperty("from").GetString()!.StartsWith(device.Jid, StringComparison.Ordinal);

    // XEP-0050 lets a device refuse with a stanza error or with a note of type error; either must say why.
    private static async Task<string> ComplaintAsync(Func<Task<JsonElement>> request)
    {
        try
        {
            JsonElement answer = await request();
            JsonElement note = answer.GetProperty("notes").EnumerateArray()
                .Single(candidate => candidate.GetProperty("type").GetString() == "error");
            return note.GetProperty("text").GetString()!;
        }
        catch (PeerException refusal)
        {
            Assert.AreEqual("bad-request", refusal.Condition);
            return refusal.Text;
        }
    }
}

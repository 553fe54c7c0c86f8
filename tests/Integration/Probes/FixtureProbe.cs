using System.Text.Json;
using Tests.Integration.Peers;
using Tests.Integration.Servers;

namespace Tests.Integration.Probes;

/// <summary>Proves a server fixture with a third-party client before any device is in play.</summary>
internal static class FixtureProbe
{
    /// <summary>Logs in both ways, talks, publishes, restarts, kicks and locks out.</summary>
    public static async Task RunAsync(LocalServer server)
    {
        await server.CreateAccountAsync("anna@iot.test", "pw-anna");
        await server.CreateAccountAsync("ben@iot.test", "pw-ben");
        await using Peer anna = await Peer.LoginAsync(server, "anna@iot.test", "pw-anna");
        await using Peer ben = await Peer.LoginAsync(server, "ben@iot.test", "pw-ben", directTls: true);
        await anna.CallAsync("message", new { to = ben.FullJid, body = "hello" });
        JsonElement heard = await ben.EventAsync("message", _ => true);
        Assert.AreEqual("hello", heard.GetProperty("body").GetString());

        string service = "pubsub.iot.test";
        await ben.CallAsync("create", new { service, node = "probe" });
        await anna.CallAsync("subscribe", new { service, node = "probe" });
        await ben.CallAsync(
            "publish", new { service, node = "probe", item = "one", payload = "<x xmlns='urn:probe'/>" });
        await anna.EventAsync("item", item => item.GetProperty("item").GetString() == "one");

        Assert.AreEqual(1, await server.SessionCountAsync("ben@iot.test"));
        await server.KickAsync("ben@iot.test");
        await ben.EventAsync("disconnected", _ => true);
        await server.DisableAccountAsync("ben@iot.test");
        await Assert.ThrowsExactlyAsync<PeerException>(() => Peer.LoginAsync(server, "ben@iot.test", "pw-ben"));

        await server.StopAsync();
        await server.StartAsync();
        await using Peer again = await Peer.LoginAsync(server, "anna@iot.test", "pw-anna");
        await server.KillAsync();
        await again.EventAsync("disconnected", _ => true);
    }
}

using System.Text.RegularExpressions;
using Core.Ports;
using HostSim.Network;
using Tests.Integration.Devices;
using Tests.Integration.Wire;

namespace Tests.Integration.Suite;

public abstract partial class ServerSuite
{
    // Below the keep-alive interval, so that nothing but the report is said.
    private const int ReportMs = 200_000;

    private const int PublishUp = 400;
    private const int PublishBoth = 600;
    private const int InstantBytesUp = 1020;

    [TestMethod]
    public async Task Sasl2_takes_five_round_trips_cold() =>
        await MeasureLoginAsync("SASL2 cold, direct TLS", await Stage.NewDeviceAsync(), 5, null);

    [TestMethod]
    public async Task A_token_and_resume_take_three_round_trips()
    {
        await using TestDevice device = await Stage.OnlineAsync(await Stage.NewDeviceAsync());
        await device.SettleAsync();
        int earlier = device.History.Count;
        device.Tap.CutAll();
        await device.ReturnsAsync(earlier);
        StringAssert.Contains(device.Heard, "<resumed");
        CheckLogin("token and resume in one flight", device, 3, InstantBytesUp);
    }

    [TestMethod]
    public async Task A_token_takes_three_round_trips_after_a_restart_of_the_device()
    {
        DeviceWish wish = await Stage.NewDeviceAsync();
        IVault vault = await ShortLifeAsync(wish);
        await ShortLifeAsync(wish with { Vault = vault });
        await MeasureLoginAsync("token and new session in one flight", wish with { Vault = vault }, 3, null);
    }

    [TestMethod]
    public async Task Three_sensor_fields_cost_at_most_400_bytes_up()
    {
        DeviceWish wish = await Stage.NewDeviceAsync();
        await using TestDevice device = await Stage.OnlineAsync(wish with { ReportEveryMs = ReportMs });
        device.Board.SetSensor("Pressure", new HostSim.Board.FailingModel());
        await device.SettleAsync();

        long number = device.Traffic.Recent[^1].Number;
        await device.LeapAsync(ReportMs);
        await device.SettleAsync();
        string said = Since(device, number, "up");
        string heard = Since(device, number, "down");
        StringAssert.Contains(said, "<publish");
        Assert.AreEqual(3, said.Split("<q ").Length - 1, said);

        int up = Acknowledgements().Replace(said, string.Empty).Length;
        int both = up + Acknowledgements().Replace(heard, string.Empty).Length;
        int acknowledgements = said.Length + heard.Length - both;
        Figures.Write(
            TestContext,
            $"{Stage.Server.Label} | publish three fields | {up} B up | {both} B with result | "
            + $"{acknowledgements} B of acknowledgements beside it, both ways");
        Assert.IsLessThanOrEqualTo(PublishUp, up, said);
        Assert.IsLessThanOrEqualTo(PublishBoth, both, said + heard);
    }

    [TestMethod]
    public async Task What_the_device_counts_is_what_the_wire_carries()
    {
        DeviceWish wish = await Stage.NewDeviceAsync();
        await using TestDevice device = await Stage.OnlineAsync(wish with { Port = Stage.Server.StartTls });
        await device.SettleAsync();
        Cost counted = device.Connection.Transport.Cost;
        Assert.AreEqual(device.Tap.Last.Traffic, new Traffic(counted.Up, counted.Down));
    }

    [TestMethod]
    public async Task An_idle_device_says_nothing_but_whitespace()
    {
        await using TestDevice device = await Stage.OnlineAsync(await Stage.NewDeviceAsync());
        await device.SettleAsync();
        await device.LeapAsync(HourMs / 4);
        await device.SettleAsync();
        long number = device.Traffic.Recent[^1].Number;
        Traffic before = device.Tap.Last.Traffic;
        for (int quarter = 0; quarter < 4; quarter++)
        {
            await device.LeapAsync(HourMs / 4);
        }

        string said = Since(device, number, "up") + Since(device, number, "down");
        Traffic cost = device.Tap.Last.Traffic - before;
        Figures.Write(
            TestContext,
            $"{Stage.Server.Label} | idle for an hour | {cost.BytesUp}/{cost.BytesDown} B TLS, up/down");
        Assert.AreNotEqual(0, said.Length, "not even whitespace in an hour");
        Assert.AreEqual(string.Empty, said.Trim());
        AssertOnline(device);
        Assert.AreEqual(1, device.Tap.Opened);
    }

    [GeneratedRegex("<[ra] xmlns=['\"]urn:xmpp:sm:3['\"][^>]*/>|<a h=[^>]*/>")]
    private static partial Regex Acknowledgements();

    // What passed is ASCII here: a character is a byte.
    private static string Since(TestDevice device, long number, string direction) => string.Concat(
        device.Traffic.Recent
            .Where(chunk => chunk.Number > number && chunk.Direction == direction)
            .Select(chunk => chunk.Text));

    private async Task MeasureLoginAsync(string what, DeviceWish wish, int roundTrips, int? bytesUp)
    {
        await using TestDevice device = await Stage.OnlineAsync(wish);
        CheckLogin(what, device, roundTrips, bytesUp);
    }

    private void CheckLogin(string what, TestDevice device, int roundTrips, int? bytesUp)
    {
        (Cost application, Cost transport) = device.Connection.Login
            ?? throw new InvalidOperationException("the device was never online");
        Figures.Write(
            TestContext,
            $"{Stage.Server.Label} | {what} | {transport.RoundTrips} round trips "
            + $"| {application.Up}/{application.Down} B application | {transport.Up}/{transport.Down} B TLS");
        Assert.IsLessThanOrEqualTo(roundTrips, transport.RoundTrips, device.Said);
        if (bytesUp is { } limit)
        {
            Assert.IsLessThanOrEqualTo(limit, (int)transport.Up, device.Said);
        }
    }
}

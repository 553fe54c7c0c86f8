using Tests.Integration.Devices;
using Tests.Integration.Servers;
using Tests.Integration.Wire;

namespace Tests.Integration.Suite;

/// <summary>The suite on Prosody, and what only Prosody can be made to do.</summary>
/// <remarks>A token outlives the disabling of its account on Prosody 13: a device which is online comes back.</remarks>
[TestClass]
public sealed class ProsodyTests : ServerSuite
{
    private static Stage? s_stage;

    private protected override Stage Stage => s_stage!;

    /// <summary>Starts the server.</summary>
    [ClassInitialize]
    public static async Task StartAsync(TestContext context) =>
        s_stage = await Stage.StartAsync(context, ProsodyServer.Missing(), authority => new ProsodyServer(authority));

    /// <summary>Ends the server.</summary>
    [ClassCleanup]
    public static async Task EndAsync() => await s_stage!.DisposeAsync();

    [TestMethod]
    public Task A_fleet_loses_and_doubles_nothing() => RunsFleetAsync();

    [TestMethod]
    public Task A_fleet_notices_what_is_lost() => NoticesLostReportsAsync();

    [TestMethod]
    public Task Plain_is_used_only_if_allowed() => UsesPlainOnlyIfAllowedAsync();

    [TestMethod]
    public Task Classic_scram_takes_eight_round_trips() => MeasureClassicAsync();

    [TestMethod]
    public async Task See_other_host_is_followed()
    {
        await using TestDevice device = await Stage.OnlineAsync(await Stage.NewDeviceAsync());
        await device.SettleAsync();
        await using TcpTap other = new(Stage.Server.DirectTls.Number);
        int earlier = device.History.Count;
        await CloseAsync(device, "see-other-host", $"127.0.0.1:{other.Port}");
        await device.ReturnsAsync(earlier);
        Assert.AreEqual(1, other.Opened);
        Assert.AreEqual(1, device.Tap.Opened);
    }

    [TestMethod]
    [DataRow("reset")]
    [DataRow("policy-violation")]
    [DataRow("resource-constraint")]
    [DataRow("undefined-condition")]
    public Task A_stream_error_is_survived(string condition) =>
        SurvivesAsync(device => CloseAsync(device, condition, string.Empty));

    [TestMethod]
    public Task A_temporary_failure_of_the_account_database_is_waited_out() => WaitsOutBrokenAsync();

    private Task CloseAsync(TestDevice device, string condition, string content) =>
        ((ProsodyServer)Stage.Server).CloseStreamAsync(device.Jid, condition, content);
}

using Tests.Integration.Devices;
using Tests.Integration.Servers;
using Tests.Integration.Wire;

namespace Tests.Integration.Suite;

/// <summary>The suite on the simulator's own server, and what only that can be made to do.</summary>
[TestClass]
public sealed class EmbeddedTests : ServerSuite
{
    private static Stage? s_stage;

    private protected override Stage Stage => s_stage!;

    private EmbeddedLocalServer Server => (EmbeddedLocalServer)Stage.Server;

    /// <summary>Starts the server.</summary>
    [ClassInitialize]
    public static async Task StartAsync(TestContext context) =>
        s_stage = await Stage.StartAsync(context, null, authority => new EmbeddedLocalServer(authority));

    /// <summary>Ends the server.</summary>
    [ClassCleanup]
    public static async Task EndAsync() => await s_stage!.DisposeAsync();

    [TestMethod]
    public Task An_account_disabled_while_online_halts_in_the_end() => HaltsWhenDisabledAsync();

    [TestMethod]
    public Task Classic_scram_takes_eight_round_trips() => MeasureClassicAsync();

    [TestMethod]
    public Task Scram_sha512_is_taken_where_it_is_offered() =>
        LogsInWithAsync(LoginPath.ScramSha512, "'SCRAM-SHA-512'");

    [TestMethod]
    public Task A_temporary_failure_of_the_account_database_is_waited_out() => WaitsOutBrokenAsync();

    [TestMethod]
    [DataRow("reset")]
    [DataRow("policy-violation")]
    [DataRow("resource-constraint")]
    [DataRow("undefined-condition")]
    public Task A_stream_error_is_survived(string condition) =>
        SurvivesAsync(device => Server.CloseStreamAsync(device.Jid, condition));

    [TestMethod]
    public async Task Servers_that_send_us_round_in_circles_are_not_followed_for_ever()
    {
        await using TestDevice device = await Stage.OnlineAsync(await Stage.NewDeviceAsync());
        await device.SettleAsync();
        int earlier = device.History.Count;
        await using TcpTap other = new(Server.DirectTls.Number);
        Server.Main.Faults.SeeOtherHost = $"127.0.0.1:{other.Port}";
        try
        {
            device.Tap.CutAll();
            await device.UntilAsync(() => other.Opened > 0, "was sent away");
            await device.UntilAsync(() => device.Status.State == Core.Agent.AgentState.Offline, "waits");
            Assert.IsLessThanOrEqualTo(4, other.Opened, "was sent round and round");
        }
        finally
        {
            Server.Main.Faults.SeeOtherHost = null;
        }

        await device.ReturnsAsync(earlier);
    }

    [TestMethod]
    public Task A_stanza_too_big_for_the_server_is_not_sent_for_ever() => SurvivesTooBigAsync();
}

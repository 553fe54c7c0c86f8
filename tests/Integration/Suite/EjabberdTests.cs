using Tests.Integration.Servers;

namespace Tests.Integration.Suite;

/// <summary>The suite on ejabberd, and what only ejabberd can be made to do.</summary>
/// <remarks>A token outlives a ban on ejabberd 24, so that a device which is online comes back after one.</remarks>
[TestClass]
public sealed class EjabberdTests : ServerSuite
{
    private static Stage? s_stage;

    private protected override Stage Stage => s_stage!;

    /// <summary>Starts the server.</summary>
    [ClassInitialize]
    public static async Task StartAsync(TestContext context) =>
        s_stage = await Stage.StartAsync(context, EjabberdServer.Missing(), authority => new EjabberdServer(authority));

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
    public Task Scram_sha512_is_taken_where_it_is_offered() =>
        LogsInWithAsync(LoginPath.ScramSha512, "'SCRAM-SHA-512'");

    [TestMethod]
    public Task A_stanza_too_big_for_the_server_is_not_sent_for_ever() => SurvivesTooBigAsync();
}

using Core.Agent;
using Tests.Integration.Devices;
using Tests.Integration.Peers;

namespace Tests.Integration.Suite;

/// <summary>What every server must carry: the same tests, real sockets and TLS, a third-party client.</summary>
public abstract partial class ServerSuite
{
    /// <summary>The runner's word on the running test.</summary>
    public TestContext TestContext { get; set; } = null!;

    private protected abstract Stage Stage { get; }

    /// <summary>Skips with a reason, or fails, where the server cannot run.</summary>
    [TestInitialize]
    public void RequireServer() => Stage.Require();

    /// <summary>Shows the server's log of a failed test.</summary>
    [TestCleanup]
    public void ShowLog()
    {
        if (TestContext.CurrentTestOutcome is UnitTestOutcome.Failed or UnitTestOutcome.Timeout)
        {
            Console.WriteLine(Stage.Server.ReadLog());
        }
    }

    /// <summary>A device that is online, seen by the operator, and quiet again.</summary>
    private protected async Task<Meeting> MetAsync()
    {
        TestDevice device = await Stage.OnlineAsync(await Stage.NewDeviceAsync());
        try
        {
            string fullJid = await Stage.MeetAsync(device);
            await device.SettleAsync();
            return new Meeting(device, await Stage.OperatorAsync(), fullJid);
        }
        catch
        {
            await device.DisposeAsync();
            throw;
        }
    }

    private protected static void AssertOnline(TestDevice device) =>
        Assert.AreEqual(AgentState.Online, device.Status.State, device.Status.Reason.ToString());
}

using HostSim.PushGateway;
using HostSim.PushGateway.Store;
using Microsoft.Extensions.Logging.Abstractions;
using Tests.Gateway.Courier;
using Tests.Gateway.Provider;
using Rig = Tests.Gateway.Courier.Rig;

namespace Tests.Gateway.Store;

/// <summary>The journal is made shorter while everything goes on, and whatever the disk does.</summary>
[TestClass]
public sealed class CompactionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [TestMethod]
    public async Task A_disk_that_stalls_holds_nobody_up_but_those_who_wait_for_it()
    {
        using Rig rig = new();
        Device device = rig.Online("a");
        await MakeLongAsync(rig);
        using ManualResetEventSlim stalls = new();
        using ManualResetEventSlim goesOn = new();
        rig.Hub.Ledger.Journal.Flushed += _ =>
        {
            stalls.Set();
            goesOn.Wait();
        };
        Task<PushVerdict> push = Task.Run(() => rig.Push(device.Token, "x"));
        try
        {
            Assert.IsTrue(stalls.Wait(Patience));
            await Task.Run(rig.Hub.Tidy).WaitAsync(Patience);
            await Task.Run(() => device.Say(Frames.KeepAlive)).WaitAsync(Patience);
        }
        finally
        {
            goesOn.Set();
        }

        Assert.AreEqual(PushOutcome.Accepted, (await push).Outcome);
        string snapshot = Path.Combine(rig.Folder, "journal", "00000002.snap");
        await Poll.UntilAsync(() => File.Exists(snapshot), "the snapshot");
        rig.Restart();
        CollectionAssert.AreEqual(new[] { "x" }, DeliveryTests.Return(rig, device).Payloads());
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task A_log_that_cannot_be_begun_is_not_left_behind()
    {
        string folder = Directory.CreateTempSubdirectory("journal-").FullName;
        string second = Path.Combine(folder, "00000002.log");
        using (Journal journal = Journal.Open(folder, _ => { }, NullLogger.Instance, new GatewayMetrics()))
        {
            await journal.DurableAsync(journal.Append(Topic("one")));
            File.CreateSymbolicLink(second, "/dev/full");
            await Assert.ThrowsAsync<IOException>(() => journal.CompactAsync(() => [Topic("one")]));
            await journal.DurableAsync(journal.Append(Topic("two")));
        }

        Assert.IsFalse(File.Exists(second));
        int records = 0;
        Journal.Open(folder, _ => records++, NullLogger.Instance, new GatewayMetrics()).Dispose();
        Assert.AreEqual(2, records);
        Directory.Delete(folder, recursive: true);
    }

    private static byte[] Topic(string name) => [.. new RecordWriter().Begin(RecordKind.Topic).Text(name).Written];

    private static async Task MakeLongAsync(Rig rig)
    {
        string large = new('x', 1_000_000);
        while (!rig.Hub.Ledger.IsLong)
        {
            await rig.Hub.Ledger.Journal.DurableAsync(rig.Hub.Ledger.Topic(large));
        }
    }
}

using HostSim.PushGateway;
using HostSim.PushGateway.Store;
using Microsoft.Extensions.Logging.Abstractions;
using Tests.Gateway.Courier;
using Tests.Gateway.Provider;
using Rig = Tests.Gateway.Courier.Rig;

namespace Tests.Gateway.Store;

/// <summary>The disk is full: who can be told is told, nobody is told too much, and it goes on when there is
/// room.</summary>
[TestClass]
public sealed class FullDiskTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly FullDisk _disk = new();

    [TestMethod]
    public async Task Providers_are_refused_nothing_confirmed_is_lost_and_it_recovers()
    {
        using Rig rig = new(options => options with { OpenLog = _disk.Open });
        Device device = rig.Online("a");
        device.Leave();
        Assert.AreEqual(PushOutcome.Accepted, await PushAsync(rig, device, "before"));
        _disk.IsFull = true;
        Assert.AreEqual(PushOutcome.Unavailable, await PushAsync(rig, device, "under way"));

        // Now it is known: nothing of what comes is taken, so that memory does not fill up instead.
        long end = rig.Hub.Ledger.Journal.End;
        for (int i = 0; i < 100; i++)
        {
            Assert.AreEqual(PushOutcome.Unavailable, await PushAsync(rig, device, "not taken"));
        }

        Assert.AreEqual(end, rig.Hub.Ledger.Journal.End);
        await Poll.UntilAsync(() => _disk.Refusals > 1, "another try");
        _disk.IsFull = false;
        await Poll.UntilAsync(() => rig.Hub.Ledger.Journal.HasRoom, "room");
        Assert.AreEqual(PushOutcome.Accepted, await PushAsync(rig, device, "after"));
        rig.Restart();
        CollectionAssert.AreEqual(
            new[] { "before", "under way", "after" }, DeliveryTests.Return(rig, device).Payloads());
    }

    [TestMethod]
    public async Task All_who_wait_when_it_fills_are_told()
    {
        const int Providers = 50;
        using Rig rig = new(options => options with { OpenLog = _disk.Open });
        Device device = rig.Online("a");
        device.Leave();
        _disk.IsFull = true;
        PushOutcome[] outcomes = await Task.WhenAll(
            Enumerable.Range(0, Providers).Select(number => PushAsync(rig, device, $"{number}")));
        CollectionAssert.AreEqual(Enumerable.Repeat(PushOutcome.Unavailable, Providers).ToArray(), outcomes);
        _disk.IsFull = false;
        await Poll.UntilAsync(() => rig.Hub.Ledger.Journal.HasRoom, "room");
        string[] heard = DeliveryTests.Return(rig, device).Payloads();
        CollectionAssert.AllItemsAreUnique(heard);
    }

    [TestMethod]
    public async Task An_end_while_it_is_full_loses_only_what_nobody_was_told_of()
    {
        using Rig rig = new(options => options with { OpenLog = _disk.Open });
        Device device = rig.Online("a");
        device.Leave();
        Assert.AreEqual(PushOutcome.Accepted, await PushAsync(rig, device, "before"));
        _disk.IsFull = true;
        Assert.AreEqual(PushOutcome.Unavailable, await PushAsync(rig, device, "under way"));
        await Task.Run(rig.Restart).WaitAsync(Patience);
        _disk.IsFull = false;
        CollectionAssert.AreEqual(new[] { "before" }, DeliveryTests.Return(rig, device).Payloads());
    }

    [TestMethod]
    public async Task Who_cannot_be_told_waits_until_it_is_on_the_disk()
    {
        string folder = Directory.CreateTempSubdirectory("journal-").FullName;
        using (Journal journal = Journal.Open(
            new JournalFolder(folder, _disk.Open), _ => { }, NullLogger.Instance, new GatewayMetrics()))
        {
            _disk.IsFull = true;
            long position = journal.Append([(byte)RecordKind.Topic, 1, 2, 3]);
            Task waits = journal.DurableAsync(position).AsTask();
            Assert.IsFalse(await journal.TryDurableAsync(position).AsTask().WaitAsync(Patience));
            await Poll.UntilAsync(() => _disk.Refusals > 1, "another try");
            Assert.IsFalse(waits.IsCompleted);
            _disk.IsFull = false;
            await waits.WaitAsync(Patience);
            Assert.IsTrue(await journal.TryDurableAsync(position));
            Assert.AreEqual(position, journal.Durable);
        }

        int records = 0;
        Journal.Open(folder, _ => records++, NullLogger.Instance, new GatewayMetrics()).Dispose();
        Assert.AreEqual(1, records);
        Directory.Delete(folder, recursive: true);
    }

    // A wait without an end fails here instead of holding everything up.
    private static Task<PushOutcome> PushAsync(Rig rig, Device device, string payload) =>
        Task.Run(() => rig.Push(device.Token, payload).Outcome).WaitAsync(Patience);
}

using HostSim.Network;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.HostSim.Network;

[TestClass]
public sealed class FaultyStreamTests
{
    private static readonly byte[] Sent = [.. Enumerable.Range(0, 4000).Select(i => (byte)i)];

    private static readonly FaultPlan Plan =
        new() { Seed = 11, SplitEvery = 37, FlipEvery = 500, StallEvery = 900, StallTime = TimeSpan.Zero };

    [TestMethod]
    public async Task The_same_plan_does_the_same_however_reads_are_cut()
    {
        byte[] whole = (await ReceiveAsync(Plan, readSize: 4000)).Bytes;
        byte[] small = (await ReceiveAsync(Plan, readSize: 7)).Bytes;
        CollectionAssert.AreEqual(whole, small);
        CollectionAssert.AreNotEqual(Sent, whole);
    }

    [TestMethod]
    public async Task The_same_plan_cuts_reads_at_the_same_places_and_another_seed_elsewhere()
    {
        List<int> one = (await ReceiveAsync(Plan, readSize: 4000)).Reads;
        List<int> same = (await ReceiveAsync(Plan, readSize: 4000)).Reads;
        List<int> other = (await ReceiveAsync(Plan with { Seed = 12 }, readSize: 4000)).Reads;
        CollectionAssert.AreEqual(one, same);
        CollectionAssert.AreNotEqual(one, other);
        Assert.IsGreaterThan(50, one.Count);
    }

    [TestMethod]
    public async Task What_is_written_suffers_the_same_faults_however_writes_are_cut()
    {
        byte[] whole = await SendAsync(writeSize: 4000);
        byte[] small = await SendAsync(writeSize: 13);
        CollectionAssert.AreEqual(whole, small);
        int flipped = whole.Zip(Sent).Count(pair => pair.First != pair.Second);
        Assert.IsInRange(2, 40, flipped);
    }

    [TestMethod]
    public async Task A_cut_comes_after_exactly_as_many_bytes_and_is_final()
    {
        (MemoryPipe client, MemoryPipe server) = MemoryPipe.Connect();
        await server.WriteAsync(Sent);
        await using FaultyStream faulty = new(client, new FaultPlan { CutAfter = 1234 });
        byte[] received = new byte[1234];
        await faulty.ReadExactlyAsync(received);
        await Assert.ThrowsExactlyAsync<IOException>(async () => await faulty.ReadExactlyAsync(new byte[1]));
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(async () => await faulty.WriteAsync(new byte[1]));
        CollectionAssert.AreEqual(Sent[..1234], received);
        await Assert.ThrowsExactlyAsync<IOException>(async () => await server.WriteAsync(new byte[1]));
    }

    [TestMethod]
    public async Task Without_faults_everything_passes_and_the_end_is_seen()
    {
        (MemoryPipe client, MemoryPipe server) = MemoryPipe.Connect();
        await using FaultyStream faulty = new(client, FaultPlan.None);
        await server.WriteAsync(Sent);
        await server.DisposeAsync();
        using MemoryStream all = new();
        await faulty.CopyToAsync(all);
        CollectionAssert.AreEqual(Sent, all.ToArray());
    }

    private static async Task<(byte[] Bytes, List<int> Reads)> ReceiveAsync(FaultPlan plan, int readSize)
    {
        (MemoryPipe client, MemoryPipe server) = MemoryPipe.Connect();
        await server.WriteAsync(Sent);
        await server.DisposeAsync();
        await using FaultyStream faulty = new(client, plan);
        List<int> reads = [];
        using MemoryStream all = new();
        byte[] buffer = new byte[readSize];
        int count;
        while ((count = await faulty.ReadAsync(buffer)) > 0)
        {
            reads.Add(count);
            all.Write(buffer, 0, count);
        }

        return (all.ToArray(), reads);
    }

    private static async Task<byte[]> SendAsync(int writeSize)
    {
        (MemoryPipe client, MemoryPipe server) = MemoryPipe.Connect();
        await using (FaultyStream faulty = new(client, Plan))
        {
            for (int at = 0; at < Sent.Length; at += writeSize)
            {
                await faulty.WriteAsync(Sent.AsMemory(at, Math.Min(writeSize, Sent.Length - at)));
            }
        }

        using MemoryStream all = new();
        await server.CopyToAsync(all);
        return all.ToArray();
    }
}

using HostSim.Network;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.HostSim.Network;

/// <summary>A connection in memory behaves as one over a network does.</summary>
[TestClass]
public sealed class MemoryPipeTests
{
    [TestMethod]
    public async Task ManySegmentsArriveWholeAndInOrder()
    {
        (MemoryPipe client, MemoryPipe server) = MemoryPipe.Connect();
        byte[] sent = new byte[3 * MemoryPipe.WindowBytes];
        new Random(1).NextBytes(sent);

        Task writing = server.WriteAsync(sent).AsTask();
        byte[] received = new byte[sent.Length];
        await client.ReadExactlyAsync(received);
        await writing;

        CollectionAssert.AreEqual(sent, received);
    }

    [TestMethod]
    public async Task WaitingTakesNothing()
    {
        (MemoryPipe client, MemoryPipe server) = MemoryPipe.Connect();
        Task waiting = client.WaitToReadAsync().AsTask();
        Assert.IsFalse(waiting.IsCompleted);

        await server.WriteAsync(new byte[] { 7 });
        await waiting;
        await client.WaitToReadAsync();
        byte[] one = new byte[2];

        Assert.AreEqual(1, await client.ReadAsync(one));
        Assert.AreEqual(7, one[0]);
    }

    [TestMethod]
    public async Task HungUpEndStillReads()
    {
        (MemoryPipe client, MemoryPipe server) = MemoryPipe.Connect();
        server.HangUp();
        await client.WriteAsync(new byte[] { 1, 2 });

        Assert.AreEqual(0, await client.ReadAsync(new byte[4]));
        Assert.AreEqual(2, await server.ReadAsync(new byte[4]));
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => server.WriteAsync(new byte[1]).AsTask());
    }

    [TestMethod]
    public async Task ReadUnderWayEndsWhenItsEndIsClosed()
    {
        (MemoryPipe client, _) = MemoryPipe.Connect();
        Task<int> reading = client.ReadAsync(new byte[4]).AsTask();
        await client.DisposeAsync();

        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => client.ReadAsync(new byte[4]).AsTask());
        Task first = await Task.WhenAny(reading, Task.Delay(TimeSpan.FromSeconds(30)));
        Assert.AreSame(reading, first);
    }
}

using HostSim.PushGateway;
using HostSim.PushGateway.Store;

namespace Tests.Gateway.Store;

/// <summary>Which events are still there when there were too many.</summary>
[TestClass]
public sealed class UpstreamLogTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly UpstreamLog _log = new(TimeProvider.System);

    [TestMethod]
    public async Task Devices_that_come_and_go_push_no_message_out()
    {
        long first = Add(UpstreamKind.Message, "a");
        for (int i = 0; i < 5000; i++)
        {
            Add(UpstreamKind.Online, "b");
        }

        List<UpstreamEvent> kept = await ReadAsync(0);
        Assert.AreEqual(first, kept[0].Sequence);
        Assert.AreEqual(UpstreamKind.Message, kept[0].Kind);
        Assert.AreEqual(UpstreamKind.Gap, kept[1].Kind);
        Assert.HasCount(4096, kept.Where(one => one.Kind == UpstreamKind.Online));
        Assert.HasCount(1 + 1 + 4096, kept);
        Assert.AreEqual(kept[1].Sequence, (await ReadAsync(first))[0].Sequence);
    }

    [TestMethod]
    [DataRow(1, 5000)]
    [DataRow(15_000, 1000)]
    public async Task A_device_that_says_much_pushes_no_other_device_out(int size, int count)
    {
        long first = Add(UpstreamKind.Message, "a");
        for (int i = 0; i < count; i++)
        {
            Add(UpstreamKind.Message, "b", size);
        }

        List<UpstreamEvent> kept = await ReadAsync(0);
        Assert.AreEqual(("a", first), (kept[0].Device, kept[0].Sequence));
        Assert.AreEqual(UpstreamKind.Gap, kept[1].Kind);
        Assert.IsTrue(kept.Skip(2).All(one => one.Device == "b"));
        Assert.AreEqual(_log.Newest, kept[^1].Sequence);
        Assert.IsLessThanOrEqualTo(4096, kept.Count - 1);
        Assert.IsLessThanOrEqualTo(8 * 1024 * 1024, kept.Sum(one => one.Payload.Length));
    }

    [TestMethod]
    public async Task Of_many_devices_the_oldest_messages_go()
    {
        const int More = 1000;
        for (int i = 0; i < 4096 + More; i++)
        {
            Add(UpstreamKind.Online, $"{i}");
            Add(UpstreamKind.Message, $"{i}");
        }

        List<UpstreamEvent> kept = await ReadAsync(0);
        Assert.AreEqual(UpstreamKind.Gap, kept[0].Kind);
        CollectionAssert.AreEqual(Enumerable.Range(More, 4096).Select(i => $"{i}").ToArray(),
            kept.Where(one => one.Kind == UpstreamKind.Message).Select(one => one.Device).ToArray());
        Assert.HasCount(4096, _log.Kept());
    }

    private long Add(UpstreamKind kind, string device, int size = 0)
    {
        long sequence = _log.Next();
        _log.Add(new UpstreamEvent
        {
            Sequence = sequence,
            Kind = kind,
            At = DateTimeOffset.UnixEpoch,
            Device = device,
            Payload = new byte[size],
        }, 0);
        return sequence;
    }

    private async Task<List<UpstreamEvent>> ReadAsync(long after)
    {
        using CancellationTokenSource limit = new(Patience);
        List<UpstreamEvent> read = [];
        await foreach (UpstreamEvent next in _log.ReadAsync(after, limit.Token))
        {
            read.Add(next);
            if (next.Sequence == _log.Newest)
            {
                break;
            }
        }

        return read;
    }
}

using HostSim.PushGateway;
using HostSim.PushGateway.Courier;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Tests.Gateway.Courier;

namespace Tests.Gateway.Store;

/// <summary>What the gateway still knows after it was started anew, from its journal and from a snapshot of
/// it.</summary>
[TestClass]
public sealed class RecoveryTests
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Everything_that_was_acknowledged_is_there_again(bool compacts)
    {
        using Rig rig = new();
        Device device = rig.Online("a", (Frames.Enabled, Rig.Topic), (Frames.Paused, Rig.Other));
        device.HearAll();
        device.Say(Frames.AppToken(device.Token, Rig.Topic));
        byte[] scoped = device.Hear(0x12).Find(2)!;
        rig.Push(device.Token, "done");
        device.Say(Frames.Acknowledge(device.Hear(0x0a)));
        rig.Push(scoped, "in flight", change: push => push with { CollapseId = "c", Provider = "p" });
        Tlv before = device.Hear(0x0a);
        rig.Push(device.Token, "paused", Rig.Other);
        await RestartAsync(rig, compacts);

        Assert.AreEqual(2, rig.Metrics.PushesWaiting.Value);
        Assert.AreEqual(PushOutcome.WrongTopic, rig.Push(scoped, "x", Rig.Other).Outcome);
        Assert.AreEqual(PushOutcome.Accepted, rig.Push(scoped, "second").Outcome);
        Device again = rig.Open("a");
        again.Connect(device.Token);
        again.Say(Frames.Filter(device.Token, (Frames.Enabled, Rig.Topic), (Frames.Enabled, Rig.Other)));
        List<Tlv> heard = again.HearAll();
        CollectionAssert.AreEqual(new[] { "in flight", "paused", "second" }, heard.Select(Device.Payload).ToArray());
        Assert.IsTrue(before.Items.All(item => item.Value.SequenceEqual(heard[0].Find(item.Id)!)));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Retired_tokens_and_gone_topics_keep_their_dates(bool compacts)
    {
        using Rig rig = new(options => options with { Store = options.Store with { TokensPerDevice = 1 } });
        Device first = rig.Online("a");
        first.Leave();
        DateTimeOffset retired = rig.Clock.GetUtcNow();
        Device second = rig.Online("a");
        second.Say(Frames.Filter(second.Token, (Frames.Enabled, Rig.Other)));
        rig.Clock.Advance(10_000);
        await RestartAsync(rig, compacts);

        PushVerdict old = rig.Push(first.Token, "x");
        Assert.AreEqual(PushOutcome.ExpiredToken, old.Outcome);
        Assert.AreEqual(retired.ToUnixTimeMilliseconds(), old.Since!.Value.ToUnixTimeMilliseconds());
        PushVerdict gone = rig.Push(second.Token, "x");
        Assert.AreEqual(PushOutcome.Unregistered, gone.Outcome);
        Assert.AreEqual(retired.ToUnixTimeMilliseconds(), gone.Since!.Value.ToUnixTimeMilliseconds());
    }

    [TestMethod]
    public void Ids_are_not_given_twice_after_a_restart()
    {
        using Rig rig = new();
        Device device = rig.Online("a");
        device.HearAll();
        rig.Push(device.Token, "kept");
        long kept = device.Hear(0x0a).Number(4);
        rig.Push(device.Token, "once", change: push => push with { Expires = DateTimeOffset.UnixEpoch });
        long once = device.Hear(0x0a).Number(4);
        rig.Restart();
        device = DeliveryTests.Return(rig, device);
        device.HearAll();
        rig.Push(device.Token, "new");
        long fresh = device.Hear(0x0a).Number(4);
        Assert.IsGreaterThan(kept, once);
        Assert.IsGreaterThan(once, fresh);
    }

    [TestMethod]
    public void A_full_mailbox_comes_back_in_order()
    {
        using Rig rig = new();
        Device device = rig.Online("a");
        device.Leave();
        for (int i = 0; i < 100; i++)
        {
            rig.Push(device.Token, $"{i}");
        }

        rig.Restart();
        Assert.AreEqual(100, rig.Metrics.PushesWaiting.Value);
        CollectionAssert.AreEqual(
            Enumerable.Range(0, new CourierLimits().Outstanding).Select(i => $"{i}").ToArray(),
            DeliveryTests.Return(rig, device).Payloads());
    }

    private static async Task RestartAsync(Rig rig, bool compacts)
    {
        if (compacts)
        {
            Task compaction;
            lock (rig.Hub.Gate)
            {
                compaction = rig.Hub.Ledger.CompactAsync(rig.Hub.Gate);
            }

            await compaction;
        }

        rig.Restart();
    }
}

using HostSim.PushGateway;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.Gateway.Courier;

/// <summary>What reaches a device, and in which order, until it is confirmed.</summary>
[TestClass]
public sealed class DeliveryTests
{
    [TestMethod]
    public void A_filter_with_nothing_stored_is_answered_so()
    {
        using Rig rig = new();
        Device device = rig.Online("a");
        CollectionAssert.AreEqual(device.Token, device.Hear(0x0e).Find(1));
        device.HearNothing();
    }

    [TestMethod]
    public void A_push_arrives_with_everything_it_needs()
    {
        using Rig rig = new();
        Device device = rig.Online("a");
        device.HearAll();
        PushVerdict verdict = rig.Push(device.Token, "{}", change: push => push with
        {
            Provider = "TEAM/KEY",
            Expires = DateTimeOffset.FromUnixTimeSeconds(4_000_000_000),
        });
        Assert.AreEqual(PushOutcome.Accepted, verdict.Outcome);
        Tlv notification = device.Hear(0x0a);
        CollectionAssert.AreEqual(device.Token, notification.Find(1));
        CollectionAssert.AreEqual(Frames.Hash(Rig.Topic), notification.Find(2));
        Assert.AreEqual("{}", Device.Payload(notification));
        Assert.HasCount(4, notification.Find(4)!);
        Assert.AreEqual(4_000_000_000, notification.Number(5));
        Assert.AreEqual(rig.Clock.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000, notification.Number(6));
        Assert.IsNull(notification.Find(7));
        Assert.AreEqual("TEAM/KEY", System.Text.Encoding.UTF8.GetString(notification.Find(0xf0)!));
    }

    [TestMethod]
    public void Nothing_goes_out_before_a_filter()
    {
        using Rig rig = new();
        Device first = rig.Online("a");
        first.Leave();
        rig.Push(first.Token, "stored");
        Device second = rig.Open("a");
        second.Connect(first.Token);
        second.HearNothing();
        second.Say(Frames.Filter(first.Token, (Frames.Enabled, Rig.Topic)));
        CollectionAssert.AreEqual(new[] { "stored" }, second.Payloads());
    }

    [TestMethod]
    public void Stored_pushes_come_by_priority_then_age_and_the_last_is_marked()
    {
        using Rig rig = new();
        Device device = rig.Online("a");
        device.Leave();
        rig.Push(device.Token, "low", change: push => push with { Priority = 1 });
        rig.Push(device.Token, "first");
        rig.Push(device.Token, "middle", change: push => push with { Priority = 5 });
        rig.Push(device.Token, "second");
        device = Return(rig, device);
        List<Tlv> heard = device.HearAll();
        CollectionAssert.AreEqual(new[] { "first", "second", "middle", "low" }, heard.Select(Device.Payload).ToArray());
        CollectionAssert.AreEqual(new long[] { 1, 1, 1, 3 }, heard.Select(it => it.Number(7)).ToArray());
    }

    [TestMethod]
    public void Unconfirmed_comes_again_with_the_same_id_and_confirmed_does_not()
    {
        using Rig rig = new();
        Device device = rig.Online("a");
        device.HearAll();
        rig.Push(device.Token, "one");
        rig.Push(device.Token, "two");
        Tlv one = device.Hear(0x0a);
        Tlv two = device.Hear(0x0a);
        device.Say(Frames.Acknowledge(one));
        device = Return(rig, device);
        Tlv again = device.Hear(0x0a);
        CollectionAssert.AreEqual(two.Find(4), again.Find(4));
        device.Say(Frames.Acknowledge(again));
        device = Return(rig, device);
        device.Hear(0x0e);
        Assert.AreEqual(0, rig.Metrics.PushesWaiting.Value);
        Assert.AreEqual(0, rig.Metrics.BytesWaiting.Value);
    }

    [TestMethod]
    public void Silence_brings_it_again_and_then_ends_the_session()
    {
        using Rig rig = new();
        Device device = rig.Online("a");
        device.HearAll();
        rig.Push(device.Token, "one");
        Tlv first = device.Hear(0x0a);
        for (int i = 0; i < 2; i++)
        {
            rig.Clock.Advance(30_000);
            device.Tick();
            CollectionAssert.AreEqual(first.ToArray(), device.Hear(0x0a).ToArray());
        }

        rig.Clock.Advance(30_000);
        device.Tick();
        Assert.Contains("not acknowledged", device.Ending!);
        Assert.AreEqual(1, rig.Metrics.PushesWaiting.Value);
    }

    [TestMethod]
    public void Too_early_is_tried_again_after_a_pause()
    {
        using Rig rig = new();
        Device device = rig.Online("a");
        device.HearAll();
        rig.Push(device.Token, "one");
        device.Say(Frames.Acknowledge(device.Hear(0x0a), 0x80));
        rig.Clock.Advance(4_000);
        device.Tick();
        device.HearNothing();
        rig.Clock.Advance(1_000);
        device.Tick();
        device.Say(Frames.Acknowledge(device.Hear(0x0a)));
        Assert.AreEqual(1, rig.Metrics.PushesAcknowledged.Value);
    }

    [TestMethod]
    [DataRow((byte)2)]
    [DataRow((byte)3)]
    public void What_a_device_refuses_is_not_sent_again(byte status)
    {
        using Rig rig = new();
        Device device = rig.Online("a");
        device.HearAll();
        rig.Push(device.Token, "one");
        device.Say(Frames.Acknowledge(device.Hear(0x0a), status));
        Return(rig, device).Hear(0x0e);
        Assert.AreEqual(1, rig.Metrics.PushesRejected.Value);
    }

    [TestMethod]
    public void Only_so_many_are_in_flight()
    {
        using Rig rig = new(options => options with { Limits = options.Limits with { Outstanding = 2 } });
        Device device = rig.Online("a");
        device.HearAll();
        for (int i = 0; i < 5; i++)
        {
            rig.Push(device.Token, $"{i}");
        }

        List<Tlv> heard = device.HearAll();
        Assert.HasCount(2, heard);
        device.Say(Frames.Acknowledge(heard[0]));
        CollectionAssert.AreEqual(new[] { "2" }, device.Payloads());
    }

    [TestMethod]
    public void A_device_that_takes_one_at_a_time_gets_all_in_order_and_never_more_than_eight_at_once()
    {
        const int Pushes = 100;
        const int Window = 8;
        using Rig rig = new();
        Device device = rig.Online("a");
        device.HearAll();
        string[] all = [.. Enumerable.Range(0, Pushes).Select(number => $"{number}")];
        Array.ForEach(all, payload => rig.Push(device.Token, payload));
        Queue<Tlv> there = new(device.HearAll());
        Assert.HasCount(Window, there);
        List<string> taken = [];
        while (there.TryDequeue(out Tlv? next))
        {
            taken.Add(Device.Payload(next));
            device.Say(Frames.Acknowledge(next));
            device.HearAll().ForEach(there.Enqueue);
            Assert.IsLessThanOrEqualTo(Window, there.Count);
        }

        CollectionAssert.AreEqual(all, taken);
        Assert.AreEqual(0, rig.Metrics.PushesResent.Value);
        Assert.AreEqual(0, rig.Metrics.PushesWaiting.Value);
    }

    [TestMethod]
    public void A_device_that_does_not_read_is_not_written_to_without_end()
    {
        using Rig rig = new(options => options with
        {
            Limits = options.Limits with { OutputBytes = 4000, Outstanding = 64 },
        });
        Device device = rig.Online("a");
        for (int i = 0; i < 20; i++)
        {
            rig.Push(device.Token, new string('x', 1000));
        }

        Assert.IsLessThan(6000, device.Session.Waiting);
        int count = 0;
        for (int i = 0; i < 10; i++)
        {
            count += device.Payloads().Length;
        }

        Assert.AreEqual(20, count);
    }

    [TestMethod]
    public void What_expired_is_not_delivered()
    {
        using Rig rig = new();
        Device device = rig.Online("a");
        device.Leave();
        rig.Push(device.Token, "short", change: push => push with { Expires = rig.Clock.GetUtcNow().AddSeconds(60) });
        rig.Push(device.Token, "long");
        rig.Clock.Advance(61_000);
        CollectionAssert.AreEqual(new[] { "long" }, Return(rig, device).Payloads());
        Assert.AreEqual(1, rig.Metrics.PushesExpired.Value);
    }

    [TestMethod]
    public void One_attempt_is_one_attempt()
    {
        using Rig rig = new();
        Device device = rig.Online("a");
        device.HearAll();
        Assert.AreEqual(PushOutcome.Accepted, PushNow(rig, device, "now").Outcome);
        CollectionAssert.AreEqual(new[] { "now" }, device.Payloads());
        device.Leave();
        Assert.AreEqual(PushOutcome.Accepted, PushNow(rig, device, "nobody there").Outcome);
        Return(rig, device).Hear(0x0e);
        Assert.AreEqual(2, rig.Metrics.PushesDropped.Value);
        Assert.AreEqual(0, rig.Metrics.PushesWaiting.Value);
    }

    /// <summary>The device comes again with its token and the same filter.</summary>
    internal static Device Return(Rig rig, Device device)
    {
        device.Leave();
        Device again = rig.Open("a");
        again.Connect(device.Token);
        again.Say(Frames.Filter(device.Token, (Frames.Enabled, Rig.Topic)));
        return again;
    }

    private static PushVerdict PushNow(Rig rig, Device device, string payload) =>
        rig.Push(device.Token, payload, change: push => push with { Expires = DateTimeOffset.UnixEpoch });
}

using HostSim.PushGateway;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.Gateway.Courier;

/// <summary>Topics: what the filter says of them, what replaces what, and tokens for one of them.</summary>
[TestClass]
public sealed class TopicTests
{
    [TestMethod]
    [DataRow(Frames.Enabled, 10, true)]
    [DataRow(Frames.Enabled, 5, false)]
    [DataRow(Frames.Enabled, 1, false)]
    [DataRow(Frames.Opportunistic, 10, false)]
    [DataRow(Frames.NonWaking, 10, false)]
    [DataRow(Frames.Paused, 10, false)]
    public void A_sleeping_device_is_woken_only_by_what_may(byte list, int priority, bool isWoken)
    {
        using Rig rig = new();
        Device device = Asleep(rig, list);
        rig.Push(device.Token, "x", change: push => push with { Priority = priority });
        Assert.AreEqual(isWoken ? 1 : 0, device.Payloads().Length);
        device.Say(Frames.KeepAlive);
        Assert.AreEqual(isWoken || list == Frames.Paused ? 0 : 1, device.Payloads().Length);
    }

    [TestMethod]
    public void What_waits_for_an_awake_device_rides_along_with_what_wakes_it()
    {
        using Rig rig = new();
        Device device = Asleep(rig, Frames.Enabled);
        rig.Push(device.Token, "low", change: push => push with { Priority = 1 });
        rig.Push(device.Token, "high");
        CollectionAssert.AreEquivalent(new[] { "high", "low" }, device.Payloads());
    }

    [TestMethod]
    public void Priority_5_waits_only_so_long()
    {
        using Rig rig = new();
        Device device = Asleep(rig, Frames.Enabled);
        rig.Push(device.Token, "x", change: push => push with { Priority = 5 });
        rig.Clock.Advance(5 * 60_000);
        device.Tick();
        Assert.HasCount(1, device.Payloads());
    }

    [TestMethod]
    public void Paused_is_kept_until_the_filter_changes()
    {
        using Rig rig = new();
        Device device = rig.Online("a", (Frames.Paused, Rig.Topic));
        rig.Push(device.Token, "x");
        CollectionAssert.AreEqual(device.Token, device.Hear(0x0e).Find(1));
        device.Say(Frames.Filter(device.Token, (Frames.Enabled, Rig.Topic)));
        CollectionAssert.AreEqual(new[] { "x" }, device.Payloads());
    }

    [TestMethod]
    public void Ignored_is_accepted_and_thrown_away()
    {
        using Rig rig = new();
        Device device = rig.Online("a", (Frames.Ignored, Rig.Topic));
        Assert.AreEqual(PushOutcome.Accepted, rig.Push(device.Token, "x").Outcome);
        device.Say(Frames.Filter(device.Token, (Frames.Enabled, Rig.Topic)));
        Assert.IsEmpty(device.Payloads());
        Assert.AreEqual(0, rig.Metrics.PushesWaiting.Value);
    }

    [TestMethod]
    public void Verdicts_say_what_is_wrong_with_a_token()
    {
        using Rig rig = new();
        Device device = rig.Online("a");
        Assert.AreEqual(PushOutcome.UnknownToken, rig.Push(new byte[32], "x").Outcome);
        Assert.AreEqual(PushOutcome.UnknownToken, rig.Push(new byte[31], "x").Outcome);
        Assert.AreEqual(PushOutcome.WrongTopic, rig.Push(device.Token, "x", Rig.Other).Outcome);
        DateTimeOffset gone = rig.Clock.GetUtcNow();
        device.Say(Frames.Filter(device.Token));
        rig.Clock.Advance(5_000);
        device.Say(Frames.Filter(device.Token, (Frames.Enabled, Rig.Other)));
        PushVerdict verdict = rig.Push(device.Token, "x");
        Assert.AreEqual(PushOutcome.Unregistered, verdict.Outcome);
        Assert.AreEqual(gone.ToUnixTimeMilliseconds(), verdict.Since!.Value.ToUnixTimeMilliseconds());
        device.Say(Frames.Filter(device.Token, (Frames.Enabled, Rig.Topic)));
        Assert.AreEqual(PushOutcome.Accepted, rig.Push(device.Token, "x").Outcome);
    }

    [TestMethod]
    public void The_newest_replaces_what_waits_unless_the_topic_queues()
    {
        using Rig rig = new();
        Device device = rig.Online("a", (Frames.Enabled, Rig.Topic), (Frames.Enabled, Rig.Other));
        device.Leave();
        foreach (string payload in new[] { "1", "2" })
        {
            rig.Push(device.Token, "queued " + payload);
            rig.Push(device.Token, "newest " + payload, Rig.Other);
        }

        byte[] token = device.Token;
        device = rig.Open("a");
        device.Connect(token);
        device.Say(Frames.Filter(device.Token, (Frames.Enabled, Rig.Topic), (Frames.Enabled, Rig.Other)));
        CollectionAssert.AreEqual(new[] { "queued 1", "queued 2", "newest 2" }, device.Payloads());
        Assert.AreEqual(1, rig.Metrics.PushesReplaced.Value);
    }

    [TestMethod]
    public void A_collapse_id_replaces_within_its_topic()
    {
        using Rig rig = new();
        Device device = rig.Online("a");
        device.Leave();
        rig.Push(device.Token, "old", change: push => push with { CollapseId = "c" });
        rig.Push(device.Token, "apart");
        rig.Push(device.Token, "new", change: push => push with { CollapseId = "c" });
        CollectionAssert.AreEqual(new[] { "apart", "new" }, DeliveryTests.Return(rig, device).Payloads());
    }

    [TestMethod]
    public void A_full_mailbox_takes_no_more()
    {
        using Rig rig = new(options => options with { Store = options.Store with { PushesPerMailbox = 3 } });
        Device device = rig.Online("a");
        PushOutcome[] outcomes = [.. Enumerable.Range(0, 4).Select(i => rig.Push(device.Token, $"{i}").Outcome)];
        Assert.AreEqual(PushOutcome.Accepted, outcomes[2]);
        Assert.AreEqual(PushOutcome.TooMany, outcomes[3]);
        device.HearAll().Where(it => it.Command == 0x0a).ToList().ForEach(it => device.Say(Frames.Acknowledge(it)));
        Assert.AreEqual(PushOutcome.Accepted, rig.Push(device.Token, "room again").Outcome);
    }

    [TestMethod]
    public void A_token_for_a_topic_is_good_for_that_topic()
    {
        using Rig rig = new();
        Device device = rig.Online("a");
        device.HearAll();
        device.Say(Frames.AppToken(device.Token, Rig.Topic));
        Tlv answer = device.Hear(0x12);
        byte[] scoped = answer.Find(2)!;
        Assert.AreEqual(0, answer.Number(1));
        CollectionAssert.AreEqual(Frames.Hash(Rig.Topic), answer.Find(3));
        CollectionAssert.AreEqual(new byte[] { 0, 1 }, answer.Find(4));
        device.Say(Frames.AppToken(device.Token, Rig.Topic));
        CollectionAssert.AreEqual(scoped, device.Hear(0x12).Find(2));
        Assert.AreEqual(PushOutcome.WrongTopic, rig.Push(scoped, "x", Rig.Other).Outcome);
        rig.Push(scoped, "x");
        CollectionAssert.AreEqual(scoped, device.Hear(0x0a).Find(1));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("c")]
    public void What_was_in_flight_does_not_come_after_what_replaced_it(string collapse)
    {
        using Rig rig = new();
        string topic = collapse.Length > 0 ? Rig.Topic : Rig.Other;
        Device device = rig.Online("a", (Frames.Enabled, topic));
        PushOfPriority(rig, device, "old", 10, topic, collapse);
        PushOfPriority(rig, device, "new", 5, topic, collapse);
        Assert.HasCount(2, device.Payloads());
        CollectionAssert.AreEqual(new[] { "new" }, Again(rig, device, topic).Payloads());
        Assert.AreEqual((1L, 1L), (rig.Metrics.PushesReplaced.Value, rig.Metrics.PushesWaiting.Value));
    }

    [TestMethod]
    public void What_was_in_flight_at_a_crash_does_not_come_after_what_replaced_it()
    {
        using Rig rig = new();
        Device device = rig.Online("a", (Frames.Enabled, Rig.Other));
        PushOfPriority(rig, device, "old", 5, Rig.Other, "");
        PushOfPriority(rig, device, "new", 10, Rig.Other, "");
        Assert.HasCount(2, device.Payloads());
        rig.Restart();
        Device again = rig.Open("a");
        again.Connect(device.Token);
        again.Say(Frames.Filter(device.Token, (Frames.Enabled, Rig.Other)));
        CollectionAssert.AreEqual(new[] { "new" }, again.Payloads());
    }

    [TestMethod]
    public void Who_confirmed_the_newest_does_not_get_the_older_one_again()
    {
        using Rig rig = new();
        Device device = rig.Online("a", (Frames.Enabled, Rig.Other));
        PushOfPriority(rig, device, "old", 10, Rig.Other, "");
        PushOfPriority(rig, device, "new", 10, Rig.Other, "");
        device.Say(Frames.Acknowledge(device.HearAll().Last(it => it.Command == 0x0a)));
        Again(rig, device, Rig.Other).Hear(0x0e);
        Assert.AreEqual(0, rig.Metrics.PushesWaiting.Value);
    }

    private static void PushOfPriority(
        Rig rig, Device device, string payload, int priority, string topic, string collapse) => rig.Push(
        device.Token, payload, topic, push => push with { Priority = priority, CollapseId = collapse });

    private static Device Again(Rig rig, Device device, string topic)
    {
        device.Leave();
        Device again = rig.Open("a");
        again.Connect(device.Token);
        again.Say(Frames.Filter(device.Token, (Frames.Enabled, topic)));
        return again;
    }

    private static Device Asleep(Rig rig, byte list)
    {
        Device device = rig.Online("a", (list, Rig.Topic));
        device.Say(Frames.State(0));
        rig.Clock.Advance(11_000);
        device.Tick();
        device.HearAll();
        return device;
    }
}

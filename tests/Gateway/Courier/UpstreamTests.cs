using System.Text;
using HostSim.PushGateway;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.Gateway.Courier;

/// <summary>What devices say, and who hears it.</summary>
[TestClass]
public sealed class UpstreamTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [TestMethod]
    public async Task A_message_is_acknowledged_and_told_with_everything_known_of_it()
    {
        using Rig rig = new();
        rig.Hub.LearnTopic(Rig.Topic);
        Device device = rig.Online("a");
        device.HearAll();
        device.Say(Frames.Message(device.Token, Rig.Topic, 0x01020304, "hello"));
        Tlv answer = device.Hear(0x0b);
        Assert.AreEqual(0x01020304, answer.Number(4));
        Assert.AreEqual(0, answer.Number(8));
        List<UpstreamEvent> told = await ToldAsync(rig, 2);
        Assert.AreEqual(UpstreamKind.Online, told[0].Kind);
        UpstreamEvent message = told[1];
        Assert.AreEqual("a", message.Device);
        Assert.AreEqual(Rig.Topic, message.Topic);
        Assert.AreEqual(0x01020304u, message.MessageId);
        Assert.AreEqual("hello", Encoding.UTF8.GetString(message.Payload.Span));
        CollectionAssert.AreEqual(device.Token, message.Token.ToArray());
    }

    [TestMethod]
    public void An_answer_waits_for_the_disk()
    {
        using Rig rig = new();
        Device device = rig.Online("a");
        device.HearAll();
        device.Say(Frames.Message(device.Token, Rig.Topic, 1, "hello"));
        Assert.AreEqual(rig.Hub.Ledger.Journal.End, device.Session.Mark);
    }

    [TestMethod]
    public async Task A_repeat_is_acknowledged_again_and_told_once()
    {
        using Rig rig = new();
        Device device = rig.Online("a");
        device.Say(Frames.Message(device.Token, Rig.Topic, 1, "hello", time: 77));
        device.Leave();
        device = DeliveryTests.Return(rig, device);
        device.HearAll();
        device.Say(Frames.Message(device.Token, Rig.Topic, 1, "hello", time: 77));
        Assert.AreEqual(0, device.Hear(0x0b).Number(8));
        device.Say(Frames.Message(device.Token, Rig.Topic, 1, "another life", time: 78));
        List<UpstreamEvent> told = await ToldAsync(rig, 5);
        CollectionAssert.AreEqual(
            new[]
            {
                UpstreamKind.Online, UpstreamKind.Message, UpstreamKind.Offline, UpstreamKind.Online,
                UpstreamKind.Message,
            },
            told.Select(it => it.Kind).ToArray());
    }

    [TestMethod]
    public void A_message_in_another_devices_name_is_refused()
    {
        using Rig rig = new();
        Device other = rig.Online("b");
        Device device = rig.Online("a");
        device.HearAll();
        device.Say(Frames.Message(other.Token, Rig.Topic, 1, "hello"));
        Assert.AreEqual(2, device.Hear(0x0b).Number(8));
        Assert.AreEqual(0, rig.Metrics.UpstreamMessages.Value);
    }

    [TestMethod]
    public async Task A_restart_stands_in_the_events_as_a_gap_and_sequences_only_rise()
    {
        using Rig rig = new();
        Device device = rig.Online("a");
        device.Say(Frames.Message(device.Token, Rig.Topic, 1, "before"));
        List<UpstreamEvent> before = await ToldAsync(rig, 2);
        rig.Restart();
        Device again = rig.Open("a");
        again.Connect(device.Token);
        List<UpstreamEvent> after = await ToldAsync(rig, 3);
        CollectionAssert.AreEqual(
            new[] { UpstreamKind.Message, UpstreamKind.Gap, UpstreamKind.Online },
            after.Select(it => it.Kind).ToArray());
        Assert.AreEqual(before[1].Sequence, after[0].Sequence);
        Assert.IsGreaterThan(before[1].Sequence, after[1].Sequence);
        Assert.IsGreaterThan(after[1].Sequence, after[2].Sequence);
    }

    [TestMethod]
    public async Task A_reader_goes_on_where_it_was()
    {
        using Rig rig = new();
        Device device = rig.Online("a");
        for (uint i = 0; i < 200; i++)
        {
            device.Say(Frames.Message(device.Token, Rig.Topic, i, $"{i}"));
        }

        List<UpstreamEvent> all = await ToldAsync(rig, 201);
        List<UpstreamEvent> rest = await ToldAsync(rig, 100, all[100].Sequence);
        CollectionAssert.AreEqual(
            all.Skip(101).Select(it => it.MessageId).ToArray(), rest.Select(it => it.MessageId).ToArray());
    }

    [TestMethod]
    public async Task A_reader_that_fell_behind_is_told_so()
    {
        using Rig rig = new();
        Device device = rig.Online("a");
        long first = (await ToldAsync(rig, 1))[0].Sequence;
        for (uint i = 0; i < 5000; i++)
        {
            device.Say(Frames.Message(device.Token, Rig.Topic, i, "x"));
            device.HearAll();
        }

        List<UpstreamEvent> told = await ToldAsync(rig, 2, first);
        Assert.AreEqual(UpstreamKind.Gap, told[0].Kind);
        Assert.AreEqual(904u, told[1].MessageId);
    }

    [TestMethod]
    public async Task Names_that_no_device_knows_use_up_no_room_for_names()
    {
        using Rig rig = new();
        Device device = rig.Online("a");
        for (int i = 0; i < 5000; i++)
        {
            Assert.AreEqual(PushOutcome.WrongTopic, rig.Push(device.Token, "x", $"dev.example.{i}").Outcome);
        }

        rig.Hub.LearnTopic(Rig.Topic);
        device.Say(Frames.Message(device.Token, Rig.Topic, 1, "hello"));
        Assert.AreEqual(Rig.Topic, (await ToldAsync(rig, 2))[1].Topic);
    }

    [TestMethod]
    public async Task A_name_that_is_learnt_later_is_told_with_earlier_messages()
    {
        using Rig rig = new();
        Device device = rig.Online("a");
        device.Say(Frames.Message(device.Token, Rig.Topic, 1, "hello"));
        Assert.IsNull((await ToldAsync(rig, 2))[1].Topic);
        rig.Hub.LearnTopic(Rig.Topic);
        Assert.AreEqual(Rig.Topic, (await ToldAsync(rig, 2))[1].Topic);
    }

    [TestMethod]
    public void The_snapshot_has_who_is_online()
    {
        using Rig rig = new();
        Device device = rig.Online("a");
        rig.Online("b").Leave();
        (long sequence, IReadOnlyList<UpstreamEvent> online) = rig.Hub.Snapshot();
        Assert.AreEqual("a", online.Single().Device);
        CollectionAssert.AreEqual(device.Token, online[0].Token.ToArray());
        Assert.IsGreaterThanOrEqualTo(online[0].Sequence, sequence);
    }

    private static async Task<List<UpstreamEvent>> ToldAsync(Rig rig, int count, long after = 0)
    {
        using CancellationTokenSource limit = new(Patience);
        List<UpstreamEvent> told = [];
        await foreach (UpstreamEvent next in rig.Hub.ReadAsync(after, limit.Token))
        {
            told.Add(next);
            if (told.Count == count)
            {
                break;
            }
        }

        return told;
    }
}

using HostSim.PushGateway;
using HostSim.PushGateway.Store;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.Gateway.Courier;

/// <summary>The beginning of a session, and its end.</summary>
[TestClass]
public sealed class ConnectTests
{
    [TestMethod]
    public void The_published_vectors_are_frames()
    {
        using Rig rig = new();
        Device device = rig.Open("a");
        device.Say(Convert.FromHexString("070000000b0200010105000400000041"));
        device.Hear(0x08);
        device.Say(Convert.FromHexString("140000000b010001010200047fffffff"));
        device.Say(Convert.FromHexString("0c00000000"));
        Assert.AreEqual("0D00000000", Convert.ToHexString(device.Raw()));
        Assert.AreEqual("E4E6D952954168D0A5DB02DBAF27CC35FC18D159",
            Convert.ToHexString(TopicHash.Of("com.apple.madrid").ToArray()));
    }

    [TestMethod]
    public void The_first_connect_gets_a_token_and_everything_that_clients_insist_on()
    {
        using Rig rig = new();
        Tlv answer = rig.Open("a").Connect();
        Assert.AreEqual(0, answer.Number(1));
        Assert.HasCount(32, answer.Find(3)!);
        Assert.AreEqual(4096, answer.Number(4));
        Assert.AreEqual("0002", Convert.ToHexString(answer.Find(5)!));
        Assert.AreEqual("000030", Convert.ToHexString(answer.Find(6)!));
        Assert.AreEqual(15360, answer.Number(8));
        Assert.AreEqual(rig.Clock.GetUtcNow().ToUnixTimeMilliseconds(), answer.Number(0x0a));
    }

    [TestMethod]
    public void A_known_token_is_welcome_and_not_repeated()
    {
        using Rig rig = new();
        Device first = rig.Open("a");
        first.Connect();
        first.Leave();
        Tlv answer = rig.Open("a").Connect(first.Token);
        Assert.AreEqual(0, answer.Number(1));
        Assert.IsNull(answer.Find(3));
    }

    [TestMethod]
    public void Somebody_elses_token_is_refused_and_the_session_ends()
    {
        using Rig rig = new();
        Device owner = rig.Open("a");
        owner.Connect();
        Device thief = rig.Open("b");
        Tlv answer = thief.Connect(owner.Token);
        Assert.AreEqual(2, answer.Number(1));
        Assert.IsNotNull(answer.Find(0x0a));
        Assert.IsTrue(thief.Session.IsFaulted);
        Assert.IsNull(owner.Ending);
    }

    [TestMethod]
    public void A_device_that_is_not_welcome_gets_no_answer()
    {
        using Rig rig = new();
        rig.Revoked.Add("a");
        Device device = rig.Open("a");
        device.Say(Frames.Connect());
        device.HearNothing();
        Assert.Contains("revoked", device.Ending!);
        Assert.AreEqual(1, rig.Metrics.ConnectsRefused.Value);
    }

    [TestMethod]
    public void Several_connects_share_a_connection()
    {
        using Rig rig = new();
        Device device = rig.Open("a");
        device.Connect();
        byte[] first = device.Token;
        device.Connect();
        byte[] second = device.Token;
        CollectionAssert.AreNotEqual(first, second);
        device.Say(Frames.Filter(first, (Frames.Enabled, Rig.Topic)));
        device.Say(Frames.Filter(second, (Frames.Enabled, Rig.Topic)));
        CollectionAssert.AreEqual(first, device.Hear(0x0e).Find(1));
        CollectionAssert.AreEqual(second, device.Hear(0x0e).Find(1));
        rig.Push(second, "for the second");
        Tlv notification = device.Hear(0x0a);
        CollectionAssert.AreEqual(second, notification.Find(1));
        Assert.AreEqual(2, rig.Metrics.TokensOnline.Value);
    }

    [TestMethod]
    public void There_is_a_most_of_connects()
    {
        using Rig rig = new(options => options with
        {
            Limits = options.Limits with { Connects = 3 },
        });
        Device device = rig.Open("a");
        for (int i = 0; i < 3; i++)
        {
            device.Connect();
        }

        device.Say(Frames.Connect());
        Assert.Contains("more than 3 connects", device.Ending!);
    }

    [TestMethod]
    public void A_further_token_retires_the_oldest_that_is_not_connected()
    {
        using Rig rig = new(options => options with
        {
            Store = options.Store with { TokensPerDevice = 2 },
        });
        Device first = rig.Online("a");
        first.Leave();
        Device second = rig.Online("a");
        Device third = rig.Online("a");
        Assert.IsNull(second.Ending);
        Assert.AreEqual(PushOutcome.ExpiredToken, rig.Push(first.Token, "x").Outcome);
        Assert.AreEqual(PushOutcome.Accepted, rig.Push(second.Token, "x").Outcome);
        Assert.AreEqual(PushOutcome.Accepted, rig.Push(third.Token, "x").Outcome);
    }

    [TestMethod]
    public void A_device_that_makes_tokens_all_the_time_leaves_room_for_others()
    {
        using Rig rig = new(options => options with { Store = options.Store with { Tokens = 100 } });
        for (int i = 0; i < 200; i++)
        {
            Device device = rig.Open("a");
            Assert.AreEqual(0, device.Connect().Number(1), $"connect {i}");
            device.Leave();
        }

        Assert.AreEqual(0, rig.Open("b").Connect().Number(1));
        rig.Restart();
        Assert.AreEqual(0, rig.Open("c").Connect().Number(1));
    }

    [TestMethod]
    public void A_full_table_is_named_as_the_reason()
    {
        using Rig rig = new(options => options with { Store = options.Store with { Tokens = 1 } });
        rig.Open("a").Connect();
        Device late = rig.Open("b");
        Assert.AreEqual(2, late.Connect().Number(1));
        Assert.Contains("no room", late.Ending!);
    }

    [TestMethod]
    public void A_newer_connection_takes_the_token_over()
    {
        using Rig rig = new();
        Device old = rig.Online("a");
        rig.Push(old.Token, "in flight");
        Assert.HasCount(1, old.Payloads());
        Device fresh = rig.Open("a");
        fresh.Connect(old.Token);
        Assert.Contains("newer", old.Ending!);
        Assert.IsFalse(old.Session.IsFaulted);
        fresh.Say(Frames.Filter(fresh.Token, (Frames.Enabled, Rig.Topic)));
        CollectionAssert.AreEqual(new[] { "in flight" }, fresh.Payloads());
        Assert.AreEqual(1, rig.Metrics.TokensOnline.Value);
    }

    [TestMethod]
    public void A_flush_is_answered_with_the_padding_it_wants_within_reason()
    {
        using Rig rig = new();
        Device device = rig.Online("a");
        device.HearAll();
        device.Say(new Tlv(0x0f).With(1, 0, 64));
        Assert.HasCount(64, device.Hear(0x10).Find(2)!);
        device.Say(new Tlv(0x0f).With(1, 0xff, 0xff));
        Assert.HasCount(512, device.Hear(0x10).Find(2)!);
    }
}

using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.Gateway.Courier;

/// <summary>What a broken or hostile peer says ends its own session with a reason, and no other.</summary>
[TestClass]
public sealed class BadInputTests
{
    [TestMethod]
    [DataRow("0000000000", "command 0")]
    [DataRow("0c00000002ffff", "items that do not fill")]
    [DataRow("0c0000000401000500", "items that do not fill")]
    [DataRow("0cffffffff", "more than")]
    [DataRow("0c00004801", "more than")]
    [DataRow("090000000302000162", "items that do not fill")]
    [DataRow("0900000004020001ff", "no hash")]
    public void Malformed_frames_end_the_session(string hex, string reason)
    {
        using Rig rig = new();
        Device innocent = rig.Online("b");
        Device device = rig.Online("a");
        device.Say(Convert.FromHexString(hex));
        Assert.Contains(reason, device.Ending!);
        Assert.IsTrue(device.Session.IsFaulted);
        innocent.HearAll();
        innocent.Say(Frames.KeepAlive).Hear(0x0d);
    }

    [TestMethod]
    public void Anything_before_a_connect_ends_the_session()
    {
        foreach (Tlv frame in new[] { Frames.KeepAlive, Frames.Filter(new byte[32]), Frames.State(1), new Tlv(0x99) })
        {
            using Rig rig = new();
            Device device = rig.Open("a");
            device.Say(frame);
            Assert.Contains("no connect", device.Ending!);
        }
    }

    [TestMethod]
    public void Strange_commands_and_items_are_skipped()
    {
        using Rig rig = new();
        Device device = rig.Online("a");
        device.HearAll();
        device.Say(new Tlv(0x99).With(0xee, 1, 2, 3)).Say(new Tlv(0x1d)).Say(new Tlv(0x0c).With(0xfe, 9)).Hear(0x0d);
        Assert.IsNull(device.Ending);
    }

    [TestMethod]
    public void A_filter_for_a_token_of_somebody_else_ends_the_session()
    {
        using Rig rig = new();
        Device other = rig.Online("b");
        Device device = rig.Online("a");
        device.Say(Frames.Filter(other.Token, (Frames.Enabled, Rig.Other)));
        Assert.Contains("not connected here", device.Ending!);
    }

    [TestMethod]
    public void A_filter_has_a_most_of_topics()
    {
        using Rig rig = new(options => options with { Limits = options.Limits with { Topics = 4 } });
        Device device = rig.Online("a");
        device.Say(Frames.Filter(
            device.Token, [.. Enumerable.Range(0, 5).Select(i => (Frames.Enabled, $"topic {i}"))]));
        Assert.Contains("more than 4 topics", device.Ending!);
    }

    [TestMethod]
    public void Whoever_asks_and_does_not_read_is_cut()
    {
        using Rig rig = new(options => options with { Limits = options.Limits with { OutputBytes = 100 } });
        Device device = rig.Online("a");
        for (int i = 0; i < 100 && device.Ending is null; i++)
        {
            device.Say(Frames.KeepAlive);
        }

        Assert.Contains("does not read", device.Ending!);
        Assert.IsLessThan(1000, device.Session.Waiting);
    }

    [TestMethod]
    public void No_connect_in_time_ends_the_session()
    {
        using Rig rig = new();
        Device device = rig.Open("a");
        rig.Clock.Advance(29_999);
        device.Tick();
        Assert.IsNull(device.Ending);
        rig.Clock.Advance(1);
        device.Tick();
        Assert.Contains("no connect in time", device.Ending!);
    }

    [TestMethod]
    public void A_frame_that_dribbles_in_ends_the_session()
    {
        using Rig rig = new();
        Device device = rig.Online("a");
        byte[] frame = new Tlv(0x0c).With(1, new byte[100]).ToArray();
        for (int i = 0; i < 31 && device.Ending is null; i++)
        {
            device.Say(frame.AsSpan(i, 1));
            rig.Clock.Advance(1_000);
            device.Tick();
        }

        Assert.Contains("took too long", device.Ending!);
    }

    [TestMethod]
    public void Silence_ends_the_session_and_any_byte_keeps_it()
    {
        using Rig rig = new();
        Device device = rig.Online("a");
        for (int i = 0; i < 3; i++)
        {
            rig.Clock.Advance(34 * 60_000);
            device.Tick();
            device.Say(Frames.KeepAlive);
        }

        Assert.IsNull(device.Ending);
        rig.Clock.Advance(35 * 60_000);
        device.Tick();
        Assert.Contains("idle", device.Ending!);
    }

    [TestMethod]
    public void Every_split_of_a_conversation_gives_the_same_answers()
    {
        byte[] whole = Converse(int.MaxValue);
        foreach (int size in new[] { 1, 2, 3, 5, 7, 16, 61 })
        {
            CollectionAssert.AreEqual(whole, Converse(size), $"in pieces of {size}");
        }
    }

    [TestMethod]
    public void Noise_never_throws_and_never_reaches_another_session()
    {
        Random random = new(4);
        using Rig rig = new();
        Device innocent = rig.Online("b");
        for (int run = 0; run < 3000; run++)
        {
            Device device = rig.Online("a");
            byte[] noise = random.Next(2) == 0 ? Noise(random) : Twisted(random, device.Token);
            device.Say(noise);
            device.Leave();
        }

        innocent.HearAll();
        innocent.Say(Frames.KeepAlive).Hear(0x0d);
        Assert.AreEqual(1, rig.Metrics.TokensOnline.Value);
    }

    private static byte[] Noise(Random random)
    {
        byte[] noise = new byte[random.Next(200)];
        random.NextBytes(noise);
        return noise;
    }

    // Well-formed as a frame, wrong in one byte somewhere.
    private static byte[] Twisted(Random random, byte[] token)
    {
        Tlv[] frames =
        [
            Frames.Connect(token), Frames.Filter(token, (Frames.Enabled, Rig.Topic)), Frames.AppToken(token, Rig.Topic),
            Frames.Message(token, Rig.Topic, 1, "x"), Frames.State(1), new Tlv(0x0b).With32(4, 1).With(8, 0),
            new Tlv(0x0f).With(1, 1, 1),
        ];
        byte[] bytes = frames[random.Next(frames.Length)].ToArray();
        bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    private static byte[] Converse(int size)
    {
        // Both draw their tokens from the same seed.
        using Rig twin = new();
        byte[] token = twin.Online("a").Token;
        using Rig rig = new();
        Device device = rig.Open("a");
        byte[] script =
        [
            .. Frames.Connect().ToArray(),
            .. Frames.Filter(token, (Frames.Enabled, Rig.Topic)).ToArray(),
            .. Frames.KeepAlive.ToArray(),
            .. Frames.AppToken(token, Rig.Topic).ToArray(),
            .. Frames.Message(token, Rig.Topic, 3, "hello").ToArray(),
            .. new Tlv(0x0f).With(1, 0, 9).ToArray(),
        ];
        for (int at = 0; at < script.Length; at += Math.Min(size, script.Length - at))
        {
            device.Say(script.AsSpan(at, Math.Min(size, script.Length - at)));
        }

        Assert.IsNull(device.Ending);
        return device.Raw();
    }
}

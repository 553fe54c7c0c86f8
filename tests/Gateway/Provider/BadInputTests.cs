using System.Buffers.Binary;

namespace Tests.Gateway.Provider;

/// <summary>Peers that break HTTP/2 or ask for too much: they are cut or refused, and nobody else notices.</summary>
[TestClass]
public sealed class BadInputTests
{
    private const int MaxStreams = 256;
    private const int RefusedStream = 7;

    private static Rig _rig = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context) => _rig = await Rig.StartAsync();

    [ClassCleanup]
    public static async Task EndAsync() => await _rig.DisposeAsync();

    [TestCleanup]
    public async Task Others_go_on() => (await _rig.SendAsync()).AssertIs(200, "");

    [TestMethod]
    [DataRow(RawHttp2.Headers, 5, 2, "an even stream")]
    [DataRow(RawHttp2.Headers, 5, 0, "headers of no stream")]
    [DataRow(RawHttp2.Data, 1, 1, "data before headers")]
    [DataRow(RawHttp2.Settings, 0, 1, "settings of a stream")]
    [DataRow(RawHttp2.Ping, 0, 0, "a ping of the wrong size")]
    public async Task Frame_that_breaks_the_rules_ends_the_connection(int type, int flags, int stream, string why)
    {
        using RawHttp2 raw = await RawHttp2.ConnectAsync(_rig.Port);
        await raw.WriteAsync(type, flags, stream, [0xff, 0xff, 0xff]);
        Assert.IsTrue(await EndsAsync(raw), why);
    }

    [TestMethod]
    public async Task Frame_that_is_too_large_ends_the_connection()
    {
        using RawHttp2 raw = await RawHttp2.ConnectAsync(_rig.Port);
        await raw.WriteAsync(RawHttp2.Settings, 0, 0, new byte[20_000]);
        Assert.IsTrue(await EndsAsync(raw));
    }

    [TestMethod]
    public async Task Headers_without_end_are_refused()
    {
        using RawHttp2 raw = await RawHttp2.ConnectAsync(_rig.Port);
        string value = new('x', 8000);
        await raw.SendAsync(Rig.Device, Rig.Payload, ("authorization", "bearer " + _rig.Token()), ("a", value));
        Assert.IsNotEmpty(await raw.AnswerAsync());
        await raw.SendAsync(Rig.Device, Rig.Payload, ("a", value), ("b", value), ("c", value));
        Assert.IsTrue(await EndsAsync(raw));
    }

    [TestMethod]
    public async Task Streams_beyond_the_limit_are_refused_and_the_others_stay()
    {
        using RawHttp2 raw = await RawHttp2.ConnectAsync(_rig.Port);
        (string, string) authorization = ("authorization", "bearer " + _rig.Token());
        for (int i = 0; i < MaxStreams; i++)
        {
            await raw.SendAsync(Rig.Device, body: null, authorization, ("apns-topic", Rig.Topic));
        }

        await raw.SendAsync(Rig.Device, body: null, authorization, ("apns-topic", Rig.Topic));
        RawFrame refused = (await raw.AnswerAsync()).Single();
        Assert.AreEqual((RawHttp2.Reset, RefusedStream),
            (refused.Type, BinaryPrimitives.ReadInt32BigEndian(refused.Payload)));
        await raw.WriteAsync(RawHttp2.Data, 1, 1, System.Text.Encoding.UTF8.GetBytes(Rig.Payload));
        Assert.AreEqual((RawHttp2.Headers, 1), await NextAnswerAsync(raw), "the first of them is answered");
    }

    [TestMethod]
    public async Task Push_that_breaks_off_is_nobodys_failure()
    {
        long before = _rig.Counters.Connections;
        (string, string)[] headers =
            [("authorization", "bearer " + _rig.Token()), ("apns-topic", Rig.Topic), ("content-length", "100")];
        using (RawHttp2 raw = await RawHttp2.ConnectAsync(_rig.Port))
        {
            await raw.SendAsync(Rig.Device, body: null, headers);
            await raw.WriteAsync(RawHttp2.Data, 0, 1, "{"u8.ToArray());
            await raw.WriteAsync(RawHttp2.Reset, 0, 1, [0, 0, 0, 8]);
            await raw.SendAsync(Rig.Device, body: null, headers);
            await raw.WriteAsync(RawHttp2.Ping, 0, 0, new byte[8]);
            while (await raw.ReadAsync() is { Type: not RawHttp2.Ping })
            {
            }
        }

        await Poll.UntilAsync(() => _rig.Counters.Connections <= before, "its end is noticed");
        Assert.IsFalse(_rig.Counters.Refused.ContainsKey("InternalServerError"));
    }

    private static async Task<(int Type, int Stream)> NextAnswerAsync(RawHttp2 raw)
    {
        while (await raw.ReadAsync() is { } frame)
        {
            if (frame.Type == RawHttp2.Headers)
            {
                return (frame.Type, frame.Stream);
            }
        }

        return default;
    }

    private static async Task<bool> EndsAsync(RawHttp2 raw)
    {
        bool saidGoodbye = false;
        while (await raw.ReadAsync() is { } frame)
        {
            saidGoodbye |= frame.Type == RawHttp2.GoAway;
        }

        return saidGoodbye;
    }
}

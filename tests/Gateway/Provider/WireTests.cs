using System.Text;
using HostSim.PushGateway;

namespace Tests.Gateway.Provider;

/// <summary>What the provider side puts into frames, which some libraries depend on.</summary>
[TestClass]
public sealed class WireTests
{
    private static Rig _rig = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context) => _rig = await Rig.StartAsync();

    [ClassCleanup]
    public static async Task EndAsync() => await _rig.DisposeAsync();

    [TestMethod]
    public async Task Error_is_one_data_frame_that_ends_the_stream()
    {
        using RawHttp2 raw = await RawHttp2.ConnectAsync(_rig.Port);
        (string, string) authorization = Authorization();
        for (int i = 0; i < 100; i++)
        {
            await raw.SendAsync("abc", Rig.Payload, authorization, ("apns-topic", Rig.Topic));
            List<RawFrame> answer = await raw.AnswerAsync();
            CollectionAssert.AreEqual(
                new[] { (RawHttp2.Headers, false), (RawHttp2.Data, true) },
                answer.Select(frame => (frame.Type, frame.EndsStream)).ToArray());
            Assert.AreEqual("""{"reason":"BadDeviceToken"}""", Encoding.UTF8.GetString(answer[1].Payload));
        }
    }

    [TestMethod]
    public async Task Success_is_one_headers_frame_that_ends_the_stream()
    {
        using RawHttp2 raw = await RawHttp2.ConnectAsync(_rig.Port);
        await raw.SendAsync(Rig.Device, Rig.Payload, Authorization(), ("apns-topic", Rig.Topic));
        RawFrame only = (await raw.AnswerAsync()).Single();
        Assert.AreEqual((RawHttp2.Headers, true), (only.Type, only.EndsStream));
    }

    [TestMethod]
    public async Task Client_need_not_negotiate_the_only_protocol_there_is()
    {
        using RawHttp2 raw = await RawHttp2.ConnectAsync(_rig.Port, negotiates: false);
        await raw.SendAsync(Rig.Device, Rig.Payload, Authorization(), ("apns-topic", Rig.Topic));
        Assert.IsTrue((await raw.AnswerAsync()).Single().EndsStream);
    }

    [TestMethod]
    public async Task Ping_is_answered()
    {
        using RawHttp2 raw = await RawHttp2.ConnectAsync(_rig.Port);
        await raw.WriteAsync(RawHttp2.Ping, 0, 0, "gateway?"u8.ToArray());
        RawFrame? frame = await raw.ReadAsync();
        while (frame is { Type: not RawHttp2.Ping })
        {
            frame = await raw.ReadAsync();
        }

        Assert.AreEqual((1, "gateway?"), (frame!.Flags, Encoding.ASCII.GetString(frame.Payload)));
    }

    [TestMethod]
    public async Task Host_header_does_for_an_authority()
    {
        using HttpRequestMessage message = _rig.Push(("host", "another.example"));
        (await Reply.OfAsync(_rig.Client(), message)).AssertIs(200, "");
    }

    [TestMethod]
    public async Task Body_that_does_not_come_is_a_timeout_of_that_request_alone()
    {
        await using Rig impatient = await Rig.StartAsync(bodyTime: TimeSpan.FromMilliseconds(50));
        using RawHttp2 raw = await RawHttp2.ConnectAsync(impatient.Port);
        (string, string) authorization = ("authorization", "bearer " + impatient.Token());
        await raw.SendAsync(Rig.Device, body: null, authorization, ("apns-topic", Rig.Topic));
        Assert.AreEqual("""{"reason":"IdleTimeout"}""", await raw.BodyAsync());
        await raw.SendAsync(Rig.Device, Rig.Payload, authorization, ("apns-topic", Rig.Topic));
        Assert.IsTrue((await raw.AnswerAsync()).Single(frame => frame.Type == RawHttp2.Headers).EndsStream);
    }

    private static (string, string) Authorization() => ("authorization", "bearer " + _rig.Token());
}

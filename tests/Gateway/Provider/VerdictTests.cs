using System.Net;
using System.Security.Authentication;
using HostSim.PushGateway;

namespace Tests.Gateway.Provider;

/// <summary>What the devices' side says of a push, and what becomes of a provider when the gateway ends.</summary>
[TestClass]
public sealed class VerdictTests
{
    private static readonly DateTimeOffset Since = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123);

    [TestMethod]
    [DataRow(PushOutcome.Accepted, 200, "")]
    [DataRow(PushOutcome.UnknownToken, 400, "BadDeviceToken")]
    [DataRow(PushOutcome.WrongTopic, 400, "DeviceTokenNotForTopic")]
    [DataRow(PushOutcome.Unregistered, 410, "Unregistered")]
    [DataRow(PushOutcome.ExpiredToken, 410, "ExpiredToken")]
    [DataRow(PushOutcome.TooMany, 429, "TooManyRequests")]
    [DataRow(PushOutcome.Unavailable, 503, "ServiceUnavailable")]
    public async Task Outcome_has_its_reason(PushOutcome outcome, int status, string reason)
    {
        await using Rig rig = await Rig.StartAsync();
        rig.Directories.Verdict = new PushVerdict(outcome, Since);
        Reply reply = await rig.SendAsync();
        reply.AssertIs(status, reason);
        Assert.AreEqual(status == 410 ? Since.ToUnixTimeMilliseconds() : null, reply.Timestamp);
    }

    [TestMethod]
    public async Task Failure_of_ours_is_an_error_of_ours()
    {
        await using Rig rig = await Rig.StartAsync();
        rig.Directories.Failure = new InvalidOperationException("broken");
        Reply reply = await rig.SendAsync();
        reply.AssertIs(500, "InternalServerError");
        Assert.DoesNotContain("broken", reply.Body);
        rig.Directories.Failure = null;
        (await rig.SendAsync()).AssertIs(200, "");
    }

    [TestMethod]
    public async Task What_is_new_while_it_ends_is_told_so()
    {
        await using Rig rig = await Rig.StartAsync();
        TaskCompletionSource<PushVerdict> late = new();
        rig.Directories.Later = late.Task;
        using RawHttp2 raw = await RawHttp2.ConnectAsync(rig.Port);
        await raw.SendAsync(Rig.Device, Rig.Payload, ("authorization", "bearer " + rig.Token()),
            ("apns-topic", Rig.Topic));
        await Poll.UntilAsync(() => !rig.Directories.Taken.IsEmpty, "the first push is under way");
        rig.Drain();
        (await rig.SendAsync()).AssertIs(503, "Shutdown");
        Task stopped = rig.StopAsync().AsTask();
        late.SetResult(new PushVerdict(PushOutcome.Accepted));
        Assert.IsTrue((await raw.AnswerAsync()).Single().EndsStream, "what was under way is answered");
        await stopped;
    }

    [TestMethod]
    public async Task Old_protocols_do_not_get_in()
    {
        await using Rig rig = await Rig.StartAsync();
        using HttpRequestMessage message = rig.Push();
        (message.Version, message.VersionPolicy) = (HttpVersion.Version11, HttpVersionPolicy.RequestVersionExact);
        await Assert.ThrowsExactlyAsync<HttpRequestException>(() => rig.Client().SendAsync(message));
#pragma warning disable SYSLIB0039, CA5397 // that it is refused is the point
        await Assert.ThrowsAsync<Exception>(() => RawHttp2.ConnectAsync(rig.Port, SslProtocols.Tls11));
#pragma warning restore SYSLIB0039, CA5397
        using RawHttp2 good = await RawHttp2.ConnectAsync(rig.Port, SslProtocols.Tls12);
    }

    [TestMethod]
    public async Task Answers_are_counted()
    {
        await using Rig rig = await Rig.StartAsync();
        await rig.SendAsync();
        await rig.SendAsync();
        await rig.SendAsync(("apns-topic", ""));
        Assert.AreEqual(2L, rig.Counters.Accepted);
        Assert.AreEqual(1L, rig.Counters.Refused["MissingTopic"]);
        Assert.AreEqual(3L, rig.Counters.Connections);
    }
}

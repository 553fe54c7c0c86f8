using System.Security.Cryptography;
using System.Text;
using HostSim.Network;
using HostSim.Operator;
using HostSim.Operator.Push;
using HostSim.PushGateway;
using Tests.Gateway.Provider;

namespace Tests.Gateway.Sender;

/// <summary>Our own push client against our own gateway.</summary>
[TestClass]
public sealed class PushSenderTests
{
    private static readonly DateTimeOffset Since = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123);

    [TestMethod]
    public async Task Everything_that_is_set_arrives()
    {
        await using Rig rig = await Rig.StartAsync();
        using PushCredentials credentials = Credentials(rig);
        using PushSender sender = Sender(rig, credentials);
        Guid id = Guid.NewGuid();
        PushMessage message = Message() with
        {
            Id = id,
            Type = "background",
            Priority = 1,
            Expires = DateTimeOffset.FromUnixTimeSeconds(1_900_000_000),
            CollapseId = "grüße",
        };
        PushAnswer answer = await sender.SendAsync(message, CancellationToken.None);
        Assert.AreEqual(new PushAnswer(200, id.ToString(), ""), answer);
        PushRequest taken = rig.Directories.Taken.Single();
        Assert.AreEqual((id, 1, message.CollapseId, message.Expires),
            (taken.Id, taken.Priority, taken.CollapseId, taken.Expires));
        Assert.AreEqual(Rig.Payload, Encoding.UTF8.GetString(taken.Payload.Span));
    }

    [TestMethod]
    public async Task Reason_and_date_of_a_refusal_are_told()
    {
        await using Rig rig = await Rig.StartAsync();
        using PushCredentials credentials = Credentials(rig);
        using PushSender sender = Sender(rig, credentials);
        rig.Directories.Verdict = new PushVerdict(PushOutcome.Unregistered, Since);
        PushAnswer answer = await sender.SendAsync(Message(), CancellationToken.None);
        Assert.AreEqual((410, "Unregistered", Since), (answer.Status, answer.Reason, answer.Since));
        PushAnswer bad = await sender.SendAsync(Message() with { Type = "shout" }, CancellationToken.None);
        Assert.AreEqual((400, "InvalidPushType", false), (bad.Status, bad.Reason, bad.IsAccepted));
    }

    [TestMethod]
    public void One_token_serves_most_of_an_hour()
    {
        using Jwt key = new();
        MovedClock clock = new();
        using PushCredentials credentials = new(Rig.Team, Rig.KeyId, key.PrivateKeyPem, clock);
        string first = credentials.Token();
        clock.Move(TimeSpan.FromMinutes(49));
        Assert.AreEqual(first, credentials.Token());
        clock.Move(TimeSpan.FromMinutes(1));
        string second = credentials.Token();
        Assert.AreNotEqual(first, second);
        credentials.Forget(first);
        Assert.AreEqual(second, credentials.Token());
        credentials.Forget(second);
        Assert.AreNotEqual(second, credentials.Token());
    }

    [TestMethod]
    public async Task Token_that_is_too_old_for_the_gateway_is_made_anew()
    {
        await using Rig rig = await Rig.StartAsync();
        MovedClock behind = new();
        behind.Move(TimeSpan.FromMinutes(-90));
        using PushCredentials credentials = new(Rig.Team, Rig.KeyId, rig.Key.PrivateKeyPem, behind);
        using PushSender sender = Sender(rig, credentials);
        behind.MoveAfterNextLook(TimeSpan.FromMinutes(90));
        Assert.AreEqual(200, (await sender.SendAsync(Message(), CancellationToken.None)).Status);
        Assert.AreEqual(1L, rig.Counters.Refused["ExpiredProviderToken"]);
    }

    [TestMethod]
    public async Task Pushes_may_be_under_way_at_once()
    {
        await using Rig rig = await Rig.StartAsync();
        using PushCredentials credentials = Credentials(rig);
        using PushSender sender = Sender(rig, credentials);
        PushAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(
            _ => sender.SendAsync(Message(), CancellationToken.None)));
        Assert.IsTrue(answers.All(answer => answer.IsAccepted));
        Assert.HasCount(1000, answers.Select(answer => answer.Id).Distinct());
    }

    [TestMethod]
    public async Task Gateway_that_is_not_there_or_not_ours_is_an_error()
    {
        await using Rig rig = await Rig.StartAsync();
        using PushCredentials credentials = Credentials(rig);
        using PushSender distrustful = new(Options(rig, credentials) with { Trust = Trust.System });
        await Assert.ThrowsExactlyAsync<OperatorException>(
            () => distrustful.SendAsync(Message(), CancellationToken.None));
        int port = rig.Port;
        await rig.StopAsync();
        using PushSender late = new(Options(rig, credentials) with { Port = port });
        OperatorException lost = await Assert.ThrowsExactlyAsync<OperatorException>(
            () => late.SendAsync(Message(), CancellationToken.None));
        Assert.Contains($"localhost:{port}", lost.Message);
    }

    [TestMethod]
    public void Key_that_is_none_is_refused()
    {
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        string[] bad = ["", "no key", other.ExportPkcs8PrivateKeyPem()];
        foreach (string pem in bad)
        {
            Assert.Throws<Exception>(() => new PushCredentials("T", "K", pem, TimeProvider.System).Dispose());
        }
    }

    private static PushMessage Message() => new()
    {
        Device = Rig.Device,
        Topic = Rig.Topic,
        Payload = Rig.Payload,
    };

    private static PushCredentials Credentials(Rig rig) =>
        new(Rig.Team, Rig.KeyId, rig.Key.PrivateKeyPem, TimeProvider.System);

    private static PushSender Sender(Rig rig, PushCredentials credentials) => new(Options(rig, credentials));

    private static PushOptions Options(Rig rig, PushCredentials credentials) => new()
    {
        Host = "localhost",
        Port = rig.IsOpen ? rig.Port : PushOptions.UsualPort,
        Trust = Trust.Only(rig.Authority),
        Credentials = credentials,
    };
}

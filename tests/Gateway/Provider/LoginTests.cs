using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HostSim.PushGateway.Provider;

namespace Tests.Gateway.Provider;

/// <summary>Who may push: tokens, certificates, and what a connection remembers of them.</summary>
[TestClass]
public sealed class LoginTests
{
    private const string OtherTeam = "TEAM000002";

    [TestMethod]
    public async Task Token_is_good_for_an_hour()
    {
        await using Rig rig = await Rig.StartAsync();
        HttpClient client = rig.Client();
        string token = rig.Token();
        await ExpectAsync(rig, client, token, 200, "");
        rig.Clock.Move(TimeSpan.FromMinutes(59));
        await ExpectAsync(rig, client, token, 200, "");
        rig.Clock.Move(TimeSpan.FromMinutes(2));
        await ExpectAsync(rig, client, token, 403, "ExpiredProviderToken");
        await ExpectAsync(rig, rig.Client(), token, 403, "ExpiredProviderToken");
        await ExpectAsync(rig, client, rig.Token(), 200, "");
    }

    [TestMethod]
    public async Task Token_changes_at_most_every_twenty_minutes()
    {
        await using Rig rig = await Rig.StartAsync();
        HttpClient client = rig.Client();
        string first = rig.Token();
        await ExpectAsync(rig, client, first, 200, "");
        rig.Clock.Move(TimeSpan.FromMinutes(19));
        await ExpectAsync(rig, client, rig.Token(), 429, "TooManyProviderTokenUpdates");
        rig.Clock.Move(TimeSpan.FromMinutes(1));
        await ExpectAsync(rig, client, rig.Token(), 200, "");
        await ExpectAsync(rig, client, first, 200, "");
    }

    [TestMethod]
    public async Task Padded_base64_is_read_as_well()
    {
        await using Rig rig = await Rig.StartAsync();
        string token = rig.Key.Token(Rig.KeyId, Rig.Team, rig.Clock.GetUtcNow(), padded: true);
        await ExpectAsync(rig, rig.Client(), token, 200, "");
    }

    [TestMethod]
    [DataRow("", "MissingProviderToken")]
    [DataRow("Basic dTpw", "InvalidProviderToken")]
    [DataRow("bearer", "InvalidProviderToken")]
    [DataRow("bearer a.b.c", "InvalidProviderToken")]
    public async Task Header_is_no_token(string header, string reason)
    {
        await using Rig rig = await Rig.StartAsync();
        using HttpRequestMessage message = rig.Push(("authorization", header));
        message.RequestUri = new Uri("/unknown/path", UriKind.Relative);
        (await Reply.OfAsync(rig.Client(), message)).AssertIs(403, reason);
        Assert.IsEmpty(rig.Directories.Taken);
    }

    [TestMethod]
    public async Task Token_that_proves_nothing_is_refused()
    {
        await using Rig rig = await Rig.StartAsync();
        using Jwt stranger = new();
        DateTimeOffset now = rig.Clock.GetUtcNow();
        string good = rig.Token();
        string[] bad =
        [
            stranger.Token(Rig.KeyId, Rig.Team, now),
            rig.Key.Token("KEY0000009", Rig.Team, now),
            rig.Key.Token(Rig.KeyId, OtherTeam, now),
            rig.Key.Token(Rig.KeyId, Rig.Team, now.AddMinutes(6)),
            good[..^4] + (good[^4] == 'A' ? 'B' : 'A') + good[^3..],
            good[..good.LastIndexOf('.')] + ".",
        ];
        foreach (string token in bad)
        {
            await ExpectAsync(rig, rig.Client(), token, 403, "InvalidProviderToken");
        }
    }

    [TestMethod]
    public async Task Connection_stays_with_the_team_it_began_with()
    {
        using Jwt other = new();
        using Jwt narrow = new();
        await using Rig rig = await Rig.StartAsync(
            others: [Rig.Entry("OTHER00001", OtherTeam, other), Rig.Entry("NARROW0001", Rig.Team, narrow, "dev.x")]);
        HttpClient client = rig.Client();
        DateTimeOffset now = rig.Clock.GetUtcNow();
        await ExpectAsync(rig, client, rig.Token(now.AddMinutes(-30)), 200, "");
        await ExpectAsync(rig, client, other.Token("OTHER00001", OtherTeam, now), 403, "InvalidProviderToken");
        await ExpectAsync(rig, client, narrow.Token("NARROW0001", Rig.Team, now), 403, "UnrelatedKeyIdInToken");
        await ExpectAsync(rig, rig.Client(), other.Token("OTHER00001", OtherTeam, now), 200, "");
    }

    [TestMethod]
    public async Task Key_of_the_other_environment_is_refused()
    {
        using Jwt other = new();
        ProviderEntry elsewhere = Rig.Entry("OTHER00001", OtherTeam, other) with { Environment = "production" };
        await using Rig rig = await Rig.StartAsync("development", others: [elsewhere]);
        string token = other.Token("OTHER00001", OtherTeam, rig.Clock.GetUtcNow());
        await ExpectAsync(rig, rig.Client(), token, 403, "BadEnvironmentKeyIdInToken");
    }

    [TestMethod]
    public async Task Connection_that_keeps_guessing_is_cut()
    {
        await using Rig rig = await Rig.StartAsync();
        using RawHttp2 raw = await RawHttp2.ConnectAsync(rig.Port);
        for (int i = 1; i < ProviderConnection.MostRefusals; i++)
        {
            await raw.SendAsync(Rig.Device, Rig.Payload, ("authorization", "bearer a.b.c"));
            Assert.AreEqual("""{"reason":"InvalidProviderToken"}""", await raw.BodyAsync());
        }

        await raw.SendAsync(Rig.Device, Rig.Payload, ("authorization", "bearer a.b.c"));
        await raw.AnswerAsync();
        Assert.IsNull(await raw.ReadAsync(), "the connection is over");

        await ExpectAsync(rig, rig.Client(), rig.Token(), 200, "");
    }

    [TestMethod]
    public async Task Key_that_is_added_counts_and_one_that_is_removed_does_not()
    {
        await using Rig rig = await Rig.StartAsync();
        using Jwt added = new();
        HttpClient client = rig.Client();
        string token = rig.Token();
        await ExpectAsync(rig, client, token, 200, "");
        rig.File.Write([Rig.Entry("ADDED00001", OtherTeam, added)]);
        rig.Clock.Move(TimeSpan.FromSeconds(2));
        await ExpectAsync(rig, client, token, 403, "InvalidProviderToken");
        await ExpectAsync(
            rig, rig.Client(), added.Token("ADDED00001", OtherTeam, rig.Clock.GetUtcNow()), 200, "");
        await File.WriteAllTextAsync(rig.File.Path, "{");
        rig.Clock.Move(TimeSpan.FromSeconds(2));
        await ExpectAsync(
            rig, rig.Client(), added.Token("ADDED00001", OtherTeam, rig.Clock.GetUtcNow()), 200, "");
    }

    [TestMethod]
    public async Task Certificate_stands_for_its_topic()
    {
        using X509Certificate2 certificate = ProviderCertificate.Create(Rig.Topic, TimeProvider.System);
        await using Rig rig = await Rig.StartAsync("development", others: [Pin(certificate)]);
        await ExpectAsync(rig, rig.Client(certificate), "", 200, "");
        using HttpRequestMessage bare = rig.Push(("authorization", ""), ("apns-topic", ""));
        Reply reply = await Reply.OfAsync(rig.Client(certificate), bare);
        reply.AssertIs(200, "");
        Assert.AreEqual(Rig.Topic, rig.Directories.Taken.Last().Topic);
        using HttpRequestMessage other = rig.Push(("authorization", ""), ("apns-topic", "dev.example.other"));
        (await Reply.OfAsync(rig.Client(certificate), other)).AssertIs(400, "TopicDisallowed");
    }

    [TestMethod]
    public async Task Certificate_that_nobody_added_is_refused()
    {
        using X509Certificate2 stranger = ProviderCertificate.Create(Rig.Topic, TimeProvider.System);
        await using Rig rig = await Rig.StartAsync();
        await ExpectAsync(rig, rig.Client(stranger), "", 403, "BadCertificate");
        await ExpectAsync(rig, rig.Client(stranger), rig.Token(), 200, "");
    }

    [TestMethod]
    public async Task Certificate_out_of_date_is_refused()
    {
        using X509Certificate2 certificate = ProviderCertificate.Create(Rig.Topic, TimeProvider.System);
        await using Rig rig = await Rig.StartAsync(others: [Pin(certificate)]);
        rig.Clock.Move(TimeSpan.FromDays(400));
        await ExpectAsync(rig, rig.Client(certificate), "", 403, "BadCertificate");
    }

    [TestMethod]
    public async Task Certificate_of_the_other_environment_is_refused()
    {
        using X509Certificate2 certificate = ProviderCertificate.Create(Rig.Topic, TimeProvider.System);
        await using Rig rig = await Rig.StartAsync(
            "development", others: [Pin(certificate) with { Environment = "production" }]);
        await ExpectAsync(rig, rig.Client(certificate), "", 403, "BadCertificateEnvironment");
    }

    private static ProviderEntry Pin(X509Certificate2 certificate) => new()
    {
        Certificate = certificate.GetCertHashString(HashAlgorithmName.SHA256),
        Topics = [Rig.Topic],
    };

    private static async Task ExpectAsync(Rig rig, HttpClient client, string token, int status, string reason)
    {
        using HttpRequestMessage message = rig.Push(("authorization", token.Length == 0 ? "" : "bearer " + token));
        (await Reply.OfAsync(client, message)).AssertIs(status, reason);
    }
}

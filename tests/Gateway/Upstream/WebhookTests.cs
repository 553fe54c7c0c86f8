using System.Security.Cryptography;
using System.Text;
using HostSim.PushGateway;
using HostSim.PushGateway.Upstream;
using Microsoft.Extensions.Logging.Abstractions;
using Tests.Gateway.Provider;

namespace Tests.Gateway.Upstream;

/// <summary>What is told to an address: signed, in order, again until it is taken.</summary>
[TestClass]
public sealed class WebhookTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("webhook-").FullName;
    private readonly StubUpstream _upstream = new();
    private readonly WebhookCounters _counters = new();

    [TestCleanup]
    public void Clean() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public async Task Events_come_signed_and_in_order()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        Webhook hook = Write(receiver);
        await using Webhooks webhooks = Start();
        for (int i = 0; i < 20; i++)
        {
            _upstream.Tell(Rig.Topic, $$"""{"n":{{i}}}""");
        }

        await Poll.UntilAsync(() => receiver.Got.Count == 20, "20 events");
        Received[] got = [.. receiver.Got];
        CollectionAssert.AreEqual(
            Enumerable.Range(1, 20).Select(n => $"{3 * n}").ToArray(), got.Select(one => one.Sequence).ToArray());
        Assert.IsTrue(got.All(one => one.Kind == "message" && IsSigned(one, hook.Secret)));
        await Poll.UntilAsync(() => _counters.Delivered.Value == 20, "all are counted");
    }

    [TestMethod]
    public async Task What_fails_is_told_again_and_what_is_refused_is_dropped()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        Array.ForEach([500, 429, 302, 503, 200, 400, 404, 422], receiver.Answers.Enqueue);
        using WebhookSenderRig rig = new(Write(receiver), _upstream, _folder, _counters);
        _upstream.Tell(Rig.Topic, """{"n":1}""");
        _upstream.Tell(Rig.Topic, """{"n":2}""");
        _upstream.Tell(Rig.Topic, """{"n":3}""");
        await Poll.UntilAsync(() => receiver.Got.Count == 9, "five for the first, three for the second, one");
        CollectionAssert.AreEqual(
            new[] { "3", "3", "3", "3", "3", "6", "6", "6", "9" }, receiver.Got.Select(one => one.Sequence).ToArray());
        await Poll.UntilAsync(() => _counters.Delivered.Value == 2, "two are counted");
        Assert.AreEqual((7L, 1L), (_counters.Failed.Value, _counters.Dropped.Value));
    }

    [TestMethod]
    public async Task Address_that_is_gone_is_told_nothing_more()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        receiver.Answers.Enqueue(410);
        using WebhookSenderRig rig = new(Write(receiver), _upstream, _folder, _counters);
        _upstream.Tell(Rig.Topic, "{}");
        _upstream.Tell(Rig.Topic, "{}");
        await rig.Running.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.HasCount(1, receiver.Got);
    }

    [TestMethod]
    public async Task Next_start_goes_on_where_this_one_ended()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        Write(receiver);
        await using (Webhooks first = Start())
        {
            _upstream.Tell(Rig.Topic, """{"n":1}""");
            await Poll.UntilAsync(() => _counters.Delivered.Value == 1, "the first");
        }

        _upstream.Tell(Rig.Topic, """{"n":2}""");
        await using Webhooks second = Start();
        await Poll.UntilAsync(() => receiver.Got.Count >= 2, "the second");
        Assert.AreEqual("6", receiver.Got.Last().Sequence);
        Assert.HasCount(2, receiver.Got);
    }

    [TestMethod]
    public async Task Address_hears_of_its_topics_and_of_presence()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        Write(receiver, "dev.example.*");
        await using Webhooks webhooks = Start();
        _upstream.Tell("org.other", "{}");
        _upstream.Tell(Rig.Topic, "{}");
        _upstream.Turn(UpstreamKind.Online);
        await Poll.UntilAsync(() => receiver.Got.Count == 2, "two events");
        CollectionAssert.AreEqual(new[] { "message", "online" }, receiver.Got.Select(one => one.Kind).ToArray());
    }

    [TestMethod]
    [DataRow("http://example.org/", null)]
    [DataRow("https://user:word@example.org/", null)]
    [DataRow("ftp://example.org/", null)]
    [DataRow("https://example.org/", "c2hvcnQ=")]
    [DataRow("https://example.org/", "?")]
    public void File_refuses_what_would_not_be_safe(string url, string? secret)
    {
        Webhook hook = new() { Url = new Uri(url), Secret = secret ?? WebhookFile.NewSecret() };
        Assert.Throws<InvalidDataException>(() => new WebhookFile(_folder).Write([hook]));
    }

    [TestMethod]
    public void Secrets_are_for_their_owner()
    {
        WebhookFile file = new(_folder);
        Webhook hook = new() { Url = new Uri("https://example.org/x"), Secret = WebhookFile.NewSecret() };
        file.Write([hook]);
        Webhook read = file.Read().Single();
        Assert.AreEqual((hook.Url, hook.Secret), (read.Url, read.Secret));
        if (!OperatingSystem.IsWindows())
        {
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file.Path));
        }
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task A_position_that_cannot_be_written_stops_nothing()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        Webhook hook = Write(receiver);
        using (WebhookPosition position = new(_folder, hook.Url, 0))
        {
            Assert.AreEqual(0, position.Sequence);
        }

        string file = Directory.GetFiles(Path.Combine(_folder, "webhooks")).Single();
        File.Delete(file);
        File.CreateSymbolicLink(file, "/dev/full");
        await using (Webhooks webhooks = Start())
        {
            _upstream.Tell(Rig.Topic, """{"n":1}""");
            _upstream.Tell(Rig.Topic, """{"n":2}""");
            await Poll.UntilAsync(() => _counters.Delivered.Value == 2, "both");
        }
    }

    private static bool IsSigned(Received received, string secret)
    {
        string[] parts = received.Signature.Split(',');
        string seconds = parts[0]["t=".Length..];
        byte[] signed = HMACSHA256.HashData(
            Convert.FromBase64String(secret), Encoding.UTF8.GetBytes($"{seconds}.{received.Body}"));
        return parts[1] == "v1=" + Convert.ToHexStringLower(signed)
            && long.Parse(seconds) > DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 300;
    }

    private Webhook Write(Receiver receiver, params string[] topics)
    {
        Webhook hook = new()
        {
            Url = receiver.Url,
            Secret = WebhookFile.NewSecret(),
            Topics = topics.Length > 0 ? topics : ["*"],
        };
        new WebhookFile(_folder).Write([hook]);
        return hook;
    }

    private Webhooks Start() =>
        new(_folder, _upstream, _counters, TimeProvider.System, NullLogger.Instance);
}

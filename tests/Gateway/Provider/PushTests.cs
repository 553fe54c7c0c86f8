using System.Text;
using HostSim.PushGateway;

namespace Tests.Gateway.Provider;

/// <summary>The provider API as a provider sees it: headers, statuses and reasons of the published table.</summary>
[TestClass]
public sealed class PushTests
{
    private const string Uuid = "123e4567-e89b-12d3-a456-42665544000a";
    private const string LongId = "0123456789012345678901234567890123456789012345678901234567890123";

    private static Rig _rig = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context) => _rig = await Rig.StartAsync();

    [ClassCleanup]
    public static async Task EndAsync() => await _rig.DisposeAsync();

    [TestMethod]
    public async Task Everything_of_a_push_reaches_the_directory()
    {
        Reply reply = await _rig.SendAsync(
            ("apns-id", Uuid), ("apns-expiration", "1800000000"), ("apns-priority", "5"),
            ("apns-push-type", "background"), ("apns-collapse-id", "grüße"));
        reply.AssertIs(200, "");
        Assert.AreEqual(Uuid, reply.Id);
        PushRequest taken = _rig.Directories.Taken.Last(one => one.Id == Guid.Parse(Uuid));
        Assert.AreEqual(Rig.Device, Convert.ToHexString(taken.Token.Span), ignoreCase: true);
        Assert.AreEqual(Rig.Topic, taken.Topic);
        Assert.AreEqual(Rig.Payload, Encoding.UTF8.GetString(taken.Payload.Span));
        Assert.AreEqual(DateTimeOffset.FromUnixTimeSeconds(1_800_000_000), taken.Expires);
        Assert.AreEqual((5, "grüße"), (taken.Priority, taken.CollapseId));
        Assert.AreEqual($"{Rig.Team}/{Rig.KeyId}", taken.Provider);
    }

    [TestMethod]
    public async Task What_is_left_out_has_its_usual_value()
    {
        Reply reply = await _rig.SendAsync();
        reply.AssertIs(200, "");
        PushRequest taken = _rig.Directories.Taken.Last(one => one.Id == Guid.Parse(reply.Id));
        Assert.AreEqual((10, null, null), (taken.Priority, taken.CollapseId, taken.Expires));
    }

    [TestMethod]
    [DataRow("apns-id", "no uuid", "BadMessageId")]
    [DataRow("apns-id", "123e4567e89b12d3a45642665544000a", "BadMessageId")]
    [DataRow("apns-id", "+23e4567-e89b-12d3-a456-42665544000a", "BadMessageId")]
    [DataRow("apns-expiration", "tomorrow", "BadExpirationDate")]
    [DataRow("apns-expiration", "-1", "BadExpirationDate")]
    [DataRow("apns-expiration", "1.5", "BadExpirationDate")]
    [DataRow("apns-priority", "7", "BadPriority")]
    [DataRow("apns-priority", "+5", "BadPriority")]
    [DataRow("apns-push-type", "shout", "InvalidPushType")]
    [DataRow("apns-push-type", "Alert", "InvalidPushType")]
    [DataRow("apns-push-type", "voip", "BadTopic")]
    [DataRow("apns-push-type", "liveactivity", "BadTopic")]
    [DataRow("apns-topic", "two words", "BadTopic")]
    [DataRow("apns-topic", "dev.exämple", "BadTopic")]
    [DataRow("apns-topic", "dev.example.other", "TopicDisallowed")]
    [DataRow("apns-collapse-id", LongId + "4", "BadCollapseId")]
    [DataRow("apns-collapse-id", LongId, "")]
    [DataRow("apns-expiration", "0", "")]
    [DataRow("apns-expiration", "99999999999999", "")]
    [DataRow("apns-priority", "1", "")]
    public async Task Header_is_checked(string name, string value, string reason)
    {
        Reply reply = await _rig.SendAsync((name, value));
        reply.AssertIs(reason.Length == 0 ? 200 : 400, reason);
        Assert.IsTrue(Guid.TryParse(reply.Id, out _), "every answer has an id");
        Assert.IsNull(reply.Timestamp);
    }

    [TestMethod]
    [DataRow("voip", ".voip")]
    [DataRow("complication", ".complication")]
    [DataRow("fileprovider", ".pushkit.fileprovider")]
    [DataRow("location", ".location-query")]
    [DataRow("liveactivity", ".push-type.liveactivity")]
    [DataRow("widgets", ".push-type.widgets")]
    [DataRow("controls", ".push-type.controls")]
    [DataRow("pushtotalk", ".voip-ptt")]
    [DataRow("mdm", "")]
    [DataRow("background", "")]
    public async Task Kind_of_push_has_its_topic(string kind, string suffix)
    {
        Reply reply = await _rig.SendAsync(("apns-push-type", kind), ("apns-topic", Rig.Topic + suffix));
        reply.AssertIs(200, "");
        Assert.AreEqual(Rig.Topic + suffix, _rig.Directories.Taken.Last(one => one.Id == Guid.Parse(reply.Id)).Topic);
    }

    [TestMethod]
    public async Task Quiet_push_at_priority_ten_is_an_error() =>
        (await _rig.SendAsync(("apns-push-type", "background"), ("apns-priority", "10"))).AssertIs(400, "BadPriority");

    [TestMethod]
    public async Task Topic_is_missing() => (await _rig.SendAsync(("apns-topic", ""))).AssertIs(400, "MissingTopic");

    [TestMethod]
    [DataRow("apns-topic", Rig.Topic)]
    [DataRow("apns-id", Uuid)]
    [DataRow("apns-priority", "5")]
    public async Task Header_that_comes_twice_is_refused(string name, string value)
    {
        using RawHttp2 raw = await RawHttp2.ConnectAsync(_rig.Port);
        await raw.SendAsync(Rig.Device, Rig.Payload, ("authorization", "bearer " + _rig.Token()),
            (name, value), (name, value));
        Assert.AreEqual("""{"reason":"DuplicateHeaders"}""", await raw.BodyAsync());
    }

    [TestMethod]
    [DataRow("POST", "/3/device", 400, "MissingDeviceToken")]
    [DataRow("POST", "/3/device/", 400, "MissingDeviceToken")]
    [DataRow("POST", "/3/device/abc", 400, "BadDeviceToken")]
    [DataRow("POST", "/3/device/" + Rig.Device + "00", 400, "BadDeviceToken")]
    [DataRow("POST", "/3/device/" + Rig.Device + "/more", 404, "BadPath")]
    [DataRow("POST", "/2/device/" + Rig.Device, 404, "BadPath")]
    [DataRow("POST", "/3/devices/" + Rig.Device, 404, "BadPath")]
    [DataRow("POST", "/", 404, "BadPath")]
    [DataRow("GET", "/3/device/" + Rig.Device, 405, "MethodNotAllowed")]
    [DataRow("DELETE", "/3/device/" + Rig.Device, 405, "MethodNotAllowed")]
    public async Task Path_and_method_are_checked(string method, string path, int status, string reason)
    {
        using HttpRequestMessage message = _rig.Push();
        message.Method = new HttpMethod(method);
        message.RequestUri = new Uri(path, UriKind.Relative);
        (await Reply.OfAsync(_rig.Client(), message)).AssertIs(status, reason);
    }

    [TestMethod]
    [DataRow(0, "alert", 400, "PayloadEmpty")]
    [DataRow(4096, "alert", 200, "")]
    [DataRow(4097, "alert", 413, "PayloadTooLarge")]
    [DataRow(5120, "voip", 200, "")]
    [DataRow(5121, "voip", 413, "PayloadTooLarge")]
    [DataRow(60_000, "alert", 413, "PayloadTooLarge")]
    [DataRow(1_000_000, "alert", 413, "PayloadTooLarge")]
    public async Task Payload_has_its_size(int size, string kind, int status, string reason)
    {
        string topic = Rig.Topic + (kind == "voip" ? ".voip" : "");
        using HttpRequestMessage message = _rig.Push(("apns-push-type", kind), ("apns-topic", topic));
        string json = $$"""{"a":"{{new string('x', Math.Max(0, size - 8))}}"}""";
        message.Content = new StringContent(size == 0 ? "" : json);
        (await Reply.OfAsync(_rig.Client(), message)).AssertIs(status, reason);
    }

    [TestMethod]
    [DataRow("[1]")]
    [DataRow("\"text\"")]
    [DataRow("{\"aps\":")]
    [DataRow("{} {}")]
    [DataRow("no json")]
    public async Task Payload_is_one_json_object(string payload)
    {
        using HttpRequestMessage message = _rig.Push();
        message.Content = new StringContent(payload);
        (await Reply.OfAsync(_rig.Client(), message)).AssertIs(400, "PayloadEmpty");
    }
}

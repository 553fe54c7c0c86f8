namespace Tests.Integration.Providers;

/// <summary>Provider libraries of others push through the gateway; only the host is another one.</summary>
[TestClass]
public sealed class LibraryTests
{
    private static ProviderStage _stage = null!;

    private static readonly Library[] Libraries = [Library.NodeApn, Library.Apns2, Library.Aioapns];

    public static IEnumerable<object[]> WithToken =>
        from library in Libraries select new object[] { library.Name, false };

    public static IEnumerable<object[]> All =>
        WithToken.Append([Library.NodeApn.Name, true]).Append([Library.Aioapns.Name, true]);

    [ClassInitialize]
    public static async Task StartAsync(TestContext context) => _stage = await ProviderStage.StartAsync();

    [ClassCleanup]
    public static async Task EndAsync() => await _stage.DisposeAsync();

    [TestMethod]
    [DynamicData(nameof(All))]
    public async Task Push_reaches_the_device(string name, bool byCertificate)
    {
        string text = $"to the device {Guid.NewGuid()}";
        ProviderAnswer answer = (await RunAsync(
            name, _stage.Wish(byCertificate, new WishedPush(_stage.Device, text)))).Single();
        Assert.AreEqual((200, null), (answer.Status, answer.Reason));
        Assert.IsTrue(await _stage.ArrivedAsync(text));
    }

    [TestMethod]
    [DynamicData(nameof(All))]
    public async Task Reason_of_a_refusal_surfaces(string name, bool byCertificate)
    {
        ProviderWish wish = _stage.Wish(
            byCertificate,
            new WishedPush("abc", "malformed"),
            new WishedPush(new string('0', 64), "unknown"),
            new WishedPush(_stage.Gone, "unregistered"),
            new WishedPush(_stage.Device, new string('x', 5000)));
        IReadOnlyList<ProviderAnswer> answers = await RunAsync(name, wish);
        CollectionAssert.AreEqual(
            new[]
            {
                (400, "BadDeviceToken"), (400, "BadDeviceToken"), (410, "Unregistered"), (413, "PayloadTooLarge"),
            },
            answers.Select(answer => (answer.Status, answer.Reason!)).ToArray());
    }

    [TestMethod]
    [DynamicData(nameof(WithToken))]
    public async Task Bad_credentials_surface(string name, bool byCertificate)
    {
        ProviderWish wish = _stage.Wish(byCertificate, new WishedPush(_stage.Device, "nobody"));
        ProviderAnswer stranger = (await RunAsync(name, wish with { Team = "TEAM000009" })).Single();
        Assert.AreEqual((403, "InvalidProviderToken"), (stranger.Status, stranger.Reason));
        ProviderAnswer elsewhere = (await RunAsync(name, wish with { Topic = "dev.example.other" })).Single();
        Assert.AreEqual((400, "TopicDisallowed"), (elsewhere.Status, elsewhere.Reason));
    }

    private static Task<IReadOnlyList<ProviderAnswer>> RunAsync(string name, ProviderWish wish)
    {
        Library library = Libraries.Single(one => one.Name == name);
        Requirement.Check(library.Missing());
        return library.PushAsync(wish);
    }
}

using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HostSim;
using HostSim.PushGateway.Provider;
using HostSim.PushGateway.Upstream;

namespace Tests.Gateway.Provider;

/// <summary>The commands that say who may push and who is told.</summary>
[TestClass]
public sealed class ToolTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tools-").FullName;

    [TestCleanup]
    public void Clean() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void New_key_signs_what_the_gateway_believes()
    {
        string file = Path.Combine(_folder, "key.p8");
        Assert.AreEqual(0, Run("provider", "add", "--private-key", file, "--topic", "a.b", "--topic", "c.*"));
        ProviderEntry entry = new ProviderFile(_folder).Read().Single();
        using ECDsa key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(file));
        Assert.AreEqual(key.ExportSubjectPublicKeyInfoPem(), entry.PublicKey);
        CollectionAssert.AreEqual(new[] { "a.b", "c.*" }, entry.Topics.ToArray());
        Assert.AreEqual((10, 10), (entry.Team!.Length, entry.Key!.Length));
        if (!OperatingSystem.IsWindows())
        {
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        Assert.Throws<UsageException>(() => Run("provider", "add", "--private-key", file, "--topic", "a.b"));
        Assert.HasCount(1, new ProviderFile(_folder).Read());
    }

    [TestMethod]
    public void Key_of_somebody_is_added_and_removed()
    {
        using Jwt jwt = new();
        string file = Path.Combine(_folder, "public.pem");
        File.WriteAllText(file, jwt.PublicKeyPem);
        string[] add = ["provider", "add", "--team", "T1", "--key-id", "K1", "--public-key", file, "--topic", "*"];
        Assert.AreEqual(0, Run(add));
        Assert.Throws<UsageException>(() => Run(add), "the same id twice");
        Assert.AreEqual(0, Run("provider", "list"));
        Assert.AreEqual(1, Run("provider", "remove", "--key-id", "K2"));
        Assert.AreEqual(0, Run("provider", "remove", "--key-id", "K1"));
        Assert.IsEmpty(new ProviderFile(_folder).Read());
    }

    [TestMethod]
    [DataRow("--topic", "two words", "--private-key", "new.p8")]
    [DataRow("--topic", "a.b")]
    [DataRow("--topic", "a.b", "--public-key", "missing.pem")]
    [DataRow("--topic", "a.b", "--private-key", "new.p8", "--environment", "test")]
    public void Wrong_use_is_told(params string[] arguments) => Assert.Throws<UsageException>(() => Run(
        ["provider", "add", .. arguments.Select(word => word.Contains('.') && word.Contains("p8")
            ? Path.Combine(_folder, word)
            : word)]));

    [TestMethod]
    public void Certificate_carries_what_libraries_look_for()
    {
        string name = Path.Combine(_folder, "client");
        Assert.AreEqual(0, Run("provider", "certificate", "--topic", "a.b", "--out", name));
        using X509Certificate2 made = X509Certificate2.CreateFromPemFile($"{name}.pem", $"{name}-key.pem");
        Assert.AreEqual("a.b", ProviderCertificate.Topics(made).Single());
        CollectionAssert.AreEquivalent(
            new[] { "development", "production" }, ProviderCertificate.Environments(made).ToArray());
        ProviderEntry entry = new ProviderFile(_folder).Read().Single();
        Assert.AreEqual(made.GetCertHashString(HashAlgorithmName.SHA256), entry.Certificate);
        Assert.AreEqual(0, Run("provider", "remove", "--key-id", entry.Certificate!));
    }

    [TestMethod]
    public void Certificate_whose_key_has_no_place_may_not_push()
    {
        string name = Path.Combine(_folder, "client");
        File.WriteAllText($"{name}-key.pem", "somebody's");
        Assert.Throws<UsageException>(() => Run("provider", "certificate", "--topic", "a.b", "--out", name));
        Assert.IsEmpty(new ProviderFile(_folder).Read());
        Assert.AreEqual("somebody's", File.ReadAllText($"{name}-key.pem"));
    }

    [TestMethod]
    public void Tools_that_run_at_once_lose_nothing()
    {
        const int Tools = 8;
        ParallelOptions all = new() { MaxDegreeOfParallelism = Tools };
        Parallel.For(0, Tools, all, i =>
        {
            string name = i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            Assert.AreEqual(0, Run("provider", "add", "--key-id", name, "--topic", "a.b", "--private-key",
                Path.Combine(_folder, $"{name}.p8")));
            Assert.AreEqual(0, Run("webhook", "add", "--url", $"https://example.org/{name}"));
        });
        Assert.HasCount(Tools, new ProviderFile(_folder).Read());
        Assert.HasCount(Tools, new WebhookFile(_folder).Read());
    }

    [TestMethod]
    public void Webhook_is_added_once_and_removed()
    {
        Assert.AreEqual(0, Run("webhook", "add", "--url", "https://example.org/x", "--topic", "a.b"));
        Webhook hook = new WebhookFile(_folder).Read().Single();
        Assert.AreEqual((new Uri("https://example.org/x"), "a.b"), (hook.Url, hook.Topics.Single()));
        Assert.Throws<UsageException>(() => Run("webhook", "add", "--url", "https://example.org/x"));
        Assert.Throws<UsageException>(() => Run("webhook", "add", "--url", "http://example.org/x"));
        Assert.AreEqual(0, Run("webhook", "list"));
        Assert.AreEqual(1, Run("webhook", "remove", "--url", "https://example.org/y"));
        Assert.AreEqual(0, Run("webhook", "remove", "--url", "https://example.org/x"));
        Assert.IsEmpty(new WebhookFile(_folder).Read());
    }

    private int Run(params string[] arguments)
    {
        RootCommand root = new("tests") { ProviderTools.Make(_ => _folder), WebhookTools.Make(_ => _folder) };
        ParseResult parsed = root.Parse(arguments);
        Assert.IsEmpty(parsed.Errors);
        InvocationConfiguration plain = new() { EnableDefaultExceptionHandler = false };
        return parsed.Invoke(plain);
    }
}

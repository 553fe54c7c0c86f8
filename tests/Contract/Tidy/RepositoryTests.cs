using System.Text.RegularExpressions;

namespace Tests.Contract.Tidy;

/// <summary>The repository stands alone: no path of one machine, nothing outside the tree, no secret.</summary>
[TestClass]
public sealed partial class RepositoryTests
{
    /// <summary>What is read as text; larger files are data.</summary>
    private const int MostTextBytes = 1 << 20;

    [TestMethod]
    public void Names_no_path_outside_the_tree() => AssertNone(PathOutside());

    [TestMethod]
    public void Holds_no_private_key() => AssertNone(PrivateKey());

    [TestMethod]
    [DataRow("cd /wo" + "rk/main", true)]
    [DataRow("see ../sha" + "red/facts", true)]
    [DataRow("in ../.lib" + "rary/search", true)]
    [DataRow("\"/tm" + "p/wt/contract\"", true)]
    [DataRow("https://example.org/wo" + "rk/1", false)]
    [DataRow("the homework/ folder", false)]
    [DataRow("ssl.library", false)]
    [DataRow("/tmp/agent-test", false)]
    public void Finds_paths(string text, bool found) => Assert.AreEqual(found, PathOutside().IsMatch(text), text);

    [TestMethod]
    [DataRow("-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqG\n", true)]
    [DataRow("-----BEGIN RSA PRIVATE KEY-----\r\nMIIEowIBAAKCAQEAabcdefghij\r\n", true)]
    [DataRow("-----BEGIN CERTIFICATE-----\nMIGHAgEAMBMGByqGSM49AgEGCCqG\n", false)]
    [DataRow("starts with -----BEGIN PRIVATE KEY----- and so on", false)]
    public void Finds_keys(string text, bool found) => Assert.AreEqual(found, PrivateKey().IsMatch(text), text);

    [GeneratedRegex(@"(?<![\w.])/wo" + @"rk/|/tm" + @"p/wt\b|\.\./sha" + @"red\b|(?<!\w)\.lib" + @"rary\b")]
    private static partial Regex PathOutside();

    [GeneratedRegex(@"-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{20}")]
    private static partial Regex PrivateKey();

    private static void AssertNone(Regex pattern)
    {
        string[] found = [.. from path in Repository.Files
                             where IsText(path)
                             from Match match in pattern.Matches(Repository.Read(path))
                             where !IsOurOwnSample(path)
                             select $"{path}: {match.Value.Split('\n')[0]}"];
        Assert.IsEmpty(found, string.Join('\n', found));
    }

    /// <summary>The two samples of a key above are no keys.</summary>
    private static bool IsOurOwnSample(string path) => path == "tests/Contract/Tidy/RepositoryTests.cs";

    private static bool IsText(string path)
    {
        string full = Path.Combine(Repository.Root, path);
        return new FileInfo(full).Length <= MostTextBytes && !File.ReadAllBytes(full).AsSpan().Contains((byte)0);
    }
}

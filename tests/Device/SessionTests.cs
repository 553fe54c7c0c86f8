using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Tests.Contract;
using Tests.Device.Drivers;

namespace Tests.Device;

/// <summary>The recorded conversations, on the interpreter: the very bytes that the same code says on .NET.</summary>
[TestClass]
public sealed class SessionTests
{
    private const string Corpus = "tests/Chaos/corpus/";

    private static readonly string[] s_same = ["same", "same", "same", "same"];

    private static readonly string[] s_below = ["Core", "Xmpp"];

    private static readonly ConcurrentDictionary<OptimizationLevel, Lazy<DeviceBuild>> s_builds = [];

    public static IEnumerable<object[]> Recordings =>
        from name in Names
        from level in new[] { OptimizationLevel.Debug, OptimizationLevel.Release }
        select new object[] { name, level };

    private static IEnumerable<string> Names => Repository.Files
        .Where(it => it.StartsWith(Corpus, StringComparison.Ordinal) && it.EndsWith(".txt", StringComparison.Ordinal))
        .Select(it => Path.GetFileNameWithoutExtension(it));

    [TestMethod]
    [DynamicData(nameof(Recordings))]
    public void Conversation_is_the_same_as_on_dotnet(string name, OptimizationLevel level)
    {
        NanoRun run = BuildOf(level).Run(Program(name), s_below);
        string[] told = run.Output.Replace("\r", string.Empty).TrimEnd('\n').Split('\n');
        string expected = SessionRun.Play(LinesOf(name), int.MaxValue).Replace("\r", string.Empty);
        Assert.AreEqual(0, run.Code, run.Output);
        Assert.AreEqual(expected, string.Join('\n', told[..^s_same.Length]));
        CollectionAssert.AreEqual(s_same, told[^s_same.Length..]);
    }

    private static DeviceBuild BuildOf(OptimizationLevel level) =>
        s_builds.GetOrAdd(level, it => new Lazy<DeviceBuild>(() =>
        {
            DeviceBuild build = DeviceBuild.Of(it);
            build.Add(s_below, [.. Names.Select(
                name => (Program(name), Driver.Sources("Session").Append(Recorded(LinesOf(name)))))]);
            return build;
        })).Value;

    private static string Program(string name) => "Session-" + name;

    private static string[] LinesOf(string name) => [.. Corpora.Lines(Repository.Read($"{Corpus}{name}.txt"))];

    private static SyntaxTree Recorded(string[] lines)
    {
        IEnumerable<string> texts = lines.Select(it => SymbolDisplay.FormatLiteral(it, quote: true));
        return DeviceSources.Parse(
            "namespace Tests.Device.Drivers; public static class Recorded { public static readonly string[] Lines = { "
            + string.Join(",\n", texts) + " }; }", "Recorded.cs");
    }
}

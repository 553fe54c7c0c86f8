using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Tests.Device.Drivers;

namespace Tests.Device;

/// <summary>The recorded conversations, on the interpreter: the very bytes that the same code says on .NET.</summary>
[TestClass]
public sealed class SessionTests
{
    private static readonly string[] s_same = ["same", "same", "same", "same"];

    private static readonly string[] s_below = ["Core", "Xmpp"];

    private static readonly ConcurrentDictionary<OptimizationLevel, Lazy<DeviceBuild>> s_builds = [];

    public static IEnumerable<object[]> Recordings =>
        from name in Corpora.Names
        from level in new[] { OptimizationLevel.Debug, OptimizationLevel.Release }
        select new object[] { name, level };

    [TestMethod]
    [DynamicData(nameof(Recordings))]
    public void Conversation_is_the_same_as_on_dotnet(string name, OptimizationLevel level)
    {
        NanoRun run = BuildOf(level).Run(Program(name), s_below);
        string[] told = run.Output.Replace("\r", string.Empty).TrimEnd('\n').Split('\n');
        string expected = SessionRun.Play(Corpora.Lines(name), int.MaxValue, new RecordedCrypto());
        Assert.AreEqual(0, run.Code, run.Output);
        Assert.AreEqual(expected, string.Join('\n', told[..^s_same.Length]));
        CollectionAssert.AreEqual(s_same, told[^s_same.Length..]);
    }

    private static DeviceBuild BuildOf(OptimizationLevel level) =>
        s_builds.GetOrAdd(level, it => new Lazy<DeviceBuild>(() =>
        {
            DeviceBuild build = DeviceBuild.Of(it);
            build.Add(s_below, [.. Corpora.Names.Select(
                name => (Program(name), Driver.Sources("Session").Append(Corpora.Source(name))))]);
            return build;
        })).Value;

    private static string Program(string name) => "Session-" + name;
}

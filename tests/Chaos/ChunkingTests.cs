using Tests.Chaos.Recorded;

namespace Tests.Chaos;

/// <summary>Invariant "Chunking": every split of the input gives the same owner calls and the same output
/// bytes.</summary>
[TestClass]
public sealed class ChunkingTests
{
    private const int RandomSplits = 12;

    public static IEnumerable<object[]> Names => Conversation.All().Select(it => new object[] { it.Name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Every_split_tells_the_same(string name)
    {
        Conversation conversation = Conversation.Named(name);
        string whole = Replay.Run(conversation, () => int.MaxValue);
        Assert.AreEqual(whole, Replay.Run(conversation, () => 1), "byte by byte");
        for (int seed = 1; seed <= RandomSplits; seed++)
        {
            Random chance = new(seed);
            int most = 1 << chance.Next(1, 11);
            Assert.AreEqual(whole, Replay.Run(conversation, () => 1 + chance.Next(most)), $"split by seed {seed}");
        }
    }

    [TestMethod]
    public void Commands_of_the_corpus_run_as_they_should()
    {
        string story = Replay.Run(Conversation.Named("commands"), () => int.MaxValue);
        string[] runs = [.. story.Split('\n').Where(it => it.StartsWith("run ", StringComparison.Ordinal))];
        string[] expected =
        [
            "run pin.write for op@iot.test id 'c1': Done",
            "run pin.write for viewer@iot.test id 'c2': Refused",
            "run pin.write for eve@evil.test id 'c3': Refused",
            "run pin.read for  id 'c4': Refused",
            "run pin.write for op@iot.test id 'c5': BadArgument",
            "run pin.write for op@iot.test id '': Done",
            "run pin.write for op@iot.test id '': BadArgument",
            "run sensor.read for viewer@iot.test id '': Done",
        ];
        CollectionAssert.IsSubsetOf(expected, runs, story);
        Assert.DoesNotContain("'c6'", story);
        Assert.DoesNotContain("'c7'", story);
        Assert.AreEqual(1, runs.Count(it => it.Contains("'c1'", StringComparison.Ordinal)));
    }
}

using HostSim.Replay;

namespace Tests.Chaos;

/// <summary>A recorded failure happens again, byte for byte.</summary>
[TestClass]
public sealed class ReplayTests
{
    // So little time for answers that the last command cannot have got one: an invariant must break.
    private static readonly RunInputs Impatient = new(3) { StormTurns = 20, AnswerMs = 1 };

    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("replay-").FullName, "run.json");

    [TestCleanup]
    public void Cleanup() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [TestMethod]
    public void Failure_is_replayed_to_its_last_event()
    {
        Recording recorded = Recording.Of(Impatient, 50, out string last);
        Assert.AreNotEqual("", recorded.Broken);
        recorded.Save(_file);
        using StringWriter output = new();
        Assert.AreEqual(1, ReplayCommand.Run(Recording.Load(_file), output));
        string told = output.ToString();
        Assert.StartsWith(last, told);
        Assert.HasCount(50, last.TrimEnd().Split('\n'));
        Assert.Contains("byte for byte as recorded", told);
        Assert.Contains($"seed 3 broke: {recorded.Broken}", told);
    }

    [TestMethod]
    public void What_does_not_happen_again_is_told()
    {
        Recording recorded = Recording.Of(new RunInputs(2) { StormTurns = 20 }, 50, out _);
        Assert.AreEqual("", recorded.Broken);
        using StringWriter output = new();
        Assert.AreEqual(0, ReplayCommand.Run(recorded with { Hash = "0", Commit = "abc" }, output));
        Assert.Contains("recorded by abc", output.ToString());
        Assert.Contains("not the", output.ToString());
        Assert.Contains("every invariant held", output.ToString());
    }

    [TestMethod]
    [DataRow("", "is no recording")]
    [DataRow("{}", "is no recording")]
    [DataRow("null", "missing")]
    [DataRow("""{"inputs":{"seed":1,"stormTurns":-1},"commit":"","broken":"","events":0,"hash":""}""", "out of range")]
    [DataRow("""{"inputs":{"seed":1},"commit":"","broken":"","events":0,"hash":"","more":1}""", "more")]
    public void File_that_is_no_recording_is_refused(string content, string expected)
    {
        File.WriteAllText(_file, content);
        Assert.Contains(expected, Assert.ThrowsExactly<InvalidDataException>(() => Recording.Load(_file)).Message);
    }
}

using Core.Agent;
using Tests.Chaos.Rig;
using Tests.Chaos.Runs;

namespace Tests.Chaos;

/// <summary>Invariants "Once", "Nothing lost" and "No strangers" in runs in which a seed decides what goes
/// wrong.</summary>
[TestClass]
public sealed class SeededRunTests(TestContext context)
{
    private const int UsualSeeds = 150;

    [TestMethod]
    public void Once_and_nothing_lost_and_no_strangers()
    {
        int commands = 0;
        foreach (int seed in Seeds.UpTo(UsualSeeds))
        {
            SeededRun run = new(seed);
            try
            {
                run.Run();
                Verdict.Pass(run);
            }
            catch (Exception error)
            {
                string file = Path.Combine(Path.GetTempPath(), $"chaos-{seed}.txt");
                File.WriteAllText(file, run.Trace.ToString());
                throw new InvalidOperationException($"CHAOS_SEED={seed}, trace in {file}: {error.Message}", error);
            }

            commands += run.People.Orders.Count;
        }

        context.WriteLine($"{commands} commands");
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public void Seed_replays_byte_for_byte(int seed)
    {
        SeededRun one = new(seed);
        SeededRun other = new(seed);
        one.Run();
        other.Run();
        Assert.AreEqual(one.Trace.ToString(), other.Trace.ToString());
        Assert.AreEqual(AgentState.Online, one.Device.Core.State);
    }
}

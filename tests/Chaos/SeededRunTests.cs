using Core.Agent;
using HostSim.Replay;
using Tests.Chaos.Rig;

namespace Tests.Chaos;

/// <summary>Invariants "Once", "Nothing lost" and "No strangers" in runs in which a seed decides what goes
/// wrong.</summary>
[TestClass]
public sealed class SeededRunTests(TestContext context)
{
    private const int UsualSeeds = 150;

    [TestMethod]
    public async Task Once_and_nothing_lost_and_no_strangers()
    {
        int commands = 0;
        foreach (int seed in Seeds.UpTo(UsualSeeds))
        {
            SeededRun run = new(seed);
            try
            {
                run.Run();
            }
            catch (Exception error)
            {
                string file = Path.Combine(context.TestRunResultsDirectory!, $"chaos-{seed}");
                Recording.Of(run.Inputs, 0, out _).Save($"{file}.json");
                await File.WriteAllTextAsync($"{file}.txt", run.Trace.ToString());
                throw new InvalidOperationException(
                    $"CHAOS_SEED={seed}: {error.Message}; host-sim replay {file}.json", error);
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

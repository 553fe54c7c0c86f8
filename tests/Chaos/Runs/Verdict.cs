namespace Tests.Chaos.Runs;

/// <summary>What must hold at the end of every run.</summary>
internal static class Verdict
{
    // Report numbers of one start of the device begin at a multiple of this.
    private const int NumbersPerStart = 1 << 20;

    /// <summary>Checks all of it.</summary>
    public static void Pass(SeededRun run)
    {
        foreach (Order order in run.People.Orders)
        {
            if (order.Allowed)
            {
                RanOnce(order, run.Device.Starts);
            }
            else
            {
                Assert.IsEmpty(order.Runs, $"nobody outside the allowlist moves a pin: {order}");
                Assert.IsFalse(order.SaysDone, $"and nobody is told so: {order}");
            }
        }

        Assert.AreEqual(0, run.Board.Writes(CountingBoard.Input - 1, 1), "the stranger's inventions were believed");
        foreach (Way way in Enum.GetValues<Way>())
        {
            Assert.IsTrue(run.People.Orders.Last(it => it.Way == way).SaysDone, $"the last {way} got through");
        }

        foreach ((uint number, HashSet<string> contents) in run.People.Reports)
        {
            Assert.HasCount(1, contents, $"report {number} came with different contents");
        }

        NothingLost(run);
    }

    private static void RanOnce(Order order, int life)
    {
        // A line of chat has no id of its own. The server may repeat it after each session that it lost, and whoever
        // wrote it then reads that it ran again, or is too old to.
        if (order.Way != Way.Chat)
        {
            Assert.IsLessThanOrEqualTo(1, order.Runs.Count, $"it ran more than once: {order}");
            Assert.IsLessThanOrEqualTo(1, order.Answers.Count, $"different answers came: {order}");
            Assert.IsFalse(order.SaysNot && order.Runs.Count > 0, $"it ran and is said not to have: {order}");
        }

        // A device that lost its power may have lost the answer with it.
        bool mayBeLost = order.Runs.Count == 0 || order.Runs[^1] != life;
        Assert.IsTrue(mayBeLost || order.SaysDone, $"it ran and nobody was told: {order}");
        Assert.IsTrue(!order.SaysDone || order.Runs.Count > 0, $"it is said to be done and did not run: {order}");
    }

    /// <summary>Every number that the outbox gave out in the device's last life is accounted for: as a report that
    /// came, as a result, or as dropped; what the service refused counts as dropped.</summary>
    private static void NothingLost(SeededRun run)
    {
        if (run.Device.WasSaved)
        {
            // Results that the last life but one had sent may have come in this one.
            return;
        }

        int life = run.Device.Starts;
        uint first = (uint)life * NumbersPerStart;
        uint[] numbers = [.. run.People.Reports.Keys.Where(it => it > first)];
        Assert.IsNotEmpty(numbers);
        int results = run.People.Orders.Count(it => it.Way == Way.Item && it.AnsweredIn == life);
        long missing = numbers[^1] - first - numbers.Length;
        Assert.AreEqual(missing, results + run.Device.Core.Dropped,
            $"of {numbers[^1] - first} entries {numbers.Length} reports and {results} results came, "
            + $"{run.Device.Core.Dropped} were dropped");
    }
}

namespace HostSim.Replay;

/// <summary>What must hold in every run.</summary>
internal static class Verdict
{
    // Report numbers of one start of the device begin at a multiple of this.
    private const int NumbersPerStart = 1 << 20;

    /// <summary>Checks what must hold at every moment.</summary>
    public static void Watch(SeededRun run)
    {
        foreach (Order order in run.People.Orders)
        {
            if (order.Allowed)
            {
                RanOnce(order);
            }
            else
            {
                Invariant.Holds(order.Runs.Count == 0, $"nobody outside the allowlist moves a pin: {order}");
                Invariant.Holds(!order.SaysDone, $"and nobody is told so: {order}");
            }
        }

        Invariant.Holds(run.Board.Writes(CountingBoard.Input - 1, 1) == 0, $"the stranger's inventions were believed");
    }

    /// <summary>Checks what must hold at the end, besides.</summary>
    public static void Pass(SeededRun run)
    {
        Watch(run);
        foreach (Order order in run.People.Orders.Where(it => it.Allowed))
        {
            WasAnswered(order, run.Device.Starts);
        }

        foreach (Way way in Enum.GetValues<Way>())
        {
            Invariant.Holds(run.People.Orders.Last(it => it.Way == way).SaysDone, $"the last {way} got through");
        }

        foreach ((uint number, HashSet<string> contents) in run.People.Reports)
        {
            Invariant.Holds(contents.Count == 1, $"report {number} came with different contents");
        }

        NothingLost(run);
    }

    private static void RanOnce(Order order)
    {
        // A line of chat has no id of its own. The server may repeat it after each session that it lost, and whoever
        // wrote it then reads that it ran again, or is too old to.
        if (order.Way != Way.Chat)
        {
            Invariant.Holds(order.Runs.Count <= 1, $"it ran more than once: {order}");
            Invariant.Holds(order.Answers.Count <= 1, $"different answers came: {order}");
            Invariant.Holds(!(order.SaysNot && order.Runs.Count > 0), $"it ran and is said not to have: {order}");
        }

        Invariant.Holds(!order.SaysDone || order.Runs.Count > 0, $"it is said to be done and did not run: {order}");
    }

    private static void WasAnswered(Order order, int life)
    {
        // A device that lost its power may have lost the answer with it.
        bool mayBeLost = order.Runs.Count == 0 || order.Runs[^1] != life;
        Invariant.Holds(mayBeLost || order.SaysDone, $"it ran and nobody was told: {order}");
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
        Invariant.Holds(numbers.Length > 0, $"no report came");
        int results = run.People.Orders.Count(it => it.Way == Way.Item && it.AnsweredIn == life);
        long missing = numbers[^1] - first - numbers.Length;
        int dropped = run.Device.Core.Dropped;
        Invariant.Holds(missing == results + dropped,
            $"lost: of {missing + numbers.Length} {numbers.Length} reports, {results} results came, {dropped} dropped");
    }
}

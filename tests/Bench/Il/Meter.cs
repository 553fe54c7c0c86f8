namespace Tests.Bench.Il;

/// <summary>Counts how often each block of straight code was entered. The rewritten core calls it; nothing else
/// does.</summary>
public static class Meter
{
    private static long[] s_entered = new long[1024];

    /// <summary>One block was entered.</summary>
    public static void Enter(int block)
    {
        if (block >= s_entered.Length)
        {
            Array.Resize(ref s_entered, Math.Max(block + 1, s_entered.Length * 2));
        }

        s_entered[block]++;
    }

    /// <summary>The counts so far; they start again from zero.</summary>
    internal static long[] Take()
    {
        long[] taken = s_entered;
        s_entered = new long[taken.Length];
        return taken;
    }
}

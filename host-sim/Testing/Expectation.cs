namespace HostSim.Testing;

/// <summary>Waits for what a device does in its own time.</summary>
internal static class Expectation
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(10);

    /// <summary>Returns once it holds; throws with what is seen instead when the time is over.</summary>
    public static async Task HoldsAsync(Func<bool> condition, Func<string> seen, string what, TimeSpan atMost)
    {
        long end = Environment.TickCount64 + (long)atMost.TotalMilliseconds;
        while (!condition())
        {
            if (Environment.TickCount64 > end)
            {
                throw new WorldException($"expected {what} within {atMost.TotalSeconds:0.#} s, but {seen()}");
            }

            await Task.Delay(LookAgain);
        }
    }

    /// <summary>Throws with what is seen instead if it does not hold now.</summary>
    public static void Holds(bool condition, Func<string> seen, string what)
    {
        if (!condition)
        {
            throw new WorldException($"expected {what}, but {seen()}");
        }
    }
}

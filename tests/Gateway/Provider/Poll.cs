namespace Tests.Gateway.Provider;

/// <summary>Waits for a condition, with a deadline so generous that only a failure reaches it.</summary>
internal static class Poll
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        long end = Environment.TickCount64 + (long)Limit.TotalMilliseconds;
        while (!condition())
        {
            Assert.IsLessThan(end, Environment.TickCount64, $"waited in vain for: {what}");
            await Task.Delay(Pause);
        }
    }
}

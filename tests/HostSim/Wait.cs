using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.HostSim;

/// <summary>Waits for a condition, with a deadline so generous that only a failure reaches it.</summary>
internal static class Wait
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static Task UntilAsync(Func<bool> condition, string what) =>
        UntilAsync(() => Task.FromResult(condition()), what);

    public static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        long end = Environment.TickCount64 + (long)Limit.TotalMilliseconds;
        while (!await condition())
        {
            Assert.IsLessThan(end, Environment.TickCount64, $"waited in vain for: {what}");
            await Task.Delay(Pause);
        }
    }
}

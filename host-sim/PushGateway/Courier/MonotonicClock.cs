namespace HostSim.PushGateway.Courier;

/// <summary>Milliseconds that never go back, for deadlines.</summary>
internal static class MonotonicClock
{
    public static long Ms(TimeProvider clock) =>
        (long)clock.GetElapsedTime(0, clock.GetTimestamp()).TotalMilliseconds;
}

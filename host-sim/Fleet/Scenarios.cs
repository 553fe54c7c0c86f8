using HostSim.Ports;

namespace HostSim.Fleet;

/// <summary>What happens to a fleet once it is online.</summary>
internal static class Scenarios
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    /// <summary>Lets it happen, for the time that the options say.</summary>
    public static Task RunAsync(FleetOptions options, IFleetServer server, FleetWatch watch, Storm storm) =>
        options.Scenario switch
        {
            FleetScenario.Storm => StormAsync(options, server, watch, storm),
            FleetScenario.Churn => ChurnAsync(options, server),
            _ => Task.Delay(options.Duration),
        };

    private static async Task StormAsync(FleetOptions options, IFleetServer server, FleetWatch watch, Storm storm)
    {
        TimeSpan calm = options.Duration / 3;
        await Task.Delay(calm);
        watch.ServerDied();
        storm.Died();
        await server.RestartAsync(options.Outage);
        watch.ServerReturned();
        storm.Returned();
        TimeSpan rest = options.Duration - calm - options.Outage;
        await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero);
    }

    // In each beat a link is cut with the chance that makes links last as long as they should on average.
    private static async Task ChurnAsync(FleetOptions options, IFleetServer server)
    {
        Random chance = new(Seeds.Derive(options.Seed, "churn"));
        double perBeat = options.Devices * (Beat / options.LinkLife);
        double due = 0;
        using PeriodicTimer timer = new(Beat);
        for (TimeSpan at = TimeSpan.Zero; at < options.Duration; at += Beat)
        {
            await timer.WaitForNextTickAsync();
            for (due += perBeat; due >= 1; due--)
            {
                server.Cut(chance.Next(options.Devices));
            }
        }
    }
}

/// <summary>When the server died and returned, in seconds of the run, and how fast devices may come back.</summary>
internal sealed class Storm(FleetClock clock)
{
    /// <summary>When it died; null while it has not.</summary>
    public double? DiedAt { get; private set; }

    /// <summary>When it returned; null while it has not.</summary>
    public double? ReturnedAt { get; private set; }

    /// <summary>The server dies now.</summary>
    public void Died() => DiedAt = clock.Seconds;

    /// <summary>The server is back now.</summary>
    public void Returned() => ReturnedAt = clock.Seconds;

    /// <summary>Connections in one second that the devices' backoff allows once the server has been away for so long.
    /// </summary>
    /// <remarks>
    /// The n-th wait is drawn evenly from the upper half of c(n) = min(maximum, minimum · 2ⁿ), so the n-th try of a
    /// fleet is spread over at least c(n)/2: at most 2/c(n) of it a second. Who tries in that second is in the round n
    /// in which the outage's end falls, or in a later one; with every later round half as dense the sum is below twice
    /// the first. Four standard deviations are left for chance.
    /// </remarks>
    public static double Allowed(int devices, double outageSeconds, double minimumSeconds, double maximumSeconds)
    {
        double ceiling = minimumSeconds;
        double latest = ceiling;
        while (latest < outageSeconds)
        {
            ceiling = Math.Min(maximumSeconds, ceiling * 2);
            latest += ceiling;
        }

        double most = Math.Min(devices, 4 * devices / ceiling);
        return Math.Min(devices, most + (4 * Math.Sqrt(most)));
    }
}

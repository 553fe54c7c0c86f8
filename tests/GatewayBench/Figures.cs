namespace Tests.GatewayBench;

/// <summary>What was measured of one server.</summary>
/// <param name="Server">Its name.</param>
/// <param name="BytesPerConnection">Resident memory of the server that an idle TLS connection adds.</param>
/// <param name="PerSecond">Messages per second, from the first one sent to the last one confirmed.</param>
/// <param name="ServerMicroseconds">Processor time of the server for one message.</param>
internal sealed record Figures(string Server, double BytesPerConnection, double PerSecond, double ServerMicroseconds)
{
    private const double Gibi = 1024d * 1024 * 1024;

    /// <summary>Idle connections in a GiB of the server's memory.</summary>
    public double PerGib => Gibi / BytesPerConnection;

    /// <summary>Prints both as a table, with the ratio of the first to the second.</summary>
    public static void Print(Figures ours, Figures theirs)
    {
        Console.WriteLine($"| | {ours.Server} | {theirs.Server} | ratio |");
        Console.WriteLine("|---|---:|---:|---:|");
        Row("idle TLS connections per GiB", ours.PerGib, theirs.PerGib);
        Row("messages per second, confirmed at both ends", ours.PerSecond, theirs.PerSecond);
        Row("messages per second of the server's processor time", 1e6 / ours.ServerMicroseconds,
            1e6 / theirs.ServerMicroseconds);
    }

    private static void Row(string what, double ours, double theirs) =>
        Console.WriteLine($"| {what} | {ours:n0} | {theirs:n0} | {ours / theirs:f2} |");
}

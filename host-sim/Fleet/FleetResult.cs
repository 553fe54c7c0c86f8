namespace HostSim.Fleet;

/// <summary>What a fleet holds in managed memory, in bytes for each device, after a full collection.</summary>
/// <param name="Off">The device made but switched off: board, vault, clock, settings.</param>
/// <param name="Device">The device online: agent, pump and its connection, on memory pipes with both ends and the
/// server's session, which come and go with it.</param>
/// <param name="Kept">What stays when it is gone: what the embedded server keeps of its nodes, and the books of this
/// run.</param>
internal readonly record struct FleetMemory(long Off, long Device, long Kept);

/// <summary>The fleet at one moment.</summary>
/// <param name="Second">Of the run.</param>
/// <param name="Online">Devices online.</param>
/// <param name="Megabytes">Managed memory.</param>
/// <param name="CpuPercent">Of all processors.</param>
internal readonly record struct FleetSample(double Second, int Online, double Megabytes, double CpuPercent);

/// <summary>How a run ended.</summary>
internal sealed record FleetResult
{
    /// <summary>What was run.</summary>
    public required FleetOptions Options { get; init; }

    /// <summary>Against what.</summary>
    public required string Server { get; init; }

    /// <summary>What became of the reports.</summary>
    public required ReportCount Reports { get; init; }

    /// <summary>What became of the commands.</summary>
    public required CommandCount Commands { get; init; }

    /// <summary>Why the last command failed of which its operator was told; empty for none.</summary>
    public required string LastFailure { get; init; }

    /// <summary>Devices online at the end.</summary>
    public required int Online { get; init; }

    /// <summary>Agents that failed.</summary>
    public required int Crashes { get; init; }

    /// <summary>Links that were lost.</summary>
    public required int Losses { get; init; }

    /// <summary>Seconds from power on to online.</summary>
    public required Percentiles TimesToOnline { get; init; }

    /// <summary>Seconds from a command to its answer.</summary>
    public required Percentiles RoundTrips { get; init; }

    /// <summary>Seconds from the server's return to being online again; nothing without a storm.</summary>
    public required Percentiles Reconnects { get; init; }

    /// <summary>Most attempts to connect in one second once the server was back; null without a storm.</summary>
    public int? PeakConnects { get; init; }

    /// <summary>What the devices' backoff allows of that.</summary>
    public double? AllowedConnects { get; init; }

    /// <summary>Second of the run in which the server died; null without a storm.</summary>
    public double? DiedAt { get; init; }

    /// <summary>Second of the run in which it was back.</summary>
    public double? ReturnedAt { get; init; }

    /// <summary>Bytes that the devices said.</summary>
    public required long BytesUp { get; init; }

    /// <summary>Bytes that they heard.</summary>
    public required long BytesDown { get; init; }

    /// <summary>What they hold in memory.</summary>
    public FleetMemory Memory { get; init; }

    /// <summary>Share of all processors that the scenario took, in percent.</summary>
    public required double CpuPercent { get; init; }

    /// <summary>How long the whole run took, in s.</summary>
    public required double Seconds { get; init; }

    /// <summary>The run, second by second.</summary>
    public required IReadOnlyList<FleetSample> Samples { get; init; }

    /// <summary>Attempts to connect in each second.</summary>
    public required IReadOnlyList<int> ConnectsBySecond { get; init; }

    /// <summary>Reports that arrived in each second.</summary>
    public required IReadOnlyList<int> ReportsBySecond { get; init; }

    /// <summary>Everything arrived once, nothing made way for want of room, and everybody is well.</summary>
    public bool IsGood => Reports is { Lost: 0, Doubled: 0, Dropped: 0 } && Commands is { Lost: 0, Doubled: 0 }
        && Crashes == 0 && Online == Options.Devices;

    /// <summary>All of it in a line.</summary>
    public string Line =>
        $"fleet {(IsGood ? "ok" : "FAILED")}: {Options.Devices} devices, "
        + $"{Options.Link.ToString().ToLowerInvariant()}, {Options.Scenario.ToString().ToLowerInvariant()}, "
        + $"{Options.Duration.TotalSeconds:0} s, "
        + $"seed {Options.Seed}; {Online} online; reports {Reports.Received} of {Reports.Accepted}, "
        + $"{Reports.Lost} lost, {Reports.Doubled} doubled, {Reports.Dropped} dropped; "
        + $"commands {Commands.Done} of {Commands.Issued}, {Commands.Lost} lost, {Commands.Doubled} doubled; "
        + $"{Memory.Device / 1024.0:0.0} KiB a device; CPU {CpuPercent:0} %";
}

using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace HostSim.Fleet;

/// <summary>A result in tables for a person.</summary>
internal static class FleetTable
{
    /// <summary>Everything in words and numbers, row by row; the HTML report has the same.</summary>
    public static IReadOnlyList<(string Name, string Value)> Facts(FleetResult result)
    {
        FleetOptions options = result.Options;
        List<(string, string)> facts =
        [
            ("devices", $"{result.Online} of {options.Devices} online, {result.Losses} links lost, "
                + $"{result.Crashes} agents failed"),
            ("server", result.Server),
            (options.Link == FleetLink.Courier ? "reports, results" : "reports",
                $"{result.Reports.Received} of {result.Reports.Accepted} accepted arrived, "
                + $"{result.Reports.Lost} lost, {result.Reports.Doubled} doubled"),
            ("", $"{result.Reports.Dropped} dropped by policy, {result.Reports.Repeated} repeated under their own id"),
            ("commands", $"{result.Commands.Done} of {result.Commands.Issued} done, {result.Commands.Lost} lost, "
                + $"{result.Commands.Doubled} doubled"),
            ("", $"{result.Commands.Told} failed, and the operator was told{(result.LastFailure.Length > 0
                ? $", at last: {result.LastFailure}" : "")}"),
            ("bytes a device", $"{Number(result.BytesUp / options.Devices)} up, "
                + $"{Number(result.BytesDown / options.Devices)} down"),
            ("memory a device", $"{Kib(result.Memory.Device)} KiB online, of which {Kib(result.Memory.Off)} before "
                + $"power on; kept without it {Kib(result.Memory.Kept)} KiB"),
            ("processor", $"{result.CpuPercent:0.0} % of {Environment.ProcessorCount}"),
            ("took", $"{result.Seconds:0} s"),
        ];
        if (result.PeakConnects is int peak)
        {
            facts.Insert(6, ("connections", $"at most {peak} in a second after the server's return; backoff allows "
                + $"{result.AllowedConnects:0}"));
        }

        return facts;
    }

    /// <summary>What is measured as percentiles, in s.</summary>
    public static IReadOnlyList<(string Name, Percentiles Values)> Times(FleetResult result) =>
    [
        ("time to online", result.TimesToOnline),
        ("command round trip", result.RoundTrips),
        .. result.Reconnects.Count > 0 ? [("online after the return", result.Reconnects)]
            : Array.Empty<(string, Percentiles)>(),
    ];

    /// <summary>Seconds for a person: three digits that matter.</summary>
    public static string Seconds(double seconds) => seconds < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0.0} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s");

    /// <summary>The tables.</summary>
    public static IRenderable Render(FleetResult result)
    {
        Table facts = new Table().Border(TableBorder.None).HideHeaders().AddColumns("", "");
        foreach ((string name, string value) in Facts(result))
        {
            facts.AddRow(new Text(name, new Style(decoration: Decoration.Bold)), new Text(value));
        }

        Table times = new Table().Border(TableBorder.Simple).AddColumns("", "count", "p50", "p90", "p99", "max");
        foreach ((string name, Percentiles it) in Times(result))
        {
            times.AddRow(name, Number(it.Count), Seconds(it.P50), Seconds(it.P90), Seconds(it.P99), Seconds(it.Max));
        }

        return new Rows(facts, times);
    }

    private static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Kib(long bytes) => (bytes / 1024.0).ToString("0.0", CultureInfo.InvariantCulture);
}

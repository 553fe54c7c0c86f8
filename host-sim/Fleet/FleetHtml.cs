using System.Net;
using System.Text;

namespace HostSim.Fleet;

/// <summary>A result as one page with plots, which loads nothing from anywhere.</summary>
internal static class FleetHtml
{
    private const string Style = """
        :root { color-scheme: light dark; --line: #0a66c2; --mark: #b3261e; --good: #19692c; --soft: #8888; }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
        table { border-collapse: collapse; margin: 1rem 0; }
        th, td { text-align: left; padding: .2rem 1.2rem .2rem 0; vertical-align: top; }
        td.n, th.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
        figure, .wide { margin: 1.5rem 0; overflow-x: auto; } figcaption { font-weight: 600; }
        svg { width: 100%; min-width: 36rem; height: auto; } svg text { font-size: 11px; fill: currentColor; }
        .grid { stroke: var(--soft); stroke-width: .5; } .line { fill: none; stroke: var(--line); stroke-width: 1.5; }
        .mark { stroke: var(--mark); stroke-dasharray: 4 3; } .bound { stroke: var(--mark); stroke-width: 1; }
        h1 { line-height: 1.2; margin-bottom: .3rem; } .line-of-it { overflow-wrap: anywhere; }
        .verdict { font-weight: 600; color: var(--good); } .bad { color: var(--mark); }
        @media (prefers-color-scheme: dark) { :root { --line: #6cb2ff; --mark: #ff8a80; --good: #7ddb92; } }
        """;

    private static readonly string[] Columns = ["count", "p50", "p90", "p99", "max"];

    /// <summary>The page.</summary>
    public static string Write(FleetResult result)
    {
        FleetOptions options = result.Options;
        string verdict = result.IsGood ? "ok, nothing lost or doubled" : "FAILED";
        string title = $"{options.Devices} devices over {Word(options.Link)}, {Word(options.Scenario)}";
        StringBuilder page = new();
        page.Append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<title>").Append(Escape($"{title}: {verdict}")).Append("</title><style>\n").Append(Style)
            .Append("\n</style></head><body>\n<h1>").Append(Escape(title)).Append("</h1>\n<p class=\"verdict")
            .Append(result.IsGood ? "" : " bad").Append("\">").Append(Escape(verdict)).Append("</p>\n<p>")
            .Append(Escape($"{result.Server}; {options.Duration.TotalSeconds:0} s, seed {options.Seed}"))
            .Append("</p>\n");
        WriteTables(page, result);
        foreach (SvgPlot plot in Plots(result))
        {
            page.Append(plot.Write());
        }

        return page.Append("<p class=\"line-of-it\">").Append(Escape(result.Line)).Append("</p>\n</body></html>\n")
            .ToString();
    }

    private static void WriteTables(StringBuilder page, FleetResult result)
    {
        page.Append("<table>\n");
        foreach ((string name, string value) in FleetTable.Facts(result))
        {
            page.Append("<tr><th scope=\"row\">").Append(Escape(name)).Append("</th><td>").Append(Escape(value))
                .Append("</td></tr>\n");
        }

        page.Append("</table>\n<div class=\"wide\"><table>\n<tr><th></th>")
            .AppendJoin("", Columns.Select(column => $"<th class=\"n\" scope=\"col\">{column}</th>"))
            .Append("</tr>\n");
        foreach ((string name, Percentiles it) in FleetTable.Times(result))
        {
            string[] cells = [$"{it.Count}", .. new[] { it.P50, it.P90, it.P99, it.Max }.Select(FleetTable.Seconds)];
            page.Append("<tr><th scope=\"row\">").Append(Escape(name)).Append("</th>")
                .AppendJoin("", cells.Select(cell => $"<td class=\"n\">{Escape(cell)}</td>")).Append("</tr>\n");
        }

        page.Append("</table></div>\n");
    }

    private static IEnumerable<SvgPlot> Plots(FleetResult result)
    {
        (double, string)[] marks =
        [
            .. result.DiedAt is double died ? [(died, "server dies")] : Array.Empty<(double, string)>(),
            .. result.ReturnedAt is double back ? [(back, "is back")] : Array.Empty<(double, string)>(),
        ];
        double end = result.Samples.Count > 0 ? result.Samples[^1].Second : 0;
        yield return new SvgPlot(
            "devices online", "devices", [.. result.Samples.Select(it => (it.Second, (double)it.Online))])
        {
            Marks = marks,
        };
        yield return new SvgPlot("attempts to connect", "a second", BySecond(result.ConnectsBySecond, end))
        {
            Marks = marks,
            Bound = result is { AllowedConnects: double allowed, ReturnedAt: double since }
                ? (since, allowed, "allowed by backoff") : null,
        };
        yield return new SvgPlot("reports arrived", "a second", BySecond(result.ReportsBySecond, end))
        {
            Marks = marks,
        };
        yield return new SvgPlot(
            "processors in use", "%", [.. result.Samples.Select(it => (it.Second, it.CpuPercent))])
        {
            Marks = marks,
        };
        yield return new SvgPlot(
            "managed memory", "MB", [.. result.Samples.Select(it => (it.Second, it.Megabytes))])
        {
            Marks = marks,
        };
    }

    // Nothing is counted in a second without events, and that is a zero.
    private static (double, double)[] BySecond(IReadOnlyList<int> counts, double end) =>
    [
        .. Enumerable.Range(0, Math.Max(counts.Count, (int)end))
            .Select(second => ((double)second, second < counts.Count ? (double)counts[second] : 0)),
    ];

    private static string Word(Enum value) => value.ToString().ToLowerInvariant();

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}

using System.Net;
using System.Text;

namespace HostSim.Fleet;

/// <summary>A result as one page with plots, which loads nothing from anywhere.</summary>
internal static class FleetHtml
{
    private const string Style = """
        :root { color-scheme: light dark; --line: #0a66c2; --mark: #b3261e; --soft: #8888; }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
        table { border-collapse: collapse; margin: 1rem 0; }
        th, td { text-align: left; padding: .2rem 1.2rem .2rem 0; vertical-align: top; }
        td.n { text-align: right; font-variant-numeric: tabular-nums; }
        figure { margin: 1.5rem 0; } figcaption { font-weight: 600; }
        svg { width: 100%; height: auto; } svg text { font-size: 11px; fill: currentColor; }
        .grid { stroke: var(--soft); stroke-width: .5; } .line { fill: none; stroke: var(--line); stroke-width: 1.5; }
        .mark { stroke: var(--mark); stroke-dasharray: 4 3; } .bound { stroke: var(--mark); stroke-width: 1; }
        .bad { color: var(--mark); font-weight: 600; }
        @media (prefers-color-scheme: dark) { :root { --line: #6cb2ff; --mark: #ff8a80; } }
        """;

    /// <summary>The page.</summary>
    public static string Write(FleetResult result)
    {
        StringBuilder page = new();
        page.Append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<title>Fleet</title><style>\n").Append(Style).Append("\n</style></head><body>\n")
            .Append("<h1>Fleet of ").Append(result.Options.Devices).Append(", ")
            .Append(result.Options.Scenario.ToString().ToLowerInvariant()).Append("</h1>\n<p")
            .Append(result.IsGood ? "" : " class=\"bad\"").Append('>').Append(Escape(result.Line)).Append("</p>\n");
        WriteTables(page, result);
        foreach (SvgPlot plot in Plots(result))
        {
            page.Append(plot.Write());
        }

        return page.Append("</body></html>\n").ToString();
    }

    private static void WriteTables(StringBuilder page, FleetResult result)
    {
        page.Append("<table>\n");
        foreach ((string name, string value) in FleetTable.Facts(result))
        {
            page.Append("<tr><th scope=\"row\">").Append(Escape(name)).Append("</th><td>").Append(Escape(value))
                .Append("</td></tr>\n");
        }

        page.Append("</table>\n<table>\n<tr><th></th><th scope=\"col\">count</th><th scope=\"col\">p50</th>")
            .Append("<th scope=\"col\">p90</th><th scope=\"col\">p99</th><th scope=\"col\">max</th></tr>\n");
        foreach ((string name, Percentiles it) in FleetTable.Times(result))
        {
            string[] cells = [$"{it.Count}", .. new[] { it.P50, it.P90, it.P99, it.Max }.Select(FleetTable.Seconds)];
            page.Append("<tr><th scope=\"row\">").Append(Escape(name)).Append("</th>")
                .AppendJoin("", cells.Select(cell => $"<td class=\"n\">{Escape(cell)}</td>")).Append("</tr>\n");
        }

        page.Append("</table>\n");
    }

    private static IEnumerable<SvgPlot> Plots(FleetResult result)
    {
        (double, string)[] marks =
        [
            .. result.DiedAt is double died ? [(died, "server dies")] : Array.Empty<(double, string)>(),
            .. result.ReturnedAt is double back ? [(back, "is back")] : Array.Empty<(double, string)>(),
        ];
        yield return new SvgPlot("devices online", [.. result.Samples.Select(it => (it.Second, (double)it.Online))])
        {
            Marks = marks,
        };
        yield return new SvgPlot("attempts to connect in each second", BySecond(result.ConnectsBySecond))
        {
            Marks = marks,
            Bound = result.AllowedConnects is double allowed ? (allowed, "allowed by backoff after the return") : null,
        };
        yield return new SvgPlot("reports arrived in each second", BySecond(result.ReportsBySecond)) { Marks = marks };
        yield return new SvgPlot("processors in use, %", [.. result.Samples.Select(it => (it.Second, it.CpuPercent))])
        {
            Marks = marks,
        };
        yield return new SvgPlot("managed memory, MB", [.. result.Samples.Select(it => (it.Second, it.Megabytes))]);
    }

    private static (double, double)[] BySecond(IReadOnlyList<int> counts) =>
        [.. counts.Select((count, second) => ((double)second, (double)count))];

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}

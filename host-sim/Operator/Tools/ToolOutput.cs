using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace HostSim.Operator.Tools;

/// <summary>What the tools print: tables with colours on a terminal, plain columns elsewhere, or JSON lines.</summary>
public sealed class ToolOutput(TextWriter writer, bool isTerminal, bool json)
{
    private static readonly JsonSerializerOptions JsonStyle = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,

        // For terminals and scripts, not for web pages: degrees shall stay degrees.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>JSON was asked for.</summary>
    public bool IsJson => json;

    /// <summary>Output to the program's own standard output.</summary>
    public static ToolOutput Standard(bool json) => new(Console.Out, !Console.IsOutputRedirected, json);

    /// <summary>One JSON value on a line of its own.</summary>
    public void Json(object value) => writer.WriteLine(JsonSerializer.Serialize(value, JsonStyle));

    /// <summary>One line of text.</summary>
    public void Line(string text) => writer.WriteLine(Printable(text));

    /// <summary>Rows under headings.</summary>
    public void Table(IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (isTerminal)
        {
            Table table = new() { Border = TableBorder.Simple };
            table.AddColumns([.. headings.Select(heading => $"[bold]{Markup.Escape(heading)}[/]")]);
            foreach (IReadOnlyList<string> row in rows)
            {
                table.AddRow([.. row.Select(cell => Coloured(Printable(cell)))]);
            }

            AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) }).Write(table);
            return;
        }

        int[] widths =
        [
            .. headings.Select((heading, i) => Math.Max(heading.Length, rows.Max(row => (int?)row[i].Length) ?? 0)),
        ];
        foreach (IReadOnlyList<string> row in rows.Prepend(headings))
        {
            Line(string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
        }
    }

    /// <summary>Text as it may stand on a terminal: what comes from the network must not move the cursor.</summary>
    public static string Printable(string text) =>
        string.Concat(text.Select(c => char.IsControl(c) && c != '\t' ? '\uFFFD' : c));

    private static string Coloured(string cell) => cell switch
    {
        "online" or "ready" => $"[green]{cell}[/]",
        "offline" => $"[grey]{cell}[/]",
        _ when cell.StartsWith("degraded", StringComparison.Ordinal) => $"[yellow]{Markup.Escape(cell)}[/]",
        _ => Markup.Escape(cell),
    };
}

using System.Text.RegularExpressions;

namespace Tests.Contract;

/// <summary>Compares the table under "## Specifications" of the README with the head comments of the core.</summary>
/// <remarks>A row is <c>| 0198 | Stream Management | firmware/Xmpp/StreamManagement.cs |</c>; more files are
/// parted by commas. A head comment is the first fifteen lines of a file; it names its extension as
/// <c>XEP-0198</c>.</remarks>
internal static partial class SpecificationTable
{
    private const int HeadLines = 15;

    /// <summary>Everything that the two do not agree on.</summary>
    public static IEnumerable<string> Disagreements(string readme, IReadOnlyDictionary<string, string> sources)
    {
        HashSet<(string Number, string File)> rows = [.. Rows(readme)];
        HashSet<(string Number, string File)> heads = [.. sources.SelectMany(it => Heads(it.Key, it.Value))];
        if (rows.Count == 0)
        {
            yield return "README.md has no row under ## Specifications.";
        }

        foreach ((string number, string file) in rows.Except(heads).Order())
        {
            yield return $"README.md lists {file} for XEP-{number}; its first {HeadLines} lines do not say so.";
        }

        foreach ((string number, string file) in heads.Except(rows).Order())
        {
            yield return $"{file} says XEP-{number} in its head; README.md has no such row.";
        }
    }

    private static IEnumerable<(string Number, string File)> Rows(string readme) =>
        from line in readme.Split('\n').SkipWhile(it => it.Trim() != "## Specifications").Skip(1)
            .TakeWhile(it => !it.StartsWith("## ", StringComparison.Ordinal))
        let cells = line.Split('|', StringSplitOptions.TrimEntries)
        where cells.Length > 4 && Number().IsMatch(cells[1])
        from file in cells[3].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        select (cells[1], file.Trim('`'));

    private static IEnumerable<(string Number, string File)> Heads(string path, string source) =>
        Named().Matches(string.Join('\n', source.Split('\n').Take(HeadLines))).Select(it => (it.Groups[1].Value, path));

    [GeneratedRegex(@"^\d{4}$")]
    private static partial Regex Number();

    [GeneratedRegex(@"XEP-(\d{4})")]
    private static partial Regex Named();
}

using System.Globalization;

namespace HostSim.Operator.Imip;

/// <summary>Reads what a device writes: <c>name: value [unit]</c>, one below the other.</summary>
internal static class ImipText
{
    /// <summary>The fields of a text; lines of another form are left out. A second word is a unit only behind a
    /// number.</summary>
    public static IReadOnlyList<TelemetryField> Fields(string text) =>
        [.. text.Split('\n').Select(Field).OfType<TelemetryField>()];

    /// <summary>How a command ended, from the word in the Outcome header and the text.</summary>
    public static CommandReply Reply(string outcome, string text) => outcome switch
    {
        "done" => new CommandReply("done",
            [.. Fields(text).Select(field => KeyValuePair.Create(field.Name, field.Value))], text, ""),
        "refused" => new CommandReply("refused", [], text, "forbidden"),
        "unknown" => new CommandReply("failed", [], text, "item-not-found"),
        "bad-argument" => new CommandReply("failed", [], Problem(text), "bad-request"),
        _ => new CommandReply("failed", [], Problem(text), ""),
    };

    // A person reads which command and how it is used; who calls the API knows the one and can ask for the other.
    private static string Problem(string text)
    {
        string line = text.Split('\n')[0];
        int colon = line.IndexOf(": ", StringComparison.Ordinal);
        return colon > 0 ? line[(colon + 2)..] : line;
    }

    private static TelemetryField? Field(string line)
    {
        int colon = line.IndexOf(": ", StringComparison.Ordinal);
        if (colon <= 0)
        {
            return null;
        }

        string name = line[..colon];
        string value = line[(colon + 2)..].TrimEnd('\r');
        return value.Split(' ') is [string number, string unit] && IsNumber(number)
            ? new TelemetryField(name, number, unit)
            : new TelemetryField(name, value, "");
    }

    private static bool IsNumber(string text) => decimal.TryParse(
        text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);
}

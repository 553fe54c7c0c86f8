using System.Globalization;
using System.Text.Json;

namespace HostSim.Operator.Push;

/// <summary>Reads what a device sends over a push link: results of commands and readings as SenML (RFC 8428).</summary>
internal static class SenmlText
{
    // The end of the year 9999.
    private const double LatestSeconds = 253_402_300_800;

    /// <summary>A report; the device's own name for itself is in the first record.</summary>
    /// <exception cref="JsonException">It is none; others that say so are <see cref="KeyNotFoundException"/> and
    /// <see cref="InvalidOperationException"/>.</exception>
    public static TelemetryReport Report(string device, JsonElement records)
    {
        JsonElement first = records.EnumerateArray().FirstOrDefault();
        bool isNamed = first.ValueKind == JsonValueKind.Object && first.TryGetProperty("bn", out _);
        bool isDated = first.ValueKind == JsonValueKind.Object && first.TryGetProperty("bt", out _);
        return new TelemetryReport(
            isNamed ? Text(first, "bn").TrimEnd(':') : device,
            isDated ? TimeOf(first.GetProperty("bt").GetDouble()) : "",
            [.. records.EnumerateArray().Select(Field)]);
    }

    /// <summary>How a command ended.</summary>
    public static CommandReply Reply(JsonElement result)
    {
        string note = result.TryGetProperty("note", out _) ? Text(result, "note") : "";
        IReadOnlyList<KeyValuePair<string, string>> fields = result.TryGetProperty("senml", out JsonElement records)
            ? [.. records.EnumerateArray().Select(Field).Select(field => KeyValuePair.Create(field.Name, field.Value))]
            : [];
        return result.GetProperty("outcome").GetString() switch
        {
            "done" => new CommandReply("done", fields, note, ""),
            "refused" => new CommandReply("refused", [], note, "forbidden"),
            "unknown" => new CommandReply("failed", [], note, "item-not-found"),
            "bad-argument" => new CommandReply("failed", [], note, "bad-request"),
            _ => new CommandReply("failed", [], note, ""),
        };
    }

    private static string TimeOf(double seconds) => seconds >= 0 && seconds < LatestSeconds
        ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000))
            .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        : throw new JsonException("a time that no calendar has");

    private static string Text(JsonElement record, string name) =>
        record.GetProperty(name).GetString() ?? throw new JsonException($"{name} is null");

    private static TelemetryField Field(JsonElement record)
    {
        string unit = record.TryGetProperty("u", out _) ? Text(record, "u") : "";
        string value = record.TryGetProperty("v", out JsonElement number) ? number.GetRawText()
            : record.TryGetProperty("vb", out JsonElement boolean) ? boolean.GetRawText()
            : Text(record, "vs");
        return new TelemetryField(Text(record, "n"), value, unit);
    }
}

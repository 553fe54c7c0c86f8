using System.Globalization;
using System.Text.Json;

namespace HostSim.Operator.Push;

/// <summary>Reads what a device sends over a push link: results of commands and readings as SenML (RFC 8428).</summary>
internal static class SenmlText
{
    /// <summary>A report; the device's own name for itself is in the first record.</summary>
    public static TelemetryReport Report(string device, JsonElement records)
    {
        JsonElement first = records.EnumerateArray().FirstOrDefault();
        bool isNamed = first.ValueKind == JsonValueKind.Object && first.TryGetProperty("bn", out _);
        bool isDated = first.ValueKind == JsonValueKind.Object && first.TryGetProperty("bt", out _);
        return new TelemetryReport(
            isNamed ? first.GetProperty("bn").GetString()!.TrimEnd(':') : device,
            isDated ? TimeOf(first.GetProperty("bt").GetDouble()) : "",
            [.. records.EnumerateArray().Select(Field)]);
    }

    /// <summary>How a command ended.</summary>
    public static CommandReply Reply(JsonElement result)
    {
        string note = result.TryGetProperty("note", out JsonElement said) ? said.GetString()! : "";
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

    private static string TimeOf(double seconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000))
            .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static TelemetryField Field(JsonElement record)
    {
        string unit = record.TryGetProperty("u", out JsonElement said) ? said.GetString()! : "";
        string value = record.TryGetProperty("v", out JsonElement number) ? number.GetRawText()
            : record.TryGetProperty("vb", out JsonElement boolean) ? boolean.GetRawText()
            : record.GetProperty("vs").GetString()!;
        return new TelemetryField(record.GetProperty("n").GetString()!, value, unit);
    }
}

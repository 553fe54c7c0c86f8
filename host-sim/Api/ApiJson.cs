using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HostSim.Api;

/// <summary>How the API writes JSON: camel case, enumerations as lower-case words with dashes.</summary>
public static class ApiJson
{
    /// <summary>The one set of rules.</summary>
    public static JsonSerializerOptions Options { get; } = Make();

    /// <summary>An enumeration's word on the wire, for example <c>connect-failed</c>.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private static JsonSerializerOptions Make()
    {
        JsonSerializerOptions options = new(JsonSerializerDefaults.Web)
        {
            // The answers are never part of a page, so letters and signs may stand as they are.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}

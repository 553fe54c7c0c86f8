using System.Globalization;
using System.Text.Json.Nodes;
using HostSim.Operator;

namespace HostSim.Api;

/// <summary>The result of a command as JSON.</summary>
internal static class CommandResult
{
    /// <summary>An object of the fields that it gave, or what the device said if it gave none.</summary>
    public static JsonNode? Of(CommandReply reply)
    {
        if (reply.Result.Count == 0)
        {
            return reply.Note.Length > 0 ? JsonValue.Create(reply.Note) : null;
        }

        JsonObject result = [];
        foreach (KeyValuePair<string, string> field in reply.Result)
        {
            result[field.Key] = Value(field.Value);
        }

        return result;
    }

    // A form carries text only; what is a plain number or truth value in its shortest form becomes one again.
    private static JsonValue Value(string text)
    {
        bool isNumber = decimal.TryParse(
            text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out decimal number) && text.Length <= 20 && char.IsAsciiDigit(text[^1]) && text[0] is not ('+' or '.');
        return isNumber
            ? JsonValue.Create(number)
            : text switch
            {
                "true" => JsonValue.Create(true),
                "false" => JsonValue.Create(false),
                _ => JsonValue.Create(text),
            };
    }
}

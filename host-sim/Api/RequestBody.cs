using System.Globalization;
using System.Text.Json;
using System.Xml;

namespace HostSim.Api;

/// <summary>Reads the JSON object of a request, with errors that name what is wrong.</summary>
public static class RequestBody
{
    /// <summary>Largest body, in bytes: about what an XMPP server passes on from a client.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>A body up to here is read to its end and thrown away, so that the client hears why it was refused; a
    /// larger one is cut off.</summary>
    public const int MaxDrained = 4 * 1024 * 1024;

    /// <summary>The object in the body.</summary>
    /// <exception cref="ApiError">400: there is none. 413: it is too large.</exception>
    public static async Task<JsonElement> ReadAsync(HttpRequest request)
    {
        byte[] body = await ReadBytesAsync(request.Body, request.HttpContext.RequestAborted);
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw ApiError.Malformed("the body must be a JSON object");
        }
        catch (JsonException e)
        {
            throw ApiError.Malformed($"the body is no JSON (line {e.LineNumber + 1})");
        }
    }

    /// <summary>A member that must be there.</summary>
    /// <exception cref="ApiError">400: it is not.</exception>
    public static JsonElement Member(JsonElement body, string name) =>
        body.TryGetProperty(name, out JsonElement value) ? value : throw ApiError.Malformed($"\"{name}\" is missing");

    /// <summary>Text that can go into XML.</summary>
    /// <exception cref="ApiError">422: it is no text, empty, or holds characters that XML cannot carry.</exception>
    public static string Text(JsonElement value, string name)
    {
        string? text = value.ValueKind == JsonValueKind.String ? Unescape(value.GetString, name) : null;
        if (string.IsNullOrEmpty(text))
        {
            throw ApiError.Unacceptable($"\"{name}\" must be a text");
        }

        return RequireXml(text, name);
    }

    /// <summary>The arguments of a command as texts: numbers and truth values are written as the device reads
    /// them.</summary>
    /// <exception cref="ApiError">422: they are no object of plain values.</exception>
    public static IReadOnlyDictionary<string, string> Arguments(JsonElement body)
    {
        Dictionary<string, string> arguments = new(StringComparer.Ordinal);
        if (!body.TryGetProperty("args", out JsonElement values))
        {
            return arguments;
        }

        if (values.ValueKind != JsonValueKind.Object)
        {
            throw ApiError.Unacceptable("\"args\" must be an object");
        }

        foreach (JsonProperty property in values.EnumerateObject())
        {
            arguments[RequireXml(Unescape(() => property.Name, "args"), "args")] = property.Value.ValueKind switch
            {
                JsonValueKind.String => RequireXml(Unescape(property.Value.GetString, property.Name), property.Name),
                JsonValueKind.Number => property.Value.GetRawText(),
                JsonValueKind.True => "true",
                JsonValueKind.False => "false",
                _ => throw ApiError.Unacceptable(
                    $"argument \"{property.Name}\" must be a text, a number or a truth value"),
            };
        }

        return arguments;
    }

    /// <summary>A level of a pin.</summary>
    /// <exception cref="ApiError">422: neither 0 nor 1.</exception>
    public static int Level(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int level) && level is 0 or 1
            ? level
            : throw ApiError.Unacceptable("\"value\" must be 0 or 1");

    /// <summary>A reading of a sensor in thousandths; null for one that fails.</summary>
    /// <exception cref="ApiError">422: neither a number nor null.</exception>
    public static long? Reading(JsonElement value)
    {
        const decimal limit = 1_000_000_000;
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out decimal reading)
            && reading is >= -limit and <= limit
            ? (long)Math.Round(reading * 1000, MidpointRounding.AwayFromZero)
            : throw ApiError.Unacceptable("\"value\" must be a number, or null for a sensor that fails");
    }

    private static async Task<byte[]> ReadBytesAsync(Stream body, CancellationToken cancellation)
    {
        byte[] buffer = new byte[MaxBytes + 1];
        int count = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        if (count <= MaxBytes)
        {
            return buffer[..count];
        }

        await body.CopyToAsync(Stream.Null, cancellation);
        throw new ApiError(StatusCodes.Status413PayloadTooLarge, $"the body is larger than {MaxBytes} bytes");
    }

    // JSON can escape half a surrogate pair, which is no text.
    private static string Unescape(Func<string?> text, string name)
    {
        try
        {
            return text() ?? "";
        }
        catch (InvalidOperationException)
        {
            throw ApiError.Unacceptable($"\"{name}\" is no Unicode text");
        }
    }

    private static string RequireXml(string text, string name)
    {
        foreach (char c in text)
        {
            if (!XmlConvert.IsXmlChar(c) && !char.IsSurrogate(c))
            {
                string code = ((int)c).ToString("X4", CultureInfo.InvariantCulture);
                throw ApiError.Unacceptable($"\"{name}\" holds U+{code}, which XML cannot carry");
            }
        }

        return text;
    }
}

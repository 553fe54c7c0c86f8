using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace HostSim.PushGateway.Upstream;

/// <summary>One thing that a device did, as operators read it.</summary>
/// <remarks>
/// <code>
/// {"sequence":n,"kind":"message|online|offline|gap","at":"2026-01-31T12:00:00.000Z",
///  "device":"…","token":"hexadecimal",                                     not of a gap
///  "topic":"…" or "topicHash":"SHA-1 in hexadecimal","messageId":n,        of a message
///  "payload":{…} or "payloadBase64":"…"}                                   as it is if it is a JSON value
/// </code>
/// </remarks>
public static class EventJson
{
    // Deeper than any device's message; what is deeper goes as base64, and nobody's parser is harmed.
    private const int MaxDepth = 32;

    /// <summary>The word for a kind of event.</summary>
    public static string Name(UpstreamKind kind) => kind switch
    {
        UpstreamKind.Message => "message",
        UpstreamKind.Online => "online",
        UpstreamKind.Offline => "offline",
        _ => "gap",
    };

    /// <summary>The event as one line of JSON.</summary>
    public static byte[] Write(UpstreamEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("sequence", happened.Sequence);
            json.WriteString("kind", Name(happened.Kind));
            json.WriteString(
                "at", happened.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            if (happened.Kind != UpstreamKind.Gap)
            {
                json.WriteString("device", happened.Device);
                json.WriteString("token", Convert.ToHexStringLower(happened.Token.Span));
            }

            if (happened.Kind == UpstreamKind.Message)
            {
                WriteMessage(json, happened);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteMessage(Utf8JsonWriter json, UpstreamEvent happened)
    {
        if (happened.Topic is not null)
        {
            json.WriteString("topic", happened.Topic);
        }
        else
        {
            json.WriteString("topicHash", Convert.ToHexStringLower(happened.TopicHash.Span));
        }

        json.WriteNumber("messageId", happened.MessageId);
        using JsonDocument? payload = Parse(happened.Payload);
        if (payload is null)
        {
            json.WriteBase64String("payloadBase64", happened.Payload.Span);
            return;
        }

        json.WritePropertyName("payload");
        payload.RootElement.WriteTo(json);
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> payload)
    {
        try
        {
            // Text with half a surrogate pair parses and then cannot be written: the copy shows it.
            JsonDocument document = JsonDocument.Parse(payload, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return IsText(document) ? document : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsText(JsonDocument document)
    {
        try
        {
            using Utf8JsonWriter probe = new(Stream.Null);
            document.RootElement.WriteTo(probe);
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or DecoderFallbackException)
        {
            document.Dispose();
            return false;
        }
    }
}

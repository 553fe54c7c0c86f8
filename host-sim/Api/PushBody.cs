using System.Text.Json;
using HostSim.Operator.Push;

namespace HostSim.Api;

/// <summary>Reads what is to be pushed, with errors that name what is wrong; what only the gateway can judge is left to
/// it, because its answer is what a person wants to see.</summary>
internal static class PushBody
{
    // The longest that a push is kept anywhere: 30 days.
    private const int LongestExpiry = 30 * 24 * 3600;

    /// <summary>The push in this body, to a device given by its id; the topic is empty unless it names one.</summary>
    /// <exception cref="ApiError">400: something is missing. 422: something is not what it should be.</exception>
    public static PushMessage Read(JsonElement body)
    {
        JsonElement payload = RequestBody.Member(body, "payload");
        if (payload.ValueKind != JsonValueKind.Object)
        {
            throw ApiError.Unacceptable("\"payload\" must be a JSON object");
        }

        int? seconds = Whole(body, "expires", 0, LongestExpiry);
        return new PushMessage
        {
            Device = RequestBody.Text(RequestBody.Member(body, "device"), "device"),
            Topic = Text(body, "topic") ?? "",
            Payload = payload.GetRawText(),
            Type = Text(body, "type") ?? "alert",
            Priority = Whole(body, "priority", 1, 10),
            Expires = seconds is null ? null
                : seconds == 0 ? DateTimeOffset.UnixEpoch : DateTimeOffset.UtcNow.AddSeconds(seconds.Value),
            CollapseId = Text(body, "collapseId"),
        };
    }

    private static string? Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out JsonElement value) ? RequestBody.Text(value, name) : null;

    private static int? Whole(JsonElement body, string name, int minimum, int maximum)
    {
        if (!body.TryGetProperty(name, out JsonElement value))
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number)
            && number >= minimum && number <= maximum
            ? number
            : throw ApiError.Unacceptable(FormattableString.Invariant(
                $"\"{name}\" must be a whole number from {minimum} to {maximum}"));
    }
}

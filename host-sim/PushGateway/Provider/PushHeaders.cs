using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace HostSim.PushGateway.Provider;

/// <summary>The headers of a push, read and checked.</summary>
/// <remarks>
/// <code>
/// apns-id          canonical UUID: 8-4-4-4-12 hexadecimal digits        one is made
/// apns-push-type   see PushType                                        alert
/// apns-topic       1 to 255 printable ASCII characters without space   the certificate's, if it has one
/// apns-expiration  seconds since 1970, 0: now or never                 as long as the gateway keeps anything
/// apns-priority    10, 5 or 1                                          10, background 5
/// apns-collapse-id up to 64 bytes                                      none
/// </code>
/// A header that comes twice is DuplicateHeaders: an intermediary and we might choose different ones.
/// </remarks>
public sealed class PushHeaders
{
    private const int MaxTopicLength = 255;
    private const int MaxCollapseBytes = 64;
    private const int UuidLength = 36;

    // The end of the calendar (9999-12-31), for those who mean "always".
    private const long LastSecond = 253_402_300_799;
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF");
    private static readonly SearchValues<char> Dashes = SearchValues.Create("-");

    /// <summary>What kind of push it is.</summary>
    public required PushType Type { get; init; }

    /// <summary>The topic; null if the header is missing.</summary>
    public string? Topic { get; private init; }

    /// <summary>After this nobody wants it any more; the epoch for one attempt now; null if the gateway may
    /// decide.</summary>
    public DateTimeOffset? Expires { get; private init; }

    /// <summary>10 at once, 5 when it suits, 1 never wakes the device.</summary>
    public required int Priority { get; init; }

    /// <summary>A later push with the same one replaces this; null if there is none.</summary>
    public string? CollapseId { get; private init; }

    /// <summary>Reads the headers of one request.</summary>
    /// <exception cref="ProviderRefusal">One of them is bad.</exception>
    public static PushHeaders Read(IHeaderDictionary headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        string? typeName = One(headers, "apns-push-type");
        PushType type = typeName is null
            ? PushType.Alert
            : PushType.Find(typeName) ?? throw new ProviderRefusal(ApnsReason.InvalidPushType);
        return new PushHeaders
        {
            Type = type,
            Topic = ReadTopic(One(headers, "apns-topic"), type),
            Expires = ReadExpiration(One(headers, "apns-expiration")),
            Priority = ReadPriority(One(headers, "apns-priority"), type),
            CollapseId = ReadCollapseId(One(headers, "apns-collapse-id")),
        };
    }

    /// <summary>The id of the request, as the client wrote it, which every answer repeats; null if it has none that
    /// could be repeated.</summary>
    public static string? IdIn(IHeaderDictionary headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        StringValues values = headers["apns-id"];
        return values.Count == 1 && IsUuid(values[0]) ? values[0] : null;
    }

    /// <summary>Refuses an id that is no UUID, and any header of ours that comes twice.</summary>
    /// <exception cref="ProviderRefusal">DuplicateHeaders or BadMessageId.</exception>
    public static void CheckId(IHeaderDictionary headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        foreach ((string name, StringValues values) in headers)
        {
            if (values.Count > 1 && name.StartsWith("apns-", StringComparison.OrdinalIgnoreCase))
            {
                throw new ProviderRefusal(ApnsReason.DuplicateHeaders);
            }
        }

        if (headers.ContainsKey("apns-id") && IdIn(headers) is null)
        {
            throw new ProviderRefusal(ApnsReason.BadMessageId);
        }
    }

    /// <summary>The only value of a header; null if it is missing or empty.</summary>
    /// <exception cref="ProviderRefusal">DuplicateHeaders.</exception>
    public static string? One(IHeaderDictionary headers, string name)
    {
        ArgumentNullException.ThrowIfNull(headers);
        StringValues values = headers[name];
        if (values.Count > 1)
        {
            throw new ProviderRefusal(ApnsReason.DuplicateHeaders);
        }

        return values.Count == 0 || string.IsNullOrEmpty(values[0]) ? null : values[0];
    }

    private static string? ReadTopic(string? topic, PushType type)
    {
        if (topic is null)
        {
            return null;
        }

        bool isName = topic.Length <= MaxTopicLength && topic.All(c => c is > ' ' and <= '~');
        bool fits = topic.Length > type.Suffix.Length && topic.EndsWith(type.Suffix, StringComparison.Ordinal);
        return isName && fits ? topic : throw new ProviderRefusal(ApnsReason.BadTopic);
    }

    private static DateTimeOffset? ReadExpiration(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(Math.Min(seconds, LastSecond))
            : throw new ProviderRefusal(ApnsReason.BadExpirationDate);
    }

    private static int ReadPriority(string? text, PushType type) => text switch
    {
        null => type.IsQuiet ? 5 : 10,
        "10" when !type.IsQuiet => 10,
        "5" => 5,
        "1" => 1,
        _ => throw new ProviderRefusal(ApnsReason.BadPriority),
    };

    private static string? ReadCollapseId(string? text) =>
        text is null || Encoding.UTF8.GetByteCount(text) <= MaxCollapseBytes
            ? text
            : throw new ProviderRefusal(ApnsReason.BadCollapseId);

    // Guid.TryParseExact takes signs and 0x for digits, which would come back as another UUID.
    private static bool IsUuid(string? text)
    {
        ReadOnlySpan<char> rest = text;
        if (rest.Length != UuidLength)
        {
            return false;
        }

        ReadOnlySpan<int> groups = [8, 4, 4, 4];
        foreach (int length in groups)
        {
            if (rest[..length].ContainsAnyExcept(Hex) || rest[length..(length + 1)].ContainsAnyExcept(Dashes))
            {
                return false;
            }

            rest = rest[(length + 1)..];
        }

        return !rest.ContainsAnyExcept(Hex);
    }
}

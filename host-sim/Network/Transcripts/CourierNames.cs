using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using HostSim.PushGateway.Courier;
using HostSim.PushGateway.Store;

namespace HostSim.Network.Transcripts;

/// <summary>What an item holds, and so how much of it may be shown.</summary>
internal enum ItemKind
{
    /// <summary>Nobody knows, so nothing of it.</summary>
    Secret,

    /// <summary>Its first bytes only: whoever has all of them can be taken for the device by a provider.</summary>
    Token,

    /// <summary>A hash, shortened because nobody reads it.</summary>
    Topic,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>Bits.</summary>
    Flags,

    /// <summary>How it went.</summary>
    Status,

    /// <summary>Text.</summary>
    Text,

    /// <summary>Unix time in seconds.</summary>
    Seconds,

    /// <summary>Unix time in milliseconds.</summary>
    Milliseconds,

    /// <summary>Unix time in nanoseconds.</summary>
    Nanoseconds,

    /// <summary>Zeros, as many as wished for.</summary>
    Padding,
}

/// <summary>An item's name.</summary>
internal readonly record struct ItemName(string Name, ItemKind Kind);

/// <summary>Names of the courier protocol's commands and items, and their values as a person may see them.</summary>
internal static class CourierNames
{
    private const int TokenBytes = 2;
    private const int TopicBytes = 4;

    private static readonly Dictionary<byte, string> Commands = new()
    {
        [CourierWire.Connect] = "connect",
        [CourierWire.Connected] = "connected",
        [CourierWire.Filter] = "filter",
        [CourierWire.Notification] = "notification",
        [CourierWire.Acknowledged] = "acknowledged",
        [CourierWire.KeepAlive] = "keep-alive",
        [CourierWire.KeepAliveAnswer] = "keep-alive answer",
        [CourierWire.NoStorage] = "nothing stored",
        [CourierWire.Flush] = "flush",
        [CourierWire.Flushed] = "flushed",
        [CourierWire.AppTokenWanted] = "app token wanted",
        [CourierWire.AppToken] = "app token",
        [CourierWire.SetState] = "state",
    };

    private static readonly Dictionary<(byte Command, byte Item), ItemName> Items = new()
    {
        [(CourierWire.Connect, 1)] = new("token", ItemKind.Token),
        [(CourierWire.Connect, 2)] = new("state", ItemKind.Number),
        [(CourierWire.Connect, 5)] = new("flags", ItemKind.Flags),
        [(CourierWire.Connect, 6)] = new("interface", ItemKind.Number),
        [(CourierWire.Connect, 8)] = new("carrier", ItemKind.Text),
        [(CourierWire.Connect, 9)] = new("system version", ItemKind.Text),
        [(CourierWire.Connect, 0x0a)] = new("system build", ItemKind.Text),
        [(CourierWire.Connect, 0x0b)] = new("model", ItemKind.Text),
        [(CourierWire.Connect, 0x0c)] = new("certificate", ItemKind.Secret),
        [(CourierWire.Connect, 0x0d)] = new("nonce", ItemKind.Secret),
        [(CourierWire.Connect, 0x0e)] = new("signature", ItemKind.Secret),
        [(CourierWire.Connect, 0x10)] = new("version", ItemKind.Number),
        [(CourierWire.Connected, 1)] = new("status", ItemKind.Status),
        [(CourierWire.Connected, 3)] = new("token", ItemKind.Token),
        [(CourierWire.Connected, 4)] = new("message limit", ItemKind.Number),
        [(CourierWire.Connected, 5)] = new("item 5", ItemKind.Flags),
        [(CourierWire.Connected, 6)] = new("capabilities", ItemKind.Flags),
        [(CourierWire.Connected, 8)] = new("large message limit", ItemKind.Number),
        [(CourierWire.Connected, 0x0a)] = new("time", ItemKind.Milliseconds),
        [(CourierWire.Filter, 1)] = new("token", ItemKind.Token),
        [(CourierWire.Filter, 2)] = new("enabled", ItemKind.Topic),
        [(CourierWire.Filter, 3)] = new("ignored", ItemKind.Topic),
        [(CourierWire.Filter, 4)] = new("opportunistic", ItemKind.Topic),
        [(CourierWire.Filter, 5)] = new("paused", ItemKind.Topic),
        [(CourierWire.Filter, 6)] = new("non-waking", ItemKind.Topic),
        [(CourierWire.Notification, 3)] = new("payload", ItemKind.Text),
        [(CourierWire.Notification, 4)] = new("id", ItemKind.Number),
        [(CourierWire.Notification, 5)] = new("expires", ItemKind.Seconds),
        [(CourierWire.Notification, 6)] = new("time", ItemKind.Nanoseconds),
        [(CourierWire.Notification, 7)] = new("storage", ItemKind.Flags),
        [(CourierWire.Notification, CourierWire.ProviderItem)] = new("provider", ItemKind.Text),
        [(CourierWire.Acknowledged, 1)] = new("token", ItemKind.Token),
        [(CourierWire.Acknowledged, 4)] = new("id", ItemKind.Number),
        [(CourierWire.Acknowledged, 8)] = new("status", ItemKind.Status),
        [(CourierWire.NoStorage, 1)] = new("token", ItemKind.Token),
        [(CourierWire.Flush, 1)] = new("wanted", ItemKind.Number),
        [(CourierWire.Flush, 2)] = new("padding", ItemKind.Padding),
        [(CourierWire.Flushed, 2)] = new("padding", ItemKind.Padding),
        [(CourierWire.AppTokenWanted, 1)] = new("token", ItemKind.Token),
        [(CourierWire.AppTokenWanted, 2)] = new("topic", ItemKind.Topic),
        [(CourierWire.AppTokenWanted, 3)] = new("app", ItemKind.Flags),
        [(CourierWire.AppToken, 1)] = new("status", ItemKind.Status),
        [(CourierWire.AppToken, 2)] = new("token", ItemKind.Token),
        [(CourierWire.AppToken, 3)] = new("topic", ItemKind.Topic),
        [(CourierWire.AppToken, 4)] = new("app", ItemKind.Flags),
        [(CourierWire.SetState, 1)] = new("state", ItemKind.Number),
        [(CourierWire.SetState, 2)] = new("interval", ItemKind.Number),
    };

    /// <summary>A command's name.</summary>
    public static string Command(byte command) =>
        Commands.TryGetValue(command, out string? name) ? name : $"command {command:x2}";

    /// <summary>An item's name and kind. Token and topic of a notification change places between the directions; their
    /// lengths tell them apart.</summary>
    public static ItemName Item(byte command, byte id, int length)
    {
        if (Items.TryGetValue((command, id), out ItemName known))
        {
            return known;
        }

        bool isAddress = command == CourierWire.Notification && id is 1 or 2;
        return isAddress && length == TopicHash.Size ? new ItemName("topic", ItemKind.Topic)
            : isAddress ? new ItemName("token", ItemKind.Token)
            : new ItemName($"item {id:x2}", ItemKind.Secret);
    }

    /// <summary>How many bytes of an item of this length may be shown.</summary>
    public static int Shown(ItemKind kind, int length) => kind switch
    {
        ItemKind.Secret => 0,
        ItemKind.Token => Math.Min(TokenBytes, length / 2),
        _ => length,
    };

    /// <summary>The value as a person may see it.</summary>
    public static string Value(ItemKind kind, ReadOnlySpan<byte> value) => kind switch
    {
        ItemKind.Secret => $"{SecretMask.Mark}",
        ItemKind.Token => Convert.ToHexStringLower(value[..Shown(kind, value.Length)]) + SecretMask.Mark,
        ItemKind.Topic => Convert.ToHexStringLower(value[..Math.Min(TopicBytes, value.Length)]) + SecretMask.Mark,
        _ when value.IsEmpty => "empty",
        ItemKind.Text => Encoding.UTF8.GetString(value),
        ItemKind.Flags => $"0x{Convert.ToHexStringLower(value)}",
        ItemKind.Padding => $"of {value.Length} bytes",
        _ when value.Length > sizeof(ulong) => $"0x{Convert.ToHexStringLower(value)}",
        ItemKind.Status => Status(Number(value)),
        ItemKind.Seconds => Number(value) is ulong s and > 0 ? Time(s * 1000) : "at once or never",
        ItemKind.Milliseconds => Time(Number(value)),
        ItemKind.Nanoseconds => Time(Number(value) / 1_000_000),
        _ => Number(value).ToString(CultureInfo.InvariantCulture),
    };

    private static ulong Number(ReadOnlySpan<byte> value)
    {
        Span<byte> whole = stackalloc byte[sizeof(ulong)];
        value.CopyTo(whole[(sizeof(ulong) - value.Length)..]);
        return BinaryPrimitives.ReadUInt64BigEndian(whole);
    }

    private static string Time(ulong unixMs) => unixMs > (ulong)DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
        ? "never"
        : DateTimeOffset.FromUnixTimeMilliseconds((long)unixMs)
            .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Status(ulong status) => status switch
    {
        CourierWire.StatusOk => "0 (ok)",
        CourierWire.StatusError => "2 (error)",
        3 => "3 (invalid)",
        CourierWire.StatusTooEarly => "128 (too early)",
        _ => status.ToString(CultureInfo.InvariantCulture),
    };
}

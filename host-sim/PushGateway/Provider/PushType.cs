namespace HostSim.PushGateway.Provider;

/// <summary>A kind of push: the header <c>apns-push-type</c> (Apple, "Sending notification requests to
/// APNs").</summary>
/// <remarks>
/// <code>
/// alert                      topic as it is       background    as it is, priority 5 or 1
/// voip           .voip                            complication  .complication
/// fileprovider   .pushkit.fileprovider            location      .location-query
/// liveactivity   .push-type.liveactivity          widgets       .push-type.widgets
/// controls       .push-type.controls              pushtotalk    .voip-ptt
/// mdm            as it is
/// </code>
/// </remarks>
/// <param name="Name">The value of the header.</param>
/// <param name="Suffix">What the topic must end in; empty if nothing.</param>
public sealed record PushType(string Name, string Suffix)
{
    /// <summary>Largest payload, in bytes.</summary>
    public const int UsualPayload = 4096;

    /// <summary>Largest payload of a call, in bytes.</summary>
    public const int VoipPayload = 5120;

    /// <summary>What a request without the header is.</summary>
    public static readonly PushType Alert = new("alert", "");

    private static readonly PushType[] All =
    [
        Alert,
        new("background", ""),
        new("voip", ".voip"),
        new("complication", ".complication"),
        new("fileprovider", ".pushkit.fileprovider"),
        new("location", ".location-query"),
        new("liveactivity", ".push-type.liveactivity"),
        new("widgets", ".push-type.widgets"),
        new("controls", ".push-type.controls"),
        new("pushtotalk", ".voip-ptt"),
        new("mdm", ""),
    ];

    /// <summary>Largest payload, in bytes.</summary>
    public int MaxPayload => Name == "voip" ? VoipPayload : UsualPayload;

    /// <summary>It may not wake anything at once: priority 10 is an error.</summary>
    public bool IsQuiet => Name == "background";

    /// <summary>The kind of this name; null if there is none.</summary>
    public static PushType? Find(string name) => Array.Find(All, one => one.Name == name);

    /// <summary>The topic without the ending of any kind: what a key or a certificate is for.</summary>
    public static string Bare(string topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        PushType? kind = Array.Find(All, one => one.Suffix.Length > 0 && topic.EndsWith(one.Suffix, Ordinal));
        return kind is null ? topic : topic[..^kind.Suffix.Length];
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;
}

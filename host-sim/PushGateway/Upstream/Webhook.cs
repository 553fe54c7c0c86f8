namespace HostSim.PushGateway.Upstream;

/// <summary>An address that is told what devices say.</summary>
public sealed record Webhook
{
    /// <summary>Where to; https, or http on this machine.</summary>
    public required Uri Url { get; init; }

    /// <summary>The key of the signature, in base64: at least 24 bytes.</summary>
    public required string Secret { get; init; }

    /// <summary>Whose messages, as TopicSet reads it; <c>*</c> for all.</summary>
    public IReadOnlyList<string> Topics { get; init; } = ["*"];
}

namespace HostSim.PushGateway.Store;

/// <summary>A push on its way to a device. Never changes, so that a snapshot may hold it without the gate.</summary>
public sealed class StoredPush
{
    /// <summary>The id on the courier's wire; the same at every redelivery, so that a device can tell a
    /// repeat.</summary>
    public required uint Id { get; init; }

    /// <summary>The base token in whose mailbox it lies.</summary>
    public required TokenKey Mailbox { get; init; }

    /// <summary>The token it was addressed to: the base token or one scoped to the topic.</summary>
    public required TokenKey Token { get; init; }

    /// <summary>The topic.</summary>
    public required TopicHash Topic { get; init; }

    /// <summary>The payload as the provider sent it.</summary>
    public required byte[] Payload { get; init; }

    /// <summary>After this nobody wants it, in Unix milliseconds.</summary>
    public required long ExpiresMs { get; init; }

    /// <summary>When the gateway took it, in Unix milliseconds.</summary>
    public required long AcceptedMs { get; init; }

    /// <summary>10, 5 or 1.</summary>
    public required byte Priority { get; init; }

    /// <summary>A later push of the same topic with the same one replaces it; empty if there is none.</summary>
    public string CollapseId { get; init; } = "";

    /// <summary>Who sent it; empty if that is not told.</summary>
    public string Provider { get; init; } = "";

    /// <summary>False for a push of one attempt, which is in no journal.</summary>
    public bool IsKept { get; init; } = true;
}

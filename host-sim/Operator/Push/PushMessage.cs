namespace HostSim.Operator.Push;

/// <summary>Something to push to a device.</summary>
public sealed record PushMessage
{
    /// <summary>The device token in hexadecimal.</summary>
    public required string Device { get; init; }

    /// <summary>The topic.</summary>
    public required string Topic { get; init; }

    /// <summary>The payload: a JSON object of at most 4096 bytes.</summary>
    public required string Payload { get; init; }

    /// <summary>The kind of push, such as <c>alert</c> or <c>background</c>.</summary>
    public string Type { get; init; } = "alert";

    /// <summary>10 at once, 5 when it suits, 1 never wakes the device; null for what is usual.</summary>
    public int? Priority { get; init; }

    /// <summary>After this nobody wants it; null if the gateway may decide.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>A later push with the same one replaces this; null if none does.</summary>
    public string? CollapseId { get; init; }

    /// <summary>The id that the answer repeats; null to be given one.</summary>
    public Guid? Id { get; init; }
}

/// <summary>What the service says of a push.</summary>
/// <param name="Status">The HTTP status, 200 if it took the push.</param>
/// <param name="Id">The id of the push.</param>
/// <param name="Reason">Why it did not take it, in the service's word; empty if it did.</param>
/// <param name="Since">With status 410: since when the device token is no longer good.</param>
public sealed record PushAnswer(int Status, string Id, string Reason, DateTimeOffset? Since = null)
{
    /// <summary>True if the service will deliver it.</summary>
    public bool IsAccepted => Status == 200;
}

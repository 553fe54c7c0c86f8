namespace HostSim.PushGateway;

/// <summary>A push, checked as far as it can be without knowing the device.</summary>
public sealed record PushRequest
{
    /// <summary>The device token, 32 bytes.</summary>
    public required ReadOnlyMemory<byte> Token { get; init; }

    /// <summary>The topic, as the device subscribes to it.</summary>
    public required string Topic { get; init; }

    /// <summary>The payload: one JSON object.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The id that the provider gave it or was given.</summary>
    public required Guid Id { get; init; }

    /// <summary>After this nobody wants it; null if the gateway may decide; the epoch for one attempt now.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>10 at once, 5 when it suits, 1 never wakes the device.</summary>
    public int Priority { get; init; } = 10;

    /// <summary>A later push with the same one replaces this; null if there is none.</summary>
    public string? CollapseId { get; init; }

    /// <summary>Who sent it, as the device is told: the name of the authenticated provider, at most 255 bytes of UTF-8;
    /// empty if that is nobody's business.</summary>
    public string Provider { get; init; } = "";
}

/// <summary>What became of a push.</summary>
public enum PushOutcome
{
    /// <summary>It is kept and will be delivered, or was delivered.</summary>
    Accepted,

    /// <summary>No device has this token.</summary>
    UnknownToken,

    /// <summary>The token is for another topic.</summary>
    WrongTopic,

    /// <summary>The device takes no pushes any more.</summary>
    Unregistered,

    /// <summary>The token was replaced by another one.</summary>
    ExpiredToken,

    /// <summary>Too many for this device.</summary>
    TooMany,

    /// <summary>The gateway cannot take more at the moment, or cannot write it down; a push that is sent again then may
    /// come twice.</summary>
    Unavailable,
}

/// <summary>What became of a push.</summary>
/// <param name="Outcome">What.</param>
/// <param name="Since">For Unregistered and ExpiredToken: since when.</param>
public readonly record struct PushVerdict(PushOutcome Outcome, DateTimeOffset? Since = null);

/// <summary>Who knows the devices.</summary>
public interface IPushDirectory
{
    /// <summary>Takes a push over; when this returns Accepted it survives the death of the process.</summary>
    ValueTask<PushVerdict> AcceptAsync(PushRequest request, CancellationToken cancellation);
}

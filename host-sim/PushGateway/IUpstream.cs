namespace HostSim.PushGateway;

/// <summary>What a device did.</summary>
public enum UpstreamKind
{
    /// <summary>It sent a message.</summary>
    Message,

    /// <summary>One of its tokens came online.</summary>
    Online,

    /// <summary>One of its tokens went offline.</summary>
    Offline,

    /// <summary>Not a device's doing: events between the one asked for and the next are no longer kept.</summary>
    Gap,
}

/// <summary>One thing that a device did, as operators hear of it.</summary>
public sealed record UpstreamEvent
{
    /// <summary>Rises by any amount from event to event, also across restarts; fits into 53 bits.</summary>
    public required long Sequence { get; init; }

    /// <summary>What happened.</summary>
    public required UpstreamKind Kind { get; init; }

    /// <summary>When the gateway noticed.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The device's id, from its certificate; empty for a gap.</summary>
    public string Device { get; init; } = "";

    /// <summary>The token by which the device sent or connected, 32 bytes; empty for a gap.</summary>
    public ReadOnlyMemory<byte> Token { get; init; }

    /// <summary>The message's topic by name; null where the gateway knows only its hash, or there is none.</summary>
    public string? Topic { get; init; }

    /// <summary>SHA-1 of the topic, 20 bytes; empty if there is none.</summary>
    public ReadOnlyMemory<byte> TopicHash { get; init; }

    /// <summary>The message's payload as the device sent it, not checked; empty if it is no message.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The message id that the device chose; it may come again with the same message.</summary>
    public uint MessageId { get; init; }
}

/// <summary>What devices say, in order and kept for a while.</summary>
public interface IUpstream
{
    /// <summary>The sequence of the newest event, 0 before the first one.</summary>
    long Newest { get; }

    /// <summary>Every event after this sequence that is still kept, then every new one as it happens, until cancelled;
    /// after 0 means from the oldest one kept. A Gap stands where some are no longer kept, and where the gateway
    /// started anew. Any number of readers. Messages are only shown once they are durable.</summary>
    IAsyncEnumerable<UpstreamEvent> ReadAsync(long after, CancellationToken cancellation);

    /// <summary>The tokens that are online now, as events of kind Online, with the sequence from which to read
    /// on.</summary>
    (long Sequence, IReadOnlyList<UpstreamEvent> Online) Snapshot();

    /// <summary>Tells the name of a topic, so that messages under its hash can be shown with it.</summary>
    void LearnTopic(string topic);
}

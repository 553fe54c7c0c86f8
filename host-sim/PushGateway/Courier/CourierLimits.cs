namespace HostSim.PushGateway.Courier;

/// <summary>What one connection may ask of the gateway. Times are milliseconds.</summary>
public sealed record CourierLimits
{
    /// <summary>What <see cref="Outstanding"/> is if nobody says.</summary>
    public const int UsualOutstanding = 8;

    /// <summary>Items of one frame: the largest message and room for what surrounds it, or a filter of
    /// <see cref="Topics"/>.</summary>
    public int FrameBytes { get; init; } = 18 * 1024;

    /// <summary>Payload of a usual message; what devices are told in the connect answer.</summary>
    public int MessageBytes { get; init; } = 4096;

    /// <summary>Payload of the largest message from a device.</summary>
    public int LargeMessageBytes { get; init; } = 15_360;

    /// <summary>Tokens on one connection: a machine has one for itself and one for each of a few users.</summary>
    public int Connects { get; init; } = 16;

    /// <summary>Topics of one filter.</summary>
    public int Topics { get; init; } = 256;

    /// <summary>Tokens scoped to topics of one mailbox.</summary>
    public int AppTokens { get; init; } = 64;

    /// <summary>Notifications in flight per token. A small device takes one at a time and has room for a few
    /// kilobytes; what it leaves lying is sent again. Eight still bring 80 a second at 100 ms round trip.</summary>
    public int Outstanding { get; init; } = UsualOutstanding;

    /// <summary>Bytes written for a peer that has not read them; beyond it nothing more is sent for now.</summary>
    public int OutputBytes { get; init; } = 32 * 1024;

    /// <summary>From the end of the handshake to the connect: slow boards take a second.</summary>
    public long FirstFrameMs { get; init; } = 30_000;

    /// <summary>From a frame's first byte to its last.</summary>
    public long FrameMs { get; init; } = 30_000;

    /// <summary>Without a byte from the peer: a device's keep-alive grows to 25 minutes at most.</summary>
    public long IdleMs { get; init; } = 35 * 60_000;

    /// <summary>Until a notification that is not confirmed is sent again.</summary>
    public long AcknowledgeMs { get; init; } = 30_000;

    /// <summary>How often a notification is sent on one connection before the connection is given up.</summary>
    public int Tries { get; init; } = 3;

    /// <summary>Pause after a device said that it is too early.</summary>
    public long TooEarlyMs { get; init; } = 5_000;

    /// <summary>How often a device may say so.</summary>
    public int TooEarlyTries { get; init; } = 5;

    /// <summary>How long a device counts as awake after it said something or was woken.</summary>
    public long AwakeMs { get; init; } = 10_000;

    /// <summary>How long a push of priority 5 waits at most for a sleeping device to wake.</summary>
    public long BatchMs { get; init; } = 5 * 60_000;

    /// <summary>Until the peer has taken what was written.</summary>
    public long WriteMs { get; init; } = 60_000;

    /// <summary>Padding of a flush answer.</summary>
    public int FlushBytes { get; init; } = 512;
}

namespace HostSim.PushGateway.Store;

/// <summary>How much the gateway keeps.</summary>
public sealed record StoreLimits
{
    /// <summary>Pushes of one base token: who is away for long needs the last word, not every one.</summary>
    public int PushesPerMailbox { get; init; } = 256;

    /// <summary>Bytes of payload of one base token.</summary>
    public int BytesPerMailbox { get; init; } = 1024 * 1024;

    /// <summary>Bytes of payload of all: what a small machine can hold in memory.</summary>
    public long Bytes { get; init; } = 512 * 1024 * 1024;

    /// <summary>Tokens, scoped and retired ones too.</summary>
    public int Tokens { get; init; } = 500_000;

    /// <summary>Base tokens of one device; a further one retires the oldest.</summary>
    public int TokensPerDevice { get; init; } = 8;

    /// <summary>How long a push is kept if its provider does not say.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(30);
}

using Microsoft.Extensions.Logging.Abstractions;

namespace HostSim.ImipServer;

/// <summary>What an IMIP server starts with.</summary>
public sealed class ImipOptions
{
    /// <summary>The service's name, and the name in its certificate.</summary>
    public string Service { get; init; } = "imip.localhost";

    /// <summary>Seconds between pings, as the greeting announces them; 60 was seen.</summary>
    public int KeepAliveSeconds { get; init; } = 60;

    /// <summary>Ways to log in, in the order in which they are offered; both by default.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [LoginProof.HmacSha256, LoginProof.Md5];

    /// <summary>Makes challenges repeat, for tests; null for real chance.</summary>
    public int? Seed { get; init; }

    /// <summary>How much the server holds.</summary>
    public ImipLimits Limits { get; init; } = new();

    /// <summary>Time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Where the server tells what happens, without secrets.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;
}

using HostSim.Network;

namespace HostSim.Operator.Push;

/// <summary>Where a push gateway is, and who pushes.</summary>
public sealed record PushOptions
{
    /// <summary>The port that provider libraries use beside 443.</summary>
    public const int UsualPort = 2197;

    /// <summary>The host.</summary>
    public required string Host { get; init; }

    /// <summary>The port.</summary>
    public int Port { get; init; } = UsualPort;

    /// <summary>Whose certificates are believed.</summary>
    public Trust Trust { get; init; } = Trust.System;

    /// <summary>Who pushes.</summary>
    public required PushCredentials Credentials { get; init; }
}

using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace HostSim.PushGateway.Provider;

/// <summary>How the provider API is served.</summary>
public sealed record ProviderOptions
{
    /// <summary>The port that provider libraries use beside 443.</summary>
    public const int UsualPort = 2197;

    /// <summary>Where it listens.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port; 0 for any free one.</summary>
    public int Port { get; init; } = UsualPort;

    /// <summary>The server's certificate with its key.</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>The folder of <c>providers.json</c>.</summary>
    public required string DataFolder { get; init; }

    /// <summary><c>development</c> or <c>production</c>: keys and certificates for the other one are refused; null
    /// takes both.</summary>
    public string? Environment { get; init; }

    /// <summary>How long a handshake may take: providers run on machines that need milliseconds.</summary>
    public TimeSpan Handshake { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a body may take: a second would do on the slowest link that is any use, the rest is
    /// kindness.</summary>
    public TimeSpan BodyTime { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often a quiet stream of events shows a sign of life.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The clock by which tokens expire.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

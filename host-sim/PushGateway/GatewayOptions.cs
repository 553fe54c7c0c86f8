using System.Net;
using HostSim.PushGateway.Courier;
using HostSim.PushGateway.Store;

namespace HostSim.PushGateway;

/// <summary>How a gateway runs.</summary>
public sealed record GatewayOptions
{
    /// <summary>The port that devices expect.</summary>
    public const int UsualCourierPort = 5223;

    /// <summary>The port that provider libraries use beside 443.</summary>
    public const int UsualProviderPort = 2197;

    /// <summary>Next to the provider's port; no specification names one.</summary>
    public const int UsualActivationPort = 2198;

    /// <summary>Next to the port of activation; no specification names one.</summary>
    public const int UsualAdminPort = 2199;

    /// <summary>The folder of everything that outlives the process: journal, devices, certificates,
    /// providers.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Where it listens.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Port for devices; 0 for any free one.</summary>
    public int CourierPort { get; init; } = UsualCourierPort;

    /// <summary>Port for providers; 0 for any free one.</summary>
    public int ProviderPort { get; init; } = UsualProviderPort;

    /// <summary>Port for activation; 0 for any free one.</summary>
    public int ActivationPort { get; init; } = UsualActivationPort;

    /// <summary>Port of the page of numbers, on loopback only; 0 for any free one, null for none.</summary>
    public int? AdminPort { get; init; }

    /// <summary><c>development</c> or <c>production</c>: provider keys for the other one are refused; null takes
    /// both.</summary>
    public string? Environment { get; init; }

    /// <summary>The name in the server's certificate and in what devices are told to connect to.</summary>
    public string HostName { get; init; } = "localhost";

    /// <summary>Also let in peers without a TLS client certificate that negotiate <c>apns-security-v3</c> and prove a
    /// certificate of ours within the connect, with an RSA key and SHA-1. Off: SHA-1 is what it is.</summary>
    public bool AllowInBandCertificates { get; init; }

    /// <summary>Topics of which every push is kept until delivered, instead of the newest only; <c>*</c> for
    /// all.</summary>
    public IReadOnlySet<string> QueuedTopics { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>What one connection may ask for.</summary>
    public CourierLimits Limits { get; init; } = new();

    /// <summary>How long a handshake on the ports for devices and activation may take: slow boards need some seconds
    /// for their side.</summary>
    public TimeSpan DeviceHandshake { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a handshake on the port for providers may take: they run on machines that need
    /// milliseconds.</summary>
    public TimeSpan ProviderHandshake { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How much is kept.</summary>
    public StoreLimits Store { get; init; } = new();

    /// <summary>The clock of dates and deadlines.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How a log of the journal is opened, for tests with a disk that refuses; null as usual.</summary>
    internal Func<string, FileStream>? OpenLog { get; init; }

    /// <summary>Makes tokens repeatable, for tests; null for random ones.</summary>
    public int? Seed { get; init; }
}

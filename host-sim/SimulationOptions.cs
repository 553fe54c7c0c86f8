using HostSim.Faults;

namespace HostSim;

/// <summary>A server outside, and the accounts on it.</summary>
public sealed record RealServer
{
    /// <summary>Host to connect to.</summary>
    public required string Host { get; init; }

    /// <summary>Port to connect to.</summary>
    public required int Port { get; init; }

    /// <summary>TLS from the first byte instead of STARTTLS.</summary>
    public bool DirectTls { get; init; }

    /// <summary>Domain of the accounts, and the name in the server's certificate.</summary>
    public required string Domain { get; init; }

    /// <summary>The device's account.</summary>
    public required string User { get; init; }

    /// <summary>Its password; never logged.</summary>
    public required string Password { get; init; }

    /// <summary>Whose certificates are believed.</summary>
    public required Network.Trust Trust { get; init; }

    /// <summary>Address of the operator, who may do everything on the device; null for nobody.</summary>
    public string? OperatorJid { get; init; }

    /// <summary>The operator's password; null if the simulator shall not act as the operator.</summary>
    public string? OperatorPassword { get; init; }
}

/// <summary>What to simulate.</summary>
public sealed record SimulationOptions
{
    /// <summary>Port of the console and the API on loopback; zero for any free one.</summary>
    public int Port { get; init; } = 5080;

    /// <summary>How many devices.</summary>
    public int Devices { get; init; } = 1;

    /// <summary>Makes chance repeatable; null for real chance.</summary>
    public int? Seed { get; init; }

    /// <summary>What goes wrong, and when; null for nothing.</summary>
    public FaultScript? Faults { get; init; }

    /// <summary>Folder of the devices' vaults; null to keep them in memory.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Name of the link between devices and server, one of <see cref="Worlds.WorldMaker.Links"/>.</summary>
    public string Link { get; init; } = "xmpp";

    /// <summary>The server to use; null for the embedded one.</summary>
    public RealServer? Server { get; init; }
}

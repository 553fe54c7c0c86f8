using HostSim.Network;

namespace HostSim.Fleet;

/// <summary>How devices and server talk.</summary>
internal enum FleetLink
{
    /// <summary>XMPP.</summary>
    Xmpp,

    /// <summary>Binary push, with a gateway.</summary>
    Courier,
}

/// <summary>What happens to a fleet.</summary>
internal enum FleetScenario
{
    /// <summary>Nothing: devices report, operators command.</summary>
    Steady,

    /// <summary>After a third of the time the server dies with all that it knew of sessions, and comes back.</summary>
    Storm,

    /// <summary>Links are cut at random, all the time.</summary>
    Churn,
}

/// <summary>What goes wrong on purpose, to show that the count notices.</summary>
internal enum FleetSabotage
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>One report in <see cref="FleetOptions.SabotageEvery"/> is acknowledged and lost.</summary>
    Lose,

    /// <summary>One report in <see cref="FleetOptions.SabotageEvery"/> is kept twice.</summary>
    Double,
}

/// <summary>An account of a device outside.</summary>
/// <param name="User">The part of the address before the at sign.</param>
/// <param name="Password">The password; never logged.</param>
internal sealed record FleetAccount(string User, string Password);

/// <summary>A real server and the accounts on it.</summary>
internal sealed record FleetTarget
{
    /// <summary>Host to connect to.</summary>
    public required string Host { get; init; }

    /// <summary>Port to connect to.</summary>
    public required int Port { get; init; }

    /// <summary>TLS from the first byte instead of STARTTLS.</summary>
    public bool DirectTls { get; init; }

    /// <summary>Domain of the accounts, and the name in the server's certificate.</summary>
    public required string Domain { get; init; }

    /// <summary>Whose certificates are believed.</summary>
    public required Trust Trust { get; init; }

    /// <summary>One account for each device.</summary>
    public required IReadOnlyList<FleetAccount> Accounts { get; init; }

    /// <summary>The operator's account.</summary>
    public required FleetAccount Operator { get; init; }
}

/// <summary>What to run.</summary>
internal sealed record FleetOptions
{
    /// <summary>How often <see cref="Sabotage"/> strikes: often enough to strike in a short run.</summary>
    public const int SabotageEvery = 50;

    /// <summary>How many devices.</summary>
    public int Devices { get; init; } = 100;

    /// <summary>How they talk.</summary>
    public FleetLink Link { get; init; }

    /// <summary>What happens to them.</summary>
    public FleetScenario Scenario { get; init; }

    /// <summary>How long it happens, from the moment that all are online.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Over how long the devices are switched on.</summary>
    public TimeSpan Ramp { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the server is away in a storm.</summary>
    public TimeSpan Outage { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a link lasts on average in a churn.</summary>
    public TimeSpan LinkLife { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Seconds between two reports of a device.</summary>
    public int ReportSeconds { get; init; } = 10;

    /// <summary>Commands in a second, to all devices together.</summary>
    public int CommandsPerSecond { get; init; } = 10;

    /// <summary>How many of the devices use TLS over sockets, the others pipes in memory; all of them on a real
    /// server.</summary>
    public int Tls { get; init; }

    /// <summary>How long devices may take to come online beyond the ramp, and at the end until everything has arrived.
    /// The longest backoff is five minutes.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(6);

    /// <summary>Decides whatever chance decides.</summary>
    public int Seed { get; init; }

    /// <summary>What goes wrong on purpose.</summary>
    public FleetSabotage Sabotage { get; init; }

    /// <summary>The server to use; null for the embedded one.</summary>
    public FleetTarget? Target { get; init; }

    /// <summary>Where the report with plots goes; null for nowhere.</summary>
    public string? HtmlFile { get; init; }
}

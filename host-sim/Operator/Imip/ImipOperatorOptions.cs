using HostSim.Network;

namespace HostSim.Operator.Imip;

/// <summary>The operator's account on an IMIP server.</summary>
public sealed record ImipOperatorOptions
{
    /// <summary>The account.</summary>
    public required string User { get; init; }

    /// <summary>The password; never logged.</summary>
    public required string Password { get; init; }

    /// <summary>Host to connect to.</summary>
    public required string Host { get; init; }

    /// <summary>Port to connect to.</summary>
    public required int Port { get; init; }

    /// <summary>Name that the server's certificate must carry; null for no TLS.</summary>
    public string? TlsName { get; init; }

    /// <summary>Whose certificates are believed.</summary>
    public Trust Trust { get; init; } = Trust.System;

    /// <summary>How connections are made.</summary>
    public Dial Dial { get; init; } = Dialer.Tcp;

    /// <summary>Accounts of the devices, whose presence is watched.</summary>
    public IReadOnlyList<string> Devices { get; init; } = [];
}

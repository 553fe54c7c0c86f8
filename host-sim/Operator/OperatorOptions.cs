using HostSim.Network;

namespace HostSim.Operator;

/// <summary>The operator's account and where its server is.</summary>
public sealed record OperatorOptions
{
    /// <summary>The part of the address before the at sign.</summary>
    public required string User { get; init; }

    /// <summary>The domain; the server's certificate must carry it.</summary>
    public required string Domain { get; init; }

    /// <summary>The password; never logged.</summary>
    public required string Password { get; init; }

    /// <summary>Host to connect to.</summary>
    public required string Host { get; init; }

    /// <summary>Port to connect to.</summary>
    public required int Port { get; init; }

    /// <summary>TLS from the first byte (XEP-0368) instead of STARTTLS.</summary>
    public bool DirectTls { get; init; }

    /// <summary>Whose certificates are believed.</summary>
    public Trust Trust { get; init; } = Trust.System;

    /// <summary>How connections are made.</summary>
    public Dial Dial { get; init; } = Dialer.Tcp;

    /// <summary>Direct TLS is left out on a <see cref="MemoryPipe"/>, whose other end is this process too.</summary>
    public bool IsOpenInProcess { get; init; }

    /// <summary>Address of the PubSub service.</summary>
    public required string PubSubService { get; init; }

    /// <summary>Addresses of the devices' accounts, whose presence is subscribed to.</summary>
    public IReadOnlyList<string> Devices { get; init; } = [];

    /// <summary>Nodes of the PubSub service to subscribe to.</summary>
    public IReadOnlyList<string> Nodes { get; init; } = [];

    /// <summary>The address without a resource.</summary>
    public string Jid => $"{User}@{Domain}";
}

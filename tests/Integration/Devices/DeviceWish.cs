using System.Security.Cryptography.X509Certificates;
using Core.Ports;
using Tests.Integration.Servers;

namespace Tests.Integration.Devices;

/// <summary>What a test wants of its device; everything else is as a user would have it.</summary>
internal sealed record DeviceWish
{
    /// <summary>Bare JID of its account.</summary>
    public required string Jid { get; init; }

    /// <summary>Its password.</summary>
    public required string Password { get; init; }

    /// <summary>Where it logs in.</summary>
    public required LoginPort Port { get; init; }

    /// <summary>PLAIN may be used.</summary>
    public bool AllowPlain { get; init; }

    /// <summary>Its TLS certificate; null for none.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>What it remembers from before; null for a new device.</summary>
    public IVault? Vault { get; init; }

    /// <summary>Interval of its reports in ms; zero for never.</summary>
    public int ReportEveryMs { get; init; }

    /// <summary>Bare JID that may do everything.</summary>
    public required string Operator { get; init; }
}

using HostSim.Certs;

namespace Tests.Firmware.Memory;

/// <summary>What many tests need and none changes.</summary>
internal static class Fixtures
{
    /// <summary>A certificate authority, as PEM.</summary>
    public static string AuthorityPem { get; } = Made();

    private static string Made()
    {
        using CertificateAuthority authority = CertificateAuthority.Create("Village CA");
        return authority.CertificatePem;
    }
}

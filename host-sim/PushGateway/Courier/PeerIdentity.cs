namespace HostSim.PushGateway.Courier;

/// <summary>Who a peer is, by a certificate that it proved.</summary>
/// <param name="Device">The device's id: the subject's common name.</param>
/// <param name="Certificate">SHA-256 of the certificate in hexadecimal.</param>
public sealed record PeerIdentity(string Device, string Certificate);

/// <summary>Who may connect.</summary>
public interface IDeviceGate
{
    /// <summary>True if this device was activated with this certificate and was not revoked since.</summary>
    bool IsWelcome(PeerIdentity peer);
}

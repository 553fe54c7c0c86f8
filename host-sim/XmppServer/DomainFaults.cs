namespace HostSim.XmppServer;

/// <summary>Switches a test or an operator throws to make the server misbehave as real ones now and then do.</summary>
public sealed class DomainFaults
{
    /// <summary>Every login fails with temporary-auth-failure (RFC 6120 §6.5.10).</summary>
    public bool TemporaryAuthFailure { get; set; }

    /// <summary>If set, every new stream is sent away to this host:port (RFC 6120 §4.9.3.19).</summary>
    public string? SeeOtherHost { get; set; }

    /// <summary>Every bind fails with resource-constraint (RFC 6120 §7.6.2.1).</summary>
    public bool RefuseBind { get; set; }

    /// <summary>Every SM resume fails as if the session had been lost (XEP-0198 §5).</summary>
    public bool RefuseResume { get; set; }

    /// <summary>The server never answers an SM request for acknowledgement.</summary>
    public bool WithholdAcks { get; set; }

    /// <summary>One in so many published items is acknowledged and lost, as by a disk that lies; zero for
    /// none.</summary>
    public int LoseItemEvery { get; set; }

    /// <summary>One in so many published items is kept a second time under another id; zero for none.</summary>
    public int DoubleItemEvery { get; set; }

    /// <summary>TLS handshakes are accepted by TCP but never answered: a client must have its own deadline.</summary>
    public bool HoldTlsHandshakes { get; set; }
}

namespace Core;

/// <summary>Why a conversation ended: the peer's or the network's fault, as a value.</summary>
public enum Fault
{
    /// <summary>Nothing wrong.</summary>
    None = 0,

    // The way to the server. Worth another try, later each time.

    /// <summary>No connection could be made.</summary>
    ConnectFailed = 1,

    /// <summary>The TLS handshake failed or the certificate was refused.</summary>
    TlsFailed = 2,

    /// <summary>An established connection ended without a word.</summary>
    ConnectionLost = 3,

    /// <summary>The peer owed an answer and did not give it in time.</summary>
    Timeout = 4,

    /// <summary>The peer closed the conversation in good order.</summary>
    ClosedByPeer = 5,

    /// <summary>The server is going down or asks to come back (RFC 6120 §4.9.3.20 and §4.9.3.16).</summary>
    ServerRestart = 6,

    /// <summary>The server has no room now (resource-constraint, temporary-auth-failure and the like).</summary>
    ServerBusy = 7,

    /// <summary>The server sent us elsewhere (RFC 6120 §4.9.3.19).</summary>
    SeeOtherHost = 8,

    /// <summary>Another session took our place (RFC 6120 §4.9.3.3).</summary>
    Conflict = 9,

    // What the peer said. Worth a try too, but something is wrong.

    /// <summary>What came was not well-formed, or outside the XML of RFC 6120 §11.</summary>
    NotWellFormed = 20,

    /// <summary>What came was well-formed but against the protocol.</summary>
    ProtocolError = 21,

    /// <summary>What came was larger than a limit that cannot be skipped over.</summary>
    TooLarge = 22,

    /// <summary>The server called what we did a violation of its policy (RFC 6120 §4.9.3.14).</summary>
    PolicyViolation = 23,

    /// <summary>The server ended the stream with an error that has no row of its own.</summary>
    StreamError = 24,

    /// <summary>The server does not know the push token that we have; the next connection asks for a new
    /// one.</summary>
    TokenRefused = 25,

    /// <summary>The server does not serve this domain; or somebody before TLS says so.</summary>
    HostUnknown = 42,

    /// <summary>The server offers no TLS; or somebody on the way keeps it from us.</summary>
    TlsUnavailable = 45,

    // What trying again does not mend.

    /// <summary>User name or password are wrong.</summary>
    NotAuthorized = 40,

    /// <summary>The account is disabled or banned.</summary>
    AccountDisabled = 41,

    /// <summary>No way to authenticate that both sides accept.</summary>
    NoMechanism = 43,

    /// <summary>The server did not prove that it knows the password, or asked for an unsafe exchange.</summary>
    ServerNotTrusted = 44,

    /// <summary>The configuration lacks what a connection needs.</summary>
    NotConfigured = 46,
}

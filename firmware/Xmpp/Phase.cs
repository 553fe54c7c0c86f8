namespace Xmpp;

/// <summary>Where the negotiation stands.</summary>
public enum Phase
{
    /// <summary>No transport.</summary>
    Closed = 0,

    /// <summary>The server's stream header is due.</summary>
    Header = 1,

    /// <summary>Its features are due.</summary>
    Features = 2,

    /// <summary>Its leave to start TLS is due.</summary>
    Proceed = 3,

    /// <summary>The transport is being upgraded.</summary>
    Securing = 4,

    /// <summary>Its next word of the authentication is due.</summary>
    Authenticating = 5,

    /// <summary>We are computing our next word.</summary>
    Working = 6,

    /// <summary>Its answer to resumption is due.</summary>
    Resuming = 7,

    /// <summary>Our address is due.</summary>
    Binding = 8,

    /// <summary>Stanzas may flow.</summary>
    Online = 9,
}

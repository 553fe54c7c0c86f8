namespace HostSim.XmppServer;

/// <summary>
/// How much one domain holds; every limit is there so that one client cannot take the others' memory.
/// </summary>
public sealed class DomainLimits
{
    /// <summary>Bytes of one top-level element; 256 KiB is what Prosody 13 announces.</summary>
    public int StanzaBytes { get; set; } = 256 * 1024;

    /// <summary>
    /// Bytes waiting for a client that does not read: four full stanzas, then the connection is given up.
    /// </summary>
    public int PendingOutputBytes { get; set; } = 1024 * 1024;

    /// <summary>Nested elements; deeper ones serve no protocol and only burden recursive readers.</summary>
    public int Depth { get; set; } = 64;

    /// <summary>Accounts of the domain: far more than one process can simulate devices.</summary>
    public int Accounts { get; set; } = 100_000;

    /// <summary>
    /// Bound resources of one account, hibernating ones included; ejabberd allows 10, Prosody any number.
    /// </summary>
    public int SessionsPerAccount { get; set; } = 20;

    /// <summary>Stored messages of one account; 100 is ejabberd's default for ordinary users.</summary>
    public int OfflineMessages { get; set; } = 100;

    /// <summary>Contacts of one account; a roster of a thousand still travels in one stanza.</summary>
    public int RosterItems { get; set; } = 1000;

    /// <summary>Characters of a contact's name or group; longer ones are not-acceptable (RFC 6121 §2.3.3).</summary>
    public int RosterText { get; set; } = 1023;

    /// <summary>Stanzas sent but not acknowledged in one stream; 500 is Prosody's smacks_max_queue_size.</summary>
    public int UnackedStanzas { get; set; } = 500;

    /// <summary>
    /// Failed logins on one stream before it is closed; RFC 6120 §6.4.5 asks for a limit of at least two.
    /// </summary>
    public int AuthFailures { get; set; } = 10;

    /// <summary>FAST tokens of one account: one for each client installation; the oldest goes first.</summary>
    public int FastTokensPerAccount { get; set; } = 20;

    /// <summary>Remembered ends of expired sessions, which tell a late client how much had arrived.</summary>
    public int ExpiredSessions { get; set; } = 1000;

    /// <summary>Nodes of the PubSub component; a fleet of thousands has a few each.</summary>
    public int PubSubNodes { get; set; } = 50_000;

    /// <summary>Nodes of one account's personal eventing service.</summary>
    public int PepNodes { get; set; } = 100;

    /// <summary>Items one node may keep; a node configured with 'max' gets this many.</summary>
    public int ItemsPerNode { get; set; } = 256;

    /// <summary>Subscriptions of one node.</summary>
    public int SubscriptionsPerNode { get; set; } = 10_000;

    /// <summary>Characters of a node or item name; RFC 7622 bounds a JID part by 1,023 too.</summary>
    public int NodeNameLength { get; set; } = 1023;

    /// <summary>Chat rooms of the domain.</summary>
    public int Rooms { get; set; } = 1000;

    /// <summary>Occupants of one room: each groupchat message is written once for each of them.</summary>
    public int Occupants { get; set; } = 1000;

    /// <summary>Messages a room repeats to somebody who joins; 20 is Prosody's default.</summary>
    public int RoomHistory { get; set; } = 20;

    /// <summary>JIDs one resource may send directed presence to: each must be told when it goes.</summary>
    public int DirectedPresences { get; set; } = 1000;

    /// <summary>JIDs one account may block (XEP-0191).</summary>
    public int BlockedJids { get; set; } = 1000;
}

namespace Imip;

/// <summary>Types of blocks. Each value is the word's first four bytes, read as one little-endian number.</summary>
public enum BlockType
{
    /// <summary>None that this program knows.</summary>
    Other = 0,

    /// <summary>HELO: greeting, and its answer with the challenge.</summary>
    Hello = 'H' | 'E' << 8 | 'L' << 16 | 'O' << 24,

    /// <summary>LOGN user: login, and its good answer.</summary>
    Login = 'L' | 'O' << 8 | 'G' << 16 | 'N' << 24,

    /// <summary>STAT state: presence.</summary>
    Status = 'S' | 'T' << 8 | 'A' << 16 | 'T' << 24,

    /// <summary>LIST ADD user, LIST DEL user, LIST GET: who may see whom. DEL and GET are not historical.</summary>
    List = 'L' | 'I' << 8 | 'S' << 16 | 'T' << 24,

    /// <summary>MESG: a message.</summary>
    Message = 'M' | 'E' << 8 | 'S' << 16 | 'G' << 24,

    /// <summary>PING: asks whether the other side is there.</summary>
    Ping = 'P' | 'I' << 8 | 'N' << 16 | 'G' << 24,

    /// <summary>DISC: the end.</summary>
    Disconnect = 'D' | 'I' << 8 | 'S' << 16 | 'C' << 24,

    /// <summary>ACK code: the answer to any of the others.</summary>
    Ack = 'A' | 'C' << 8 | 'K' << 16 | ' ' << 24,
}

/// <summary>Headers that are looked at; every other is ignored.</summary>
public enum Header
{
    /// <summary>ID: the sender's number of the block.</summary>
    Id = 0,

    /// <summary>From: who says it, perhaps with a display name behind.</summary>
    From = 1,

    /// <summary>Delayed: when it was said, if it waited at the server (RFC 3339). Not historical.</summary>
    Delayed = 2,

    /// <summary>Outcome: how a command ended, in a word. Not historical.</summary>
    Outcome = 3,

    /// <summary>Protocol: name and version.</summary>
    Protocol = 4,

    /// <summary>Auth-Type: how a login is proved. More than one of them, with commas between, is not
    /// historical.</summary>
    AuthType = 5,

    /// <summary>Reference: number of the block that is answered.</summary>
    Reference = 6,

    /// <summary>Command-Id: tells a command from every other, so that it runs once. Not historical.</summary>
    CommandId = 7,

    /// <summary>Keep-Alive: seconds between pings.</summary>
    KeepAlive = 8,
}

/// <summary>Codes of ACK. 600 and 811 were seen; the others from 801 to 899 are ours and not historical.</summary>
public static class AckCode
{
    /// <summary>Good.</summary>
    public const int Ok = 600;

    /// <summary>Against the protocol.</summary>
    public const int ProtocolError = 801;

    /// <summary>There is no such block.</summary>
    public const int UnknownBlock = 802;

    /// <summary>Not before the login.</summary>
    public const int NotLoggedIn = 803;

    /// <summary>There is no such user.</summary>
    public const int UnknownUser = 804;

    /// <summary>That user wants nothing from this one.</summary>
    public const int NotListed = 805;

    /// <summary>The block is larger than its receiver takes.</summary>
    public const int TooLarge = 806;

    /// <summary>Too much at once; later.</summary>
    public const int RateLimited = 807;

    /// <summary>User name or password are wrong.</summary>
    public const int BadLogin = 811;

    /// <summary>The other side has a problem of its own; later.</summary>
    public const int Internal = 899;
}

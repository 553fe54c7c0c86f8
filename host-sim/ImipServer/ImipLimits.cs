namespace HostSim.ImipServer;

/// <summary>How much one server holds; every limit is there so that one client cannot take the others' memory. None is
/// historical: what the servers of 2002 bore is not known.</summary>
public sealed class ImipLimits
{
    /// <summary>Bytes of the first line and of each header: the longest recorded line has 60.</summary>
    public int LineBytes { get; init; } = 512;

    /// <summary>Bytes of all headers of a block: the largest recorded set has 184.</summary>
    public int HeaderBytes { get; init; } = 2 * 1024;

    /// <summary>Bytes that a block may declare; a larger one is skipped and answered with 806.</summary>
    public int BlockBytes { get; init; } = 8 * 1024;

    /// <summary>Bytes that are skipped at most; who declares more is not listened to any longer.</summary>
    public int SkippedBytes { get; init; } = 1024 * 1024;

    /// <summary>Bytes waiting for a client that does not read; then its connection is given up.</summary>
    public int PendingOutputBytes { get; init; } = 256 * 1024;

    /// <summary>Accounts: far more than one process can simulate devices.</summary>
    public int Accounts { get; init; } = 100_000;

    /// <summary>Bytes of an account's name.</summary>
    public int NameBytes { get; init; } = 64;

    /// <summary>Entries of each of an account's lists.</summary>
    public int ListEntries { get; init; } = 200;

    /// <summary>Messages kept for somebody who is not there; the oldest make way.</summary>
    public int OfflineMessages { get; init; } = 100;

    /// <summary>Requests of the server that wait for one client's answer.</summary>
    public int PendingRequests { get; init; } = 100;

    /// <summary>Wrong logins on one connection before it is closed.</summary>
    public int LoginAttempts { get; init; } = 3;

    /// <summary>Messages in a row from one client.</summary>
    public int MessageBurst { get; init; } = 200;

    /// <summary>Messages a second from one client, in the long run.</summary>
    public int MessagesPerSecond { get; init; } = 50;

    /// <summary>Time from connecting to being logged in.</summary>
    public TimeSpan LoginTime { get; init; } = TimeSpan.FromSeconds(60);
}

using HostSim.ImipServer.Wire;

namespace HostSim.ImipServer;

/// <summary>One account: its password, its lists, what waits for it, and where it is logged in.</summary>
internal sealed class Account(string name, string password)
{
    public string Name { get; } = name;

    public string Password { get; set; } = password;

    /// <summary>Whom it wants to see.</summary>
    public SortedSet<string> Buddy { get; } = new(StringComparer.Ordinal);

    /// <summary>Who may see it.</summary>
    public SortedSet<string> Allow { get; } = new(StringComparer.Ordinal);

    /// <summary>Who cannot write to it nor ask to see it.</summary>
    public SortedSet<string> Block { get; } = new(StringComparer.Ordinal);

    /// <summary>Who has asked to see it and has no answer yet, and with which words.</summary>
    public SortedDictionary<string, byte[]> Asked { get; } = new(StringComparer.Ordinal);

    /// <summary>Messages that wait until it is there.</summary>
    public Queue<OutboundBlock> Offline { get; } = new();

    /// <summary>Where it is logged in; null for nowhere.</summary>
    public ClientSession? Session { get; set; }

    /// <summary>What others see of it.</summary>
    public string State => Session?.State ?? States.Offline;

    /// <summary>One of its lists by name; null if there is none of this name.</summary>
    public SortedSet<string>? List(string? name) => (name ?? "Buddy").ToUpperInvariant() switch
    {
        "BUDDY" => Buddy,
        "ALLOW" => Allow,
        "BLOCK" => Block,
        _ => null,
    };
}

/// <summary>States of presence; all four were recorded.</summary>
internal static class States
{
    public const string Online = "ONLINE";
    public const string Offline = "OFFLINE";

    public static bool IsOne(string state) => state is Online or "AWAY" or "BUSY" or Offline;
}

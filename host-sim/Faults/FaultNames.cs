namespace HostSim.Faults;

/// <summary>What one kind of fault takes.</summary>
/// <param name="Name">Its name in the API and in plans.</param>
/// <param name="Summary">What it does, for people.</param>
/// <param name="IsSwitch">It lasts until it is switched off or its duration is over; else it happens once.</param>
/// <param name="Unit">Unit of its value; empty if it takes none.</param>
/// <param name="Usual">The value if none is given.</param>
/// <param name="Maximum">The largest value.</param>
public sealed record FaultSpec(
    string Name, string Summary, bool IsSwitch, string Unit = "", int Usual = 0, int Maximum = 0);

/// <summary>Everything that can be made to go wrong with one device and its world.</summary>
public static class FaultNames
{
    /// <summary>The connections end.</summary>
    public const string Link = "link";

    /// <summary>The radio is silent.</summary>
    public const string Wifi = "wifi";

    /// <summary>Everything takes longer.</summary>
    public const string Delay = "delay";

    /// <summary>Everything comes in small pieces.</summary>
    public const string Split = "split";

    /// <summary>Nothing passes.</summary>
    public const string Stall = "stall";

    /// <summary>A bit falls over.</summary>
    public const string Flip = "flip";

    /// <summary>The next handshake stops the device.</summary>
    public const string Handshake = "handshake";

    /// <summary>The clock leaps.</summary>
    public const string Clock = "clock";

    /// <summary>Nothing can be kept.</summary>
    public const string DiskFull = "disk";

    /// <summary>The power fails.</summary>
    public const string Reboot = "reboot";

    /// <summary>The server goes down and comes back.</summary>
    public const string Server = "server";

    /// <summary>The server does not take the password any more.</summary>
    public const string Password = "password";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FaultSpec> All { get; } =
    [
        new(Link, "cut the connections", false),
        new(Wifi, "switch the radio off; the server does not notice", true),
        new(Delay, "let each read and write take longer", true, "ms", 200, 60_000),
        new(Split, "cut what passes into small pieces", true, "B", 16, 1_400),
        new(Stall, "let nothing pass", true),
        new(Flip, "turn over one bit of what comes next", false),
        new(Handshake, "freeze the device during its next handshake", false, "ms", 30_000, 600_000),
        new(Clock, "let the device's clock leap forward", false, "ms", 3_600_000, int.MaxValue),
        new(DiskFull, "keep nothing that is saved", true),
        new(Reboot, "let the power fail and come back", false),
        new(Server, "restart the server", false),
        new(Password, "let the server refuse the device's password", true),
    ];

    /// <summary>The kind of this name, or null.</summary>
    public static FaultSpec? Find(string name) => All.FirstOrDefault(spec => spec.Name == name);
}

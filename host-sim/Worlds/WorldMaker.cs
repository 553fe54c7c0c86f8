namespace HostSim.Worlds;

/// <summary>Which world belongs to which link.</summary>
public static class WorldMaker
{
    /// <summary>Names of the links that <c>--link</c> takes; the first is the usual one.</summary>
    public static IReadOnlyList<string> Links { get; } = ["xmpp", "courier", "imip"];

    /// <summary>Makes the world of these options and starts its server, but no device.</summary>
    public static async Task<IWorld> MakeAsync(SimulationOptions options, ILoggerFactory logs) => options switch
    {
        { Server: RealServer server } => new RealXmppWorld(options, server, logs),
        { Link: "xmpp" } => await XmppWorld.StartAsync(options, logs),
        { Link: "courier" } => await CourierWorld.StartAsync(options, logs),
        { Link: "imip" } => new ImipWorld(options, logs),
        _ => throw new UsageException($"--link: there is no link '{options.Link}'"),
    };
}

namespace Tests.NanoShim.World;

/// <summary>What happened to a connection.</summary>
public enum WireFault
{
    /// <summary>There is no network.</summary>
    NoNetwork = 0,

    /// <summary>The name or the address is nowhere.</summary>
    NoHost = 1,

    /// <summary>Nobody listens there.</summary>
    Refused = 2,

    /// <summary>It was reset.</summary>
    Reset = 3,

    /// <summary>It took longer than it may.</summary>
    TimedOut = 4,

    /// <summary>It was closed on this side.</summary>
    Closed = 5,

    /// <summary>The handshake failed.</summary>
    Handshake = 6,
}

/// <summary>A connection failed; the simulated class library turns this into its own exceptions.</summary>
public sealed class WireException(WireFault fault, Exception? inner = null) : Exception(fault.ToString(), inner)
{
    /// <summary>What happened.</summary>
    public WireFault Fault { get; } = fault;
}

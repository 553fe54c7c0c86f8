namespace Tests.NanoShim.World;

/// <summary>How a run of the chip ended.</summary>
public enum Ending
{
    /// <summary>It goes on.</summary>
    None = 0,

    /// <summary>The power supply was cut.</summary>
    PowerCut = 1,

    /// <summary>The firmware asked for a restart.</summary>
    Restart = 2,

    /// <summary>The firmware went into deep sleep.</summary>
    DeepSleep = 3,
}

namespace Tests.NanoShim.World;

/// <summary>What a power cut leaves of a file that was being written.</summary>
public enum Tearing
{
    /// <summary>As littlefs does it: a file has its old content until it is flushed or closed.</summary>
    CopyOnWrite = 0,

    /// <summary>As lesser file systems do it: truncated at once, and every byte written so far is there.</summary>
    Prefix = 1,

    /// <summary>Like <see cref="Prefix"/>, and the rest of that write is there as erased flash, 0xFF.</summary>
    Erased = 2,
}

using Tests.NanoShim.World;

namespace System.IO;

/// <summary>What the calls of the file system have in common.</summary>
internal static class Disk
{
    private static Flash Flash => Boot.Current.World.Flash;

    /// <summary>Begins a call; throws if it has to fail or the drive is none of ours.</summary>
    public static void Demand(string call, string path)
    {
        if (Boot.Current.Call(call) || !Flash.IsMounted(path))
        {
            throw new IOException();
        }
    }

    public static bool HasFile(string path)
    {
        lock (Flash.Gate)
        {
            return Flash.HasFile(Flash.Plain(path));
        }
    }

    public static FlashFile Open(string plain, bool empties) =>
        empties ? FlashFile.Create(Boot.Current, plain) : FlashFile.Open(Boot.Current, plain);
}

namespace HostSim.PushGateway;

/// <summary>Lets one at a time change a file, also of several processes: each reads, changes and replaces it while it
/// holds the lock.</summary>
internal static class FileLock
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Holds the lock of this file until the result is disposed of; its folder is made if it is not
    /// there.</summary>
    /// <exception cref="IOException">Somebody holds it for too long, or the disk refuses.</exception>
    public static FileStream Hold(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        long until = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
        {
            try
            {
                return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (Environment.TickCount64 < until)
            {
                Thread.Sleep(Pause);
            }
        }
    }
}

namespace HostSim;

/// <summary>The simulator's parts list: reads the arguments and builds the adapters.</summary>
public static class Program
{
    /// <summary>Runs until Ctrl-C or SIGTERM. Returns 0 after a clean end, 2 for wrong arguments.</summary>
    public static int Main(string[] args)
    {
        Console.Error.WriteLine($"host-sim: nothing to run yet ({args.Length} arguments).");
        return 2;
    }
}

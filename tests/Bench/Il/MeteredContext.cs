using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;

namespace Tests.Bench.Il;

/// <summary>A second world inside the process, with this assembly again and the device's own metered: what runs
/// there is counted.</summary>
internal sealed class MeteredContext : AssemblyLoadContext
{
    private readonly Dictionary<string, byte[]> _rewritten = [];

    private MeteredContext()
        : base("metered")
    {
    }

    /// <summary>Rewrites, loads, and runs every scenario, or those with a word in their name; returns the exit
    /// code.</summary>
    public static int Run(string? only)
    {
        if (typeof(Core.Fault).Assembly.GetCustomAttribute<DebuggableAttribute>()?.IsJITOptimizerDisabled == true)
        {
            Console.Error.WriteLine("--il counts the code that a device gets: run it with -c Release.");
            return 2;
        }

        string bench = typeof(MeteredContext).Assembly.Location;
        string[] device = Directory.GetFiles(Path.GetDirectoryName(bench)!, "Agent.*.dll");
        string name = Path.GetFileNameWithoutExtension(bench);
        string[] own = [name, .. device.Select(it => Path.GetFileNameWithoutExtension(it))];
        Rewriter rewriter = new();
        MeteredContext context = new();
        foreach (string path in device)
        {
            context._rewritten.Add(Path.GetFileNameWithoutExtension(path), rewriter.Rewrite(path, _ => true, own));
        }

        context._rewritten.Add(name, rewriter.Rewrite(bench, it => it.Name == nameof(Facts), own));

        // Nothing but framework types may cross between the two worlds.
        string[] methods = [.. rewriter.Blocks.Select(it => it.Method)];
        long[][] costs = [.. rewriter.Blocks.Select(it => new[]
        {
            it.Cost.Instructions, it.Cost.Elements, it.Cost.Calls, it.Cost.Natives, it.Cost.News,
        })];
        object? written = context.LoadFromAssemblyName(new AssemblyName(name)).GetType(typeof(Report).FullName!)!
            .GetMethod(nameof(Report.Write))!.Invoke(null, [methods, costs, Leftovers.Count(), only]);
        if (written is true)
        {
            return 0;
        }

        Console.Error.WriteLine($"Nothing that is counted has \"{only}\" in its name.");
        return 2;
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (!_rewritten.TryGetValue(assemblyName.Name!, out byte[]? bytes))
        {
            return null;
        }

        using MemoryStream stream = new(bytes);
        return LoadFromStream(stream);
    }
}

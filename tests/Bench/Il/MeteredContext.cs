using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;

namespace Tests.Bench.Il;

/// <summary>A second world inside the process, with this assembly again and a metered core: what runs there is
/// counted.</summary>
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

        string core = typeof(Core.Fault).Assembly.Location;
        string bench = typeof(MeteredContext).Assembly.Location;
        string[] own = [Path.GetFileNameWithoutExtension(core), Path.GetFileNameWithoutExtension(bench)];
        Rewriter rewriter = new();
        MeteredContext context = new();
        context._rewritten.Add(own[0], rewriter.Rewrite(core, _ => true, own));
        context._rewritten.Add(own[1], rewriter.Rewrite(bench, it => it.Name == nameof(Facts), own));

        // Nothing but framework types may cross between the two worlds.
        string[] methods = [.. rewriter.Blocks.Select(it => it.Method)];
        long[][] costs = [.. rewriter.Blocks.Select(it => new[]
        {
            it.Cost.Instructions, it.Cost.Elements, it.Cost.Calls, it.Cost.Natives, it.Cost.News,
        })];
        object? written = context.LoadFromAssemblyName(new AssemblyName(own[1])).GetType(typeof(Report).FullName!)!
            .GetMethod(nameof(Report.Write))!.Invoke(null, [methods, costs, only]);
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

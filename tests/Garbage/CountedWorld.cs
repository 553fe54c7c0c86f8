using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Mono.Cecil;

namespace Tests.Garbage;

/// <summary>A second world inside the process in which the device's own assemblies keep the <see cref="Ledger"/>:
/// rewritten copies of them, and the assemblies that use them again.</summary>
public sealed class CountedWorld : AssemblyLoadContext
{
    private const string Device = "Agent.";

    private readonly Dictionary<string, byte[]> _rewritten = [];
    private readonly string _folder;
    private readonly HashSet<string> _users;

    /// <summary>A world with the device's assemblies in the folder of <paramref name="tests"/>.</summary>
    /// <param name="tests">The assembly whose code is to run there.</param>
    /// <param name="counted">Full name of a type of that assembly that is counted like the device's code.</param>
    public CountedWorld(Assembly tests, string counted)
        : base("counted")
    {
        ArgumentNullException.ThrowIfNull(tests);
        _folder = Path.GetDirectoryName(tests.Location)!;
        string name = tests.GetName().Name!;
        bool IsOwn(string it) => it == name || it.StartsWith(Device, StringComparison.Ordinal);
        foreach (string path in Directory.GetFiles(_folder, Device + "*.dll"))
        {
            _rewritten.Add(Path.GetFileNameWithoutExtension(path), LedgerRewriter.Rewrite(path, _ => true, IsOwn));
        }

        _rewritten.Add(name, LedgerRewriter.Rewrite(
            tests.Location, it => (it.DeclaringType ?? it).FullName == counted, IsOwn));
        _users = Users(_folder);
        Tests = LoadFromAssemblyName(tests.GetName());
        foreach (string device in _rewritten.Keys.Where(it => it != name))
        {
            Boot(LoadFromAssemblyName(new AssemblyName(device)));
        }
    }

    /// <summary>The assembly of tests in this world.</summary>
    public Assembly Tests { get; }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        ArgumentNullException.ThrowIfNull(assemblyName);
        string name = assemblyName.Name!;
        if (_rewritten.TryGetValue(name, out byte[]? bytes))
        {
            using MemoryStream stream = new(bytes);
            return LoadFromStream(stream);
        }

        return _users.Contains(name) ? LoadFromAssemblyPath(Path.Combine(_folder, name + ".dll")) : null;
    }

    /// <summary>Runs every static constructor, as the device does at boot: later it takes nothing any more.</summary>
    private static void Boot(Assembly assembly)
    {
        foreach (Type type in assembly.GetTypes())
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        }
    }

    /// <summary>Assemblies of a folder that refer to the device's, by way of others too: they need the rewritten
    /// ones.</summary>
    private static HashSet<string> Users(string folder)
    {
        Dictionary<string, string[]> references = [];
        foreach (string path in Directory.GetFiles(folder, "*.dll"))
        {
            using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(path);
            references[assembly.Name.Name] = [.. assembly.MainModule.AssemblyReferences.Select(it => it.Name)];
        }

        HashSet<string> users = [.. references.Keys.Where(it => it.StartsWith(Device, StringComparison.Ordinal))];
        for (int before = 0; before < users.Count;)
        {
            before = users.Count;
            users.UnionWith(references.Where(it => it.Value.Any(users.Contains)).Select(it => it.Key));
        }

        return users;
    }
}

using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Tests.Contract;

namespace Tests.Device;

/// <summary>The firmware as its own projects build it, in one configuration, and programs over it; all of it as .pe
/// files.</summary>
internal sealed class DeviceBuild
{
    private static readonly ConcurrentDictionary<OptimizationLevel, Lazy<DeviceBuild>> s_builds = [];

    private readonly NanoTools _tools = NanoTools.OfThisMachine();
    private readonly OptimizationLevel _level;
    private readonly string _folder;

    private DeviceBuild(OptimizationLevel level)
    {
        _level = level;
        _folder = Path.Combine(AppContext.BaseDirectory, "images", level.ToString());
        Directory.CreateDirectory(_folder);
        foreach (DeviceAssembly assembly in DeviceAssembly.All)
        {
            Emit(DeviceSources.Compile(assembly.Name, assembly.Sources(), level, [.. _tools.References,
                .. assembly.Below.Select(Reference)]));
        }

        _tools.MakeImages(_folder, DeviceAssembly.All.Select(it => Assembly(it.Name)));
    }

    /// <summary>The build of a configuration, made once.</summary>
    public static DeviceBuild Of(OptimizationLevel level) =>
        s_builds.GetOrAdd(level, it => new Lazy<DeviceBuild>(() => new DeviceBuild(it))).Value;

    /// <summary>Bytes of the .pe file of an assembly.</summary>
    public int SizeOf(string name) => (int)new FileInfo(Image(name)).Length;

    /// <summary>The assembly that the .pe file was made of.</summary>
    public byte[] AssemblyOf(string name) => File.ReadAllBytes(Assembly(name));

    /// <summary>Bytes of the .pe files of the libraries that these assemblies need.</summary>
    public int LibrariesSizeOf(IEnumerable<string> assemblies) =>
        _tools.LibraryImages(LibrariesOf(assemblies)).Sum(it => (int)new FileInfo(it).Length);

    /// <summary>Adds programs over assemblies of the firmware, named by their folders, lower ones first.</summary>
    public void Add(IReadOnlyList<string> below, params (string Name, IEnumerable<SyntaxTree> Sources)[] programs)
    {
        MetadataReference[] references = [.. _tools.References, .. below.Select(Reference)];
        foreach ((string name, IEnumerable<SyntaxTree> sources) in programs)
        {
            Emit(DeviceSources.Compile(name, sources, _level, references, OutputKind.ConsoleApplication));
        }

        _tools.MakeImages(_folder,
            below.Select(it => Assembly("Agent." + it)).Concat(programs.Select(it => Assembly(it.Name))));
    }

    /// <summary>Runs a program with these assemblies of the firmware loaded, and their libraries.</summary>
    public NanoRun Run(
        string program, IEnumerable<string> below, int? heapBytes = null, int timeoutSeconds = 120)
    {
        string[] names = [.. below.Select(it => "Agent." + it), program];
        return _tools.Run([.. _tools.LibraryImages(LibrariesOf(names)), .. names.Select(Image)],
            heapBytes, timeoutSeconds);
    }

    private IEnumerable<string> LibrariesOf(IEnumerable<string> assemblies) => assemblies
        .SelectMany(it => Assemblies.ReferencesOf(Assembly(it)))
        .Where(it => !it.StartsWith("Agent.", StringComparison.Ordinal)).Distinct();

    private MetadataReference Reference(string folder) =>
        MetadataReference.CreateFromFile(Assembly("Agent." + folder));

    private void Emit(CSharpCompilation compiled)
    {
        EmitResult result = compiled.Emit(Assembly(compiled.AssemblyName!));
        Assert.IsTrue(result.Success, compiled.AssemblyName + "\n" + string.Join('\n', result.Diagnostics));
    }

    private string Assembly(string name) => Path.Combine(_folder, name + ".dll");

    private string Image(string name) => Path.Combine(_folder, name + ".pe");
}

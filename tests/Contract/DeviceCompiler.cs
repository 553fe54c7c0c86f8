using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Tests.Contract;

/// <summary>Compiles sources in memory as the device's project would: C# 10 against the device's mscorlib and the
/// surface assemblies, nothing of .NET within reach.</summary>
internal static class DeviceCompiler
{
    private static readonly
        ConditionalWeakTable<Compilation, ConcurrentDictionary<SyntaxTree, SemanticModel>> s_models =
            [];

    /// <summary>The package's mscorlib and the surface assemblies, as the build puts them beside this test.</summary>
    public static IReadOnlyList<MetadataReference> Surface { get; } =
    [
        .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "surface"), "*.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Everything under firmware/.</summary>
    public static CSharpCompilation Firmware { get; } = FromRepository("firmware/");

    /// <summary>What runs on a desktop too: the agent and its links, without the adapters to the chip.</summary>
    public static CSharpCompilation Core { get; } =
        FromRepository("firmware/Core/", "firmware/Xmpp/", "firmware/Courier/", "firmware/Imip/");

    /// <summary>The tests that run on the board too, with the core that they test.</summary>
    public static CSharpCompilation Units { get; } =
        Core.AddSyntaxTrees(
            Repository.Sources("tests/Unit/").Where(path => !path.Contains("/Shim/")).Select(DeviceSources.Read));

    /// <summary>A source of a test's own, compiled alone, as if it stood at <paramref name="path"/>.</summary>
    public static CSharpCompilation Snippet(string source, string path = "firmware/Core/Snippet.cs") =>
        Compile([DeviceSources.Parse(source, path)]);

    /// <summary>The core with sources of a test's own.</summary>
    public static CSharpCompilation WithCore(params (string Path, string Source)[] files) =>
        Core.AddSyntaxTrees(files.Select(it => DeviceSources.Parse(it.Source, it.Path)));

    /// <summary>The compiler's knowledge of one file, kept: many rules ask about the same files.</summary>
    public static SemanticModel ModelOf(Compilation compilation, SyntaxTree tree) =>
        s_models.GetValue(compilation, _ => new()).GetOrAdd(tree, it => compilation.GetSemanticModel(it));

    /// <summary>Codes of the errors that the compiler reports, each once.</summary>
    public static IEnumerable<string> Errors(Compilation compilation) =>
        compilation.GetDiagnostics()
            .Where(it => it.Severity == DiagnosticSeverity.Error).Select(it => it.Id).Distinct();

    private static CSharpCompilation FromRepository(params string[] folders) =>
        Compile(folders.SelectMany(DeviceSources.Under));

    private static CSharpCompilation Compile(IEnumerable<SyntaxTree> trees) =>
        DeviceSources.Compile("Contract", trees, OptimizationLevel.Release, Surface);
}

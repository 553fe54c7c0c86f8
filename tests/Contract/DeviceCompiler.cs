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

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.CSharp10, DocumentationMode.None);

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
        Core.AddSyntaxTrees(Parse(Repository.Sources("tests/Unit/").Where(path => !path.Contains("/Shim/"))));

    /// <summary>A source of a test's own, compiled alone, as if it stood at <paramref name="path"/>.</summary>
    public static CSharpCompilation Snippet(string source, string path = "firmware/Core/Snippet.cs") =>
        Compile([CSharpSyntaxTree.ParseText(source, Parsing, path)]);

    /// <summary>The core with sources of a test's own.</summary>
    public static CSharpCompilation WithCore(params (string Path, string Source)[] files) =>
        Core.AddSyntaxTrees(files.Select(it => CSharpSyntaxTree.ParseText(it.Source, Parsing, it.Path)));

    /// <summary>The compiler's knowledge of one file, kept: many rules ask about the same files.</summary>
    public static SemanticModel ModelOf(Compilation compilation, SyntaxTree tree) =>
        s_models.GetValue(compilation, _ => new()).GetOrAdd(tree, it => compilation.GetSemanticModel(it));

    /// <summary>Codes of the errors that the compiler reports, each once.</summary>
    public static IEnumerable<string> Errors(Compilation compilation) =>
        compilation.GetDiagnostics()
            .Where(it => it.Severity == DiagnosticSeverity.Error).Select(it => it.Id).Distinct();

    /// <summary>The sources under a folder, as the device's compiler reads them.</summary>
    public static IEnumerable<SyntaxTree> Parse(string prefix) => Parse(Repository.Sources(prefix));

    /// <summary>One assembly against the class library and what else it may use.</summary>
    public static CSharpCompilation Compile(string name, IEnumerable<SyntaxTree> trees, OptimizationLevel level,
        IEnumerable<MetadataReference> others) => CSharpCompilation.Create(name, trees, [.. Surface, .. others],
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, optimizationLevel: level, deterministic: true));

    private static CSharpCompilation FromRepository(params string[] folders) => Compile(folders.SelectMany(Parse));

    private static IEnumerable<SyntaxTree> Parse(IEnumerable<string> paths) =>
        paths.Select(path => CSharpSyntaxTree.ParseText(Repository.Read(path), Parsing, path));

    private static CSharpCompilation Compile(IEnumerable<SyntaxTree> trees) =>
        Compile("Contract", trees, OptimizationLevel.Release, []);
}

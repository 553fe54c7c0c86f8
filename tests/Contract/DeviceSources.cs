using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Tests.Contract;

/// <summary>Reads and compiles sources as the device's projects do: C# 10, and nothing of .NET within reach.</summary>
internal static class DeviceSources
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.CSharp10, DocumentationMode.None);

    /// <summary>A source of a test's own, as if it stood at <paramref name="path"/>.</summary>
    public static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, Parsing, path);

    /// <summary>A source of the repository.</summary>
    public static SyntaxTree Read(string path) => Parse(Repository.Read(path), path);

    /// <summary>The sources of the repository under a folder.</summary>
    public static IEnumerable<SyntaxTree> Under(string folder) => Repository.Sources(folder).Select(Read);

    /// <summary>One assembly against these references and nothing else.</summary>
    public static CSharpCompilation Compile(string name, IEnumerable<SyntaxTree> trees, OptimizationLevel level,
        IEnumerable<MetadataReference> references, OutputKind kind = OutputKind.DynamicallyLinkedLibrary) =>
        CSharpCompilation.Create(name, trees, references,
            new CSharpCompilationOptions(kind, optimizationLevel: level, deterministic: true));
}

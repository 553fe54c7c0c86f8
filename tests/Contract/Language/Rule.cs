using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Tests.Contract.Language;

/// <summary>Which sources a rule holds for.</summary>
internal enum Scope
{
    /// <summary>Everything that runs on the device, the tests included.</summary>
    Device,

    /// <summary>firmware/.</summary>
    Firmware,

    /// <summary>The agent and its links: no adapter to the chip.</summary>
    Core,
}

/// <summary>One thing that device code must not say, with a proof that it is noticed.</summary>
/// <param name="Name">The rule, in words of a test report.</param>
/// <param name="Scope">Where it holds.</param>
/// <param name="Find">The places in one file that break it.</param>
/// <param name="Bad">Class members each of which breaks it.</param>
/// <param name="Good">Class members that come close and do not.</param>
internal sealed record Rule(
    string Name,
    Scope Scope,
    Func<SyntaxNode, SemanticModel, IEnumerable<SyntaxNode>> Find,
    string[] Bad,
    string[] Good)
{
    /// <summary>Every place in the compilation's files under <paramref name="prefix"/> that breaks the rule.</summary>
    public IEnumerable<string> Breaches(CSharpCompilation compilation, string prefix) =>
        from tree in compilation.SyntaxTrees
        where tree.FilePath.StartsWith(prefix, StringComparison.Ordinal)
        from node in Find(tree.GetRoot(), DeviceCompiler.ModelOf(compilation, tree))
        select $"{tree.FilePath}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {FirstLine(node)}";

    public override string ToString() => Name;

    private static string FirstLine(SyntaxNode node) => node.ToString().Split('\n')[0].Trim();
}

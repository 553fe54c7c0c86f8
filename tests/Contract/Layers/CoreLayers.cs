using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tests.Contract.Layers;

/// <summary>Who may know whom in the core. What a file uses is asked of the compiler, not read off its using lines: a
/// nested namespace sees its parents without one.</summary>
internal static class CoreLayers
{
    private static readonly string[] Tools =
        ["Core", "Core.Bytes", "Core.Time", "Core.Commands", "Core.Digests", "Core.Json", "Core.Ports"];

    private static readonly Dictionary<string, string[]> Knows = new()
    {
        ["Core"] = [],
        ["Core.Bytes"] = ["Core"],
        ["Core.Time"] = ["Core"],
        ["Core.Ports"] = ["Core"],
        ["Core.Commands"] = ["Core", "Core.Bytes"],
        ["Core.Digests"] = ["Core", "Core.Bytes"],
        ["Core.Json"] = ["Core", "Core.Bytes"],
        ["Core.Agent"] = Tools,
        ["Xmpp.Xml"] = ["Core", "Core.Bytes"],
        ["Xmpp.Auth"] = [.. Tools, "Xmpp.Xml", "Xmpp"],
        ["Xmpp.Modules"] = [.. Tools, "Xmpp.Xml", "Xmpp"],
        ["Xmpp"] = [.. Tools, "Xmpp.Xml", "Xmpp.Auth", "Xmpp.Modules"],
        ["Courier"] = Tools,
        ["Imip"] = Tools,
    };

    /// <summary>The agent's face to its links: what a link's own class and its configuration may use besides.</summary>
    private static readonly string[] LinkFace =
        ["Link", "LinkConfig", "LinkParts", "ILinkOwner", "AgentConfig", "Mailroom"];

    /// <summary>The ports that a protocol may use; the others are the agent's.</summary>
    private static readonly string[] LinkPorts = ["ICrypto", "IVault"];

    private static readonly string[] Forbidden = ["System.Net", "System.Threading", "System.IO"];

    private static readonly string[] WallClocks = ["Now", "UtcNow", "Today"];

    /// <summary>Every arrow from a file under <paramref name="prefix"/> that the layers do not allow.</summary>
    public static IEnumerable<string> Breaches(CSharpCompilation compilation, string prefix)
    {
        foreach (SyntaxTree tree in compilation.SyntaxTrees.Where(it => it.FilePath.StartsWith(prefix)))
        {
            SemanticModel model = DeviceCompiler.ModelOf(compilation, tree);
            string layer = Layer(DeclaredNamespace(tree.GetRoot()));
            bool isFace = IsFace(tree.FilePath);
            IEnumerable<string> wrong = tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
                .Select(it => model.GetSymbolInfo(it).Symbol).OfType<ISymbol>()
                .Where(it => !isFace || !IsLinkFace(it))
                .Select(it => Wrong(layer, it)).OfType<string>();
            foreach (string it in wrong.Concat(ForbiddenNames(tree.GetRoot())).Distinct())
            {
                yield return $"{tree.FilePath} ({layer}) uses {it}";
            }
        }
    }

    /// <summary>The namespace that a file declares, empty if none.</summary>
    public static string DeclaredNamespace(SyntaxNode root) =>
        root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString()
        ?? string.Empty;

    private static string? Wrong(string layer, ISymbol symbol)
    {
        if (symbol is IPropertySymbol { ContainingType.Name: "DateTime" } && WallClocks.Contains(symbol.Name))
        {
            return "DateTime." + symbol.Name;
        }

        return symbol is INamespaceSymbol ? null : WrongArrow(layer, symbol);
    }

    /// <summary>By their text, because most of these namespaces are not even on the core's surface.</summary>
    private static IEnumerable<string> ForbiddenNames(SyntaxNode root) =>
        root.DescendantNodes().Where(it => it is QualifiedNameSyntax or MemberAccessExpressionSyntax)
            .Select(it => it.ToString()).Where(Forbidden.Contains);

    private static string? WrongArrow(string layer, ISymbol symbol)
    {
        string target = Layer(symbol.ContainingNamespace?.ToDisplayString() ?? string.Empty);
        if (target.Length == 0 || target == layer)
        {
            return null;
        }

        bool known = Knows.TryGetValue(layer, out string[]? all) && all.Contains(target);
        bool port = target != "Core.Ports" || layer == "Core.Agent" || LinkPorts.Contains(TypeOf(symbol)?.Name);
        return known && port ? null : symbol.ToDisplayString();
    }

    private static bool IsFace(string path) =>
        path.EndsWith("Link.cs", StringComparison.Ordinal) || path.EndsWith("Config.cs", StringComparison.Ordinal);

    // A link lists its parts, so it sees the board too.
    private static bool IsLinkFace(ISymbol symbol) => TypeOf(symbol) is { } type
        && (LinkFace.Contains(type.Name) || type.ContainingNamespace.ToDisplayString() == "Core.Ports");

    private static INamedTypeSymbol? TypeOf(ISymbol symbol) => symbol as INamedTypeSymbol ?? symbol.ContainingType;

    /// <summary>The longest known namespace that this is or is in; empty for one that is not of the device's
    /// core.</summary>
    private static string Layer(string space) =>
        Knows.Keys.Where(it => space == it || space.StartsWith(it + ".", StringComparison.Ordinal))
            .MaxBy(it => it.Length) ?? string.Empty;
}

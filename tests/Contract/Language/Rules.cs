using Microsoft.CodeAnalysis;

namespace Tests.Contract.Language;

/// <summary>Every rule, and the short forms that the rules are written in.</summary>
internal static class Rules
{
    /// <summary>All of them, in the order of the report.</summary>
    public static IEnumerable<Rule> All =>
        [.. CrashRules.All, .. SyntaxRules.All, .. StaticRules.All, .. ThreadRules.All,
            .. TextRules.All, .. FaultRules.All];

    /// <summary>A rule against every node of one kind.</summary>
    public static Rule No<TNode>(string name, Scope scope, string[] bad, string[] good)
        where TNode : SyntaxNode =>
        new(name, scope, (root, _) => root.DescendantNodes().OfType<TNode>(), bad, good);

    /// <summary>A rule against the nodes of one kind that <paramref name="breaks"/> picks.</summary>
    public static Rule No<TNode>(string name, Scope scope, Func<TNode, bool> breaks, string[] bad, string[] good)
        where TNode : SyntaxNode =>
        new(name, scope, (root, _) => root.DescendantNodes().OfType<TNode>().Where(breaks), bad, good);

    /// <summary>A rule that needs to know types.</summary>
    public static Rule No<TNode>(
        string name, Scope scope, Func<TNode, SemanticModel, bool> breaks, string[] bad, string[] good)
        where TNode : SyntaxNode =>
        new(name, scope, (root, model) => root.DescendantNodes().OfType<TNode>().Where(it => breaks(it, model)),
            bad, good);
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tests.Contract.Tidy;

/// <summary>Measures of one source file. Lines are counted, not statements: what counts is what an eye can
/// hold.</summary>
internal static class Shape
{
    private const int MostMethodLines = 45;

    private const int MostNesting = 3;

    private static readonly string[] EmptySuffixes = ["Manager", "Helper", "Util", "Utils", "Impl", "Info", "Base"];

    /// <summary>Methods, constructors and accessors that are longer than a screen.</summary>
    public static IEnumerable<string> LongMethods(SyntaxNode root) =>
        from node in root.DescendantNodes()
        where node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax
        let lines = Lines(node)
        where lines > MostMethodLines
        select $"{At(node)} has {lines} lines";

    /// <summary>Statements that stand inside too many others. An else-if stands where its if stands; a lambda and a
    /// local function start anew.</summary>
    public static IEnumerable<string> DeepNesting(SyntaxNode root) =>
        from node in root.DescendantNodes()
        where Nests(node)
        let depth = Depth(node)
        where depth > MostNesting
        select $"{At(node)} stands at level {depth}";

    /// <summary>Types whose name says only that they do something.</summary>
    public static IEnumerable<string> EmptyNames(SyntaxNode root) =>
        from type in root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
        from suffix in EmptySuffixes
        where type.Identifier.Text.EndsWith(suffix, StringComparison.Ordinal)
        select $"{At(type)} is named {type.Identifier.Text}";

    /// <summary>Regions, and members reached by way of a needless word.</summary>
    public static IEnumerable<string> NeedlessWords(SyntaxNode root)
    {
        IEnumerable<SyntaxNode> regions =
            root.DescendantNodes(descendIntoTrivia: true).OfType<RegionDirectiveTriviaSyntax>();
        IEnumerable<SyntaxNode> owns = root.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
            .Where(it => it.Expression is ThisExpressionSyntax);
        return regions.Concat(owns).Select(it => $"{At(it)} says {it.ToString().Split('\n')[0]}");
    }

    /// <summary>Comments that are statements put to sleep.</summary>
    public static IEnumerable<string> SleepingCode(SyntaxNode root) =>
        from trivia in root.DescendantTrivia()
        where trivia.IsKind(SyntaxKind.SingleLineCommentTrivia)
        let text = trivia.ToString().TrimEnd()
        where (text.EndsWith(';') && text.AsSpan().ContainsAny("(=")) || text.EndsWith('{') || text.EndsWith('}')
        select $"line {trivia.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {text}";

    private static int Lines(SyntaxNode node)
    {
        SyntaxToken first = node.ChildNodes().OfType<AttributeListSyntax>().LastOrDefault() is { } attributes
            ? attributes.GetLastToken().GetNextToken()
            : node.GetFirstToken();
        return node.GetLocation().GetLineSpan().EndLinePosition.Line
            - first.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
    }

    private static int Depth(SyntaxNode node) => node.AncestorsAndSelf()
        .TakeWhile(it => it is not (MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax
            or LocalFunctionStatementSyntax) || it is GlobalStatementSyntax)
        .Count(Nests);

    private static bool Nests(SyntaxNode node) => node switch
    {
        IfStatementSyntax => node.Parent is not ElseClauseSyntax,
        UsingStatementSyntax => node.Parent is not UsingStatementSyntax,
        ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax => true,
        SwitchStatementSyntax or TryStatementSyntax or LockStatementSyntax => true,
        _ => false,
    };

    private static string At(SyntaxNode node) =>
        $"line {node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";
}

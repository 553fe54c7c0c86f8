using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Tests.Contract.Language.Rules;

namespace Tests.Contract.Language;

/// <summary>Statics. The device runs all static initialisers at boot, in the alphabetical order of their types, so one
/// that needs another type's static may see null.</summary>
internal static class StaticRules
{
    public static IEnumerable<Rule> All =>
    [
        No<MemberDeclarationSyntax>("no static mutable fields", Scope.Core, IsMutableStatic,
            ["static int s_x;", "public static byte[] Table = { 1 };", "static int X { get; set; }",
                "static int X { get; }",
                "static event System.Action E;"],
            ["const int X = 1;", "static readonly byte[] X = { 1 };", "static int X => 1;", "int _x;"]),
        No<SyntaxNode>("no writing into static arrays", Scope.Core, WritesStaticArray,
            ["static readonly int[] s_x = new int[2]; void M() { s_x[0] = 1; }",
                "static readonly int[] s_x = new int[2]; void M() { s_x[0]++; }",
                "static readonly int[] s_x = new int[2]; void M() { s_x[0] += 2; }"],
            ["static readonly int[] s_x = new int[2]; int M() => s_x[0];", "void M(int[] x) { x[0] = 1; }"]),
        new("no static initialiser that needs another type's static", Scope.Firmware,
            (root, model) => StaticReads.InInitialisers(root, model),
            ["static readonly int s_x = Y.Z.Length; class Y { public static readonly string Z = \"a\"; }",
                "static readonly int s_x; static Snippet() { s_x = Y.Z; } "
                    + "class Y { public static readonly int Z = 1; }",
                "static readonly int s_x = Y.M(); class Y { static readonly int Z = 1; public static int M() => Z; }",
                "static readonly Y s_x = new(); class Y { static readonly int Z = 1; int _z = Z; }",
                "static readonly Y s_x = new Y(); "
                    + "class Y { static readonly int Z = 1; int _z; public Y() { _z = Z; } }"],
            ["static readonly int s_x = Y.Z; class Y { public const int Z = 1; }",
                "static readonly int s_a = 1; static readonly int s_b = s_a;",
                "static readonly int s_x = Y.M(1); class Y { public static int M(int i) => i; }",
                "static readonly System.Action s_x = () => Y.M(); "
                    + "class Y { static int Z; public static void M() => Z++; }"]),
    ];

    private static bool IsMutableStatic(MemberDeclarationSyntax member)
    {
        SyntaxTokenList modifiers = member.Modifiers;
        if (!modifiers.Any(SyntaxKind.StaticKeyword))
        {
            return false;
        }

        return member switch
        {
            FieldDeclarationSyntax => !modifiers.Any(SyntaxKind.ReadOnlyKeyword),
            EventFieldDeclarationSyntax => true,
            PropertyDeclarationSyntax { AccessorList: { } list } =>
                list.Accessors.Any(it => it.Body is null && it.ExpressionBody is null),
            _ => false,
        };
    }

    private static bool WritesStaticArray(SyntaxNode node, SemanticModel model)
    {
        ExpressionSyntax? target = node switch
        {
            AssignmentExpressionSyntax it => it.Left,
            PrefixUnaryExpressionSyntax it when it.OperatorToken.IsKind(SyntaxKind.PlusPlusToken)
                || it.OperatorToken.IsKind(SyntaxKind.MinusMinusToken) => it.Operand,
            PostfixUnaryExpressionSyntax it => it.Operand,
            _ => null,
        };
        return target is ElementAccessExpressionSyntax element
            && model.GetSymbolInfo(element.Expression).Symbol is IFieldSymbol { IsStatic: true };
    }
}

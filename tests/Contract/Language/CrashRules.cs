using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Tests.Contract.Language.Rules;

namespace Tests.Contract.Language;

/// <summary>What the compiler takes and the interpreter does not: it crashes, throws or never throws at run time, or is
/// refused when the image is made.</summary>
internal static class CrashRules
{
    public static IEnumerable<Rule> All =>
    [
        No<TypeParameterListSyntax>("no generic declarations", Scope.Device,
            ["class G<T> { }", "void M<T>() { }", "delegate void D<T>(T t);", "void M() { void L<T>() { } }"],
            ["bool M(int a, int b) { return a < b; }"]),
        No<GenericNameSyntax>("no generic names", Scope.Device,
            ["System.Action<int> _a;", "System.Collections.Generic.List<int> M() => null;", "object o = typeof(X<>);",
                "void M() { N<int>(); }"],
            ["System.Action _a;"]),
        No<InvocationExpressionSyntax>("no calls whose type arguments are inferred", Scope.Device,
            (call, model) => model.GetSymbolInfo(call).Symbol is IMethodSymbol { IsGenericMethod: true },
            ["static void N<T>(T t) { } void M() { N(1); }"],
            ["static void N(int t) { } void M() { N(1); }"]),
        No<ArrayRankSpecifierSyntax>("no arrays of more than one dimension", Scope.Device, it => it.Rank > 1,
            ["int[,] _a;", "object o = new byte[2, 2];"],
            ["int[][] _a;", "object o = new byte[2][];"]),
        No<SyntaxNode>("no stackalloc", Scope.Device,
            it => it is StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax,
            ["unsafe void M() { int* p = stackalloc int[4]; }", "unsafe void M() { int* p = stackalloc[] { 1 }; }"],
            ["int[] _a = new int[4];"]),
        No<InterfaceDeclarationSyntax>("no bodies in interfaces", Scope.Device, HasBody,
            ["interface I { void M() { } }", "interface I { int P => 1; }",
                "interface I { int P { get { return 1; } } }",
                "interface I { static int s_x; }"],
            ["interface I { int P { get; } void M(); }"]),
        No<SyntaxNode>("no pointers, fixed or unsafe", Scope.Device, IsUnsafe,
            ["unsafe void M() { }", "void M() { unsafe { } }", "int* _p;", "delegate*<int> _p;",
                "void M(byte[] b) { fixed (byte* p = b) { } }"],
            ["int M(int a, int b) => a * b;"]),
        No<SyntaxNode>("no checked, it never throws", Scope.Device,
            it => it.IsKind(SyntaxKind.CheckedExpression) || it.IsKind(SyntaxKind.CheckedStatement),
            ["int M(int a) => checked(a + 1);", "void M() { checked { } }"],
            ["int M(int a) => unchecked(a + 1);"]),
        No<InvocationExpressionSyntax>("no ToString on an enum, it gives the number", Scope.Device,
            (call, model) => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "ToString" } access
                && IsEnum(model, access.Expression),
            ["enum E { A } string M(E e) => e.ToString();", "enum E { A } string M() => E.A.ToString();"],
            ["enum E { A } string M(E e) => ((int)e).ToString();"]),
        No<SyntaxNode>("no enum in interpolated or concatenated text", Scope.Device, PutsEnumInText,
            ["enum E { A } string M(E e) => $\"{e}\";", "enum E { A } string M(E e) => \"a\" + e;",
                "enum E { A } void M(E e) { string s = \"a\"; s += e; }"],
            ["enum E { A } string M(E e) => $\"{(int)e}\";", "enum E { A } E M(E e) => e + 1;"]),
        No<ArrayCreationExpressionSyntax>("no string array whose elements are not written at once", Scope.Device,
            it => it.Initializer is null && it.Type.ElementType.ToString() == "string" && !IsEmptyOrHelper(it),
            ["string[] _a = new string[4];", "void M(int n) { string[] a = new string[n]; }",
                "string[][] M() => new string[2][];"],
            ["string[] _a = { \"a\" };", "string[] _a = new string[0];", "string[] _a = new[] { \"a\" };",
                "byte[] _a = new byte[4];", "string[] _a = new string[] { null };"]),
        No<AttributeSyntax>("no null and no enum in a data row", Scope.Device, BreaksProcessor,
            ["[DataRow(null)] void M(string s) { }", "[DataRow(1, null)] void M(int i, string s) { }",
                "enum E { A } [DataRow(\"a\", E.A)] void M(string s, E e) { }", "[DataRow('a')] void M(char c) { }"],
            ["[DataRow(\"null\", 1)] void M(string s, int i) { }",
                "enum E { A } [DataRow((int)E.A)] void M(int e) { }"]),
    ];

    // The one place that fills such an array, and arrays without elements.
    private static bool IsEmptyOrHelper(ArrayCreationExpressionSyntax made) =>
        made.Type.RankSpecifiers[0].Sizes[0].ToString() == "0"
        || made.FirstAncestorOrSelf<ClassDeclarationSyntax>()?.Identifier.Text == "Texts";

    // The metadata processor stops at a null; the interpreter throws when it reads an enum or a character.
    private static bool BreaksProcessor(AttributeSyntax attribute, SemanticModel model) =>
        attribute.Name.ToString() == "DataRow" && (attribute.ArgumentList?.Arguments.Any(
            it => it.Expression.IsKind(SyntaxKind.NullLiteralExpression)
                || it.Expression.IsKind(SyntaxKind.CharacterLiteralExpression)
                || IsEnum(model, it.Expression)) ?? false);

    private static bool HasBody(InterfaceDeclarationSyntax type) => type.DescendantNodes().Any(
        it => it is BlockSyntax or ArrowExpressionClauseSyntax or FieldDeclarationSyntax);

    private static bool IsUnsafe(SyntaxNode node) =>
        node is UnsafeStatementSyntax or FixedStatementSyntax or PointerTypeSyntax or FunctionPointerTypeSyntax
        || (node is MemberDeclarationSyntax member
            && member.Modifiers.Any(it => it.IsKind(SyntaxKind.UnsafeKeyword) || it.IsKind(SyntaxKind.FixedKeyword)));

    private static bool PutsEnumInText(SyntaxNode node, SemanticModel model) => node switch
    {
        InterpolationSyntax hole => IsEnum(model, hole.Expression),
        BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression) =>
            IsText(model, sum) && (IsEnum(model, sum.Left) || IsEnum(model, sum.Right)),
        AssignmentExpressionSyntax sum when sum.IsKind(SyntaxKind.AddAssignmentExpression) =>
            IsText(model, sum.Left) && IsEnum(model, sum.Right),
        _ => false,
    };

    private static bool IsEnum(SemanticModel model, ExpressionSyntax expression) =>
        model.GetTypeInfo(expression).Type?.TypeKind == TypeKind.Enum;

    private static bool IsText(SemanticModel model, ExpressionSyntax expression) =>
        model.GetTypeInfo(expression).Type?.SpecialType == SpecialType.System_String;
}

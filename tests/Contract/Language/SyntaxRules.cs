using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Tests.Contract.Language.Rules;

namespace Tests.Contract.Language;

/// <summary>What the device's project does not compile, said here in the rule's own words and not in the compiler's.
/// </summary>
internal static class SyntaxRules
{
    public static IEnumerable<Rule> All =>
    [
        new("no conditional compilation", Scope.Device,
            (root, _) => root.DescendantNodes(descendIntoTrivia: true).OfType<ConditionalDirectiveTriviaSyntax>(),
            ["\n#if DEBUG\nint _x;\n#endif\n"], ["string _s = \"#if\";"]),
        No<SyntaxNode>("no volatile", Scope.Device, it => HasModifier(it, SyntaxKind.VolatileKeyword),
            ["volatile int _x;"], ["readonly int _x;"]),
        No<AttributeSyntax>("no [ThreadStatic]", Scope.Device, it => it.Name.ToString().Contains("ThreadStatic"),
            ["[ThreadStatic] static int s_x;", "[System.ThreadStaticAttribute] static int s_x;"],
            ["[System.Obsolete] int _x;"]),
        No<NullableTypeSyntax>("no nullable types", Scope.Device,
            ["int? _x;", "void M(System.DateTime? d) { }", "string? _s;"], ["int M(bool b) => b ? 1 : 2;"]),
        No<ConditionalAccessExpressionSyntax>("no ?. that gives a value type", Scope.Device,
            (it, model) => model.GetTypeInfo(it.WhenNotNull).Type
                is { IsValueType: true, SpecialType: not SpecialType.System_Void },
            ["bool M(string s) => s?.Length > 1;"], ["string M(object o) => o?.ToString();"]),
        No<YieldStatementSyntax>("no iterators", Scope.Device,
            ["System.Collections.IEnumerator M() { yield return 1; }"], ["int M() { return 1; }"]),
        No<SyntaxNode>("no async", Scope.Device,
            it => it is AwaitExpressionSyntax || HasModifier(it, SyntaxKind.AsyncKeyword),
            ["async void M() { }", "async System.Threading.Tasks.Task M() { await N(); }",
                "System.Action _a = async () => { };"],
            ["void M() { }"]),
        No<RecordDeclarationSyntax>("no records", Scope.Device,
            ["record R(int A);", "record struct R(int A);"], ["class R { }"]),
        No<SyntaxNode>("no tuples", Scope.Device,
            it => it is TupleTypeSyntax or TupleExpressionSyntax or ParenthesizedVariableDesignationSyntax,
            ["(int, int) M() => default;", "object o = (1, 2);", "void M() { var (a, b) = N(); }"],
            ["int M() => (1 + 2) * 3;"]),
        No<SyntaxNode>("no LINQ", Scope.Device,
            it => it is QueryExpressionSyntax
                || (it is NameSyntax or MemberAccessExpressionSyntax && it.ToString() == "System.Linq"),
            ["object M(int[] a) => from x in a select x;", "object M(int[] a) => System.Linq.Enumerable.ToList(a);"],
            ["int[] M(int[] from) => from;"]),
        No<IdentifierNameSyntax>("no dynamic", Scope.Device,
            (it, model) => model.GetTypeInfo(it).Type?.TypeKind == TypeKind.Dynamic
                && it.Identifier.Text == "dynamic",
            ["dynamic _d;", "void M(dynamic d) { }"], ["int dynamic;"]),
        No<SyntaxNode>("no ranges and no index from the end", Scope.Device,
            it => it is RangeExpressionSyntax || it.IsKind(SyntaxKind.IndexExpression),
            ["byte M(byte[] b) => b[^1];", "string M(string s) => s[1..];"], ["int M(int a, int b) => a ^ b;"]),
        new("no u8 literals", Scope.Device,
            (root, _) => root.DescendantTokens()
                .Where(it => it.IsKind(SyntaxKind.Utf8StringLiteralToken)).Select(it => it.Parent!),
            ["object o = \"a\"u8;"], ["string _u8 = \"a\";"]),
        No<StructDeclarationSyntax>("no structs, a local of one is made on the heap in every call", Scope.Core,
            ["struct S { }"], ["class S { }"]),
        No<LockStatementSyntax>("no lock, one thread owns the core", Scope.Core,
            ["void M() { lock (this) { } }"], ["int _lock;"]),
    ];

    private static bool HasModifier(SyntaxNode node, SyntaxKind modifier) =>
        node.ChildTokens().Any(it => it.IsKind(modifier));
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Tests.Contract.Language.Rules;

namespace Tests.Contract.Language;

/// <summary>Strings. The device keeps them as UTF-8 that ends with a NUL, so that length and index count from the start
/// every time.</summary>
internal static class TextRules
{
    /// <summary>Above six cases the compiler no longer compares but hashes the text, character by character.</summary>
    private const int MostTextCases = 6;

    public static IEnumerable<Rule> All =>
    [
        No<ElementAccessExpressionSyntax>("no index into a string in a loop", Scope.Firmware,
            (it, model) => IsText(model, it.Expression) && InLoop(it),
            ["int M(string s) { int n = 0; for (int i = 0; i < 3; i++) { n += s[i]; } return n; }",
                "void M(string s) { while (s[0] == 'a') { } }", "void M(string s) { do { } while (s[0] == 'a'); }"],
            ["char M(string s) => s[0];", "int M(byte[] s) { for (int i = 0; s[i] > 0; i++) { } return 0; }"]),
        No<MemberAccessExpressionSyntax>("no length of a string in a loop's condition", Scope.Firmware,
            (it, model) => it.Name.Identifier.Text == "Length" && IsText(model, it.Expression) && InCondition(it),
            ["void M(string s) { for (int i = 0; i < s.Length; i++) { } }",
                "void M(string s, int i) { while (i++ < s.Length) { } }"],
            ["void M(byte[] s) { for (int i = 0; i < s.Length; i++) { } }",
                "void M(string s) { int n = s.Length; for (int i = 0; i < n; i++) { } }"]),
        No<ForEachStatementSyntax>("no foreach over a string", Scope.Firmware,
            (it, model) => IsText(model, it.Expression),
            ["void M(string s) { foreach (char c in s) { } }"],
            ["void M(string[] s) { foreach (string each in s) { } }"]),
        No<SyntaxNode>("no large switch over a string", Scope.Firmware, IsLargeTextSwitch,
            ["void M(string s) { switch (s) { " + Cases(7) + " } }",
                "int M(string s) => s switch { " + Arms(7) + " };"],
            ["void M(string s) { switch (s) { " + Cases(6) + " } }",
                "int M(string s) => s switch { " + Arms(6) + " };"]),
        No<InvocationExpressionSyntax>("no string of bytes that may hold a NUL", Scope.Firmware, MakesTextElsewhere,
            ["string M(byte[] b) => System.Text.Encoding.UTF8.GetString(b, 0, b.Length);"],
            ["byte[] M(string s) => System.Text.Encoding.UTF8.GetBytes(s);", "string M(int i) => i.ToString();"]),
        No<MemberAccessExpressionSyntax>("no Encoding.UTF8 at each call, it is a new object", Scope.Firmware,
            it => it.ToString().EndsWith("Encoding.UTF8", StringComparison.Ordinal) && !IsKept(it),
            ["byte[] M(string s) => System.Text.Encoding.UTF8.GetBytes(s);",
                "System.Text.Encoding E => System.Text.Encoding.UTF8;"],
            ["static readonly System.Text.Encoding s_utf8 = System.Text.Encoding.UTF8;"]),
        new("no NUL in texts", Scope.Device,
            (root, _) => root.DescendantTokens().Where(HoldsNul).Select(it => it.Parent!),
            ["string _s = \"a\\0b\";", "char _c = '\\0';", "string _s = \"\\u0000\";", "string _s = $\"\\0{1}\";"],
            ["string _s = \"a0b\";", "int _i = 0;"]),
    ];

    private static bool MakesTextElsewhere(InvocationExpressionSyntax call, SemanticModel model) =>
        call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "GetString" or "GetChars" } access
        && model.GetTypeInfo(access.Expression).Type?.ContainingNamespace.ToDisplayString() == "System.Text"
        && !InUtf8(call);

    private static bool IsKept(MemberAccessExpressionSyntax access) => InUtf8(access)
        || (access.FirstAncestorOrSelf<FieldDeclarationSyntax>()?.Modifiers.Any(SyntaxKind.StaticKeyword) ?? false);

    private static bool InUtf8(SyntaxNode node) =>
        node.FirstAncestorOrSelf<ClassDeclarationSyntax>()?.Identifier.Text == "Utf8";

    private static bool HoldsNul(SyntaxToken token) =>
        (token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.CharacterLiteralToken)
            || token.IsKind(SyntaxKind.InterpolatedStringTextToken)) && token.ValueText.Contains('\0');

    private static bool IsLargeTextSwitch(SyntaxNode node, SemanticModel model) => node switch
    {
        SwitchStatementSyntax it => IsText(model, it.Expression)
            && it.Sections.Sum(section => section.Labels.Count) > MostTextCases,
        SwitchExpressionSyntax it => IsText(model, it.GoverningExpression) && it.Arms.Count > MostTextCases,
        _ => false,
    };

    private static bool InLoop(SyntaxNode node) => node.Ancestors().TakeWhile(it => it is not MemberDeclarationSyntax)
        .Any(it => it is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax
            or CommonForEachStatementSyntax);

    private static bool InCondition(SyntaxNode node) => node.Ancestors().Any(it => it switch
    {
        ForStatementSyntax loop => loop.Condition?.Contains(node) ?? false,
        WhileStatementSyntax loop => loop.Condition.Contains(node),
        DoStatementSyntax loop => loop.Condition.Contains(node),
        _ => false,
    });

    private static bool IsText(SemanticModel model, ExpressionSyntax expression) =>
        model.GetTypeInfo(expression).Type?.SpecialType == SpecialType.System_String;

    private static string Cases(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(it => $"case \"{it}\": break; "));

    private static string Arms(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(it => $"\"{it}\" => {it}, "));
}

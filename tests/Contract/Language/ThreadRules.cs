using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Tests.Contract.Language.Rules;

namespace Tests.Contract.Language;

/// <summary>Threads. An exception that nobody catches ends its thread alone and without a word, and the device goes on
/// without it.</summary>
internal static class ThreadRules
{
    private const string Caught = "try { } catch (System.Exception) { _ = 1; }";

    public static IEnumerable<Rule> All =>
    [
        No<BaseObjectCreationExpressionSyntax>("no thread without a catch at its root", Scope.Firmware, IsUnguarded,
            ["void M() { new System.Threading.Thread(R); } void R() { }",
                "void M() { System.Threading.Thread t = new(R); } void R() { try { } finally { } }",
                "void M() { new System.Threading.Thread(R); } "
                    + "void R() { try { } catch (System.InvalidOperationException) { _ = 1; } }",
                "void M() { new System.Threading.Thread(R); } void R() { M(); " + Caught + " }",
                "void M() { new System.Threading.Thread(() => { }); }"],
            ["void M() { new System.Threading.Thread(R); } void R() { " + Caught + " M(); }"]),
        No<MethodDeclarationSyntax>("no program without a catch at its root", Scope.Firmware,
            (method, model) => method.Identifier.Text == "Main" && method.Modifiers.Any(SyntaxKind.StaticKeyword)
                && !method.Body!.Statements.Any(it => IsGuard(it, model)),
            ["public static void Main() { Run(); }"],
            ["public static void Main() { int i = 0; " + Caught + " }", "void Main() { }"]),
    ];

    /// <summary>What is not a method of its own cannot be followed, and counts as unguarded.</summary>
    private static bool IsUnguarded(BaseObjectCreationExpressionSyntax made, SemanticModel model)
    {
        if (model.GetTypeInfo(made).Type?.ToDisplayString() != "System.Threading.Thread")
        {
            return false;
        }

        ExpressionSyntax? root = made.ArgumentList?.Arguments.FirstOrDefault()?.Expression;
        SyntaxNode? method = root is null ? null
            : model.GetSymbolInfo(root).Symbol?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        return method is not MethodDeclarationSyntax { Body.Statements: [{ } first, ..] } || !IsGuard(first, model);
    }

    private static bool IsGuard(StatementSyntax statement, SemanticModel model) =>
        statement is TryStatementSyntax guard && guard.Catches.Any(it => it.Filter is null
            && (it.Declaration is null
                || model.GetTypeInfo(it.Declaration.Type).Type?.ToDisplayString() == "System.Exception"));
}

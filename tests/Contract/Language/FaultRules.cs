using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Tests.Contract.Language.Rules;

namespace Tests.Contract.Language;

/// <summary>How faults are told.</summary>
internal static class FaultRules
{
    public static IEnumerable<Rule> All =>
    [
        No<BaseObjectCreationExpressionSyntax>("no texts in exceptions, they cost flash", Scope.Firmware, HasMessage,
            ["void M() { throw new System.InvalidOperationException(\"text\"); }",
                "System.Exception M(int i) => new System.Exception($\"{i}\");",
                "System.Exception M() { System.Exception e = new(\"text\"); return e; }"],
            ["void M() { throw new System.InvalidOperationException(); }", "object M() => new string('a', 1);"]),
        No<CatchClauseSyntax>("no empty catch", Scope.Device, it => it.Block.Statements.Count == 0,
            ["void M() { try { } catch (System.Exception) { } }", "void M() { try { } catch { /* why not */ } }"],
            ["bool M() { try { return true; } catch (System.Exception) { return false; } }"]),
    ];

    private static bool HasMessage(BaseObjectCreationExpressionSyntax made, SemanticModel model) =>
        IsException(model.GetTypeInfo(made).Type)
        && (made.ArgumentList?.Arguments.Any(
            it => model.GetTypeInfo(it.Expression).Type?.SpecialType == SpecialType.System_String) ?? false);

    private static bool IsException(ITypeSymbol? type) =>
        type is { Name: "Exception" } || (type?.BaseType is { } parent && IsException(parent));
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tests.Contract.Language;

/// <summary>Follows static initialisers into every source method and constructor that they call, and finds the static
/// fields of other types that they read on the way.</summary>
internal static class StaticReads
{
    public static IEnumerable<SyntaxNode> InInitialisers(SyntaxNode root, SemanticModel model)
    {
        foreach (SyntaxNode start in root.DescendantNodes().Where(IsStaticInitialiser))
        {
            INamedTypeSymbol owner = Owner(start, model);
            if (ReadsForeignStatic(start, model.Compilation, owner, []))
            {
                yield return start;
            }
        }
    }

    private static bool IsStaticInitialiser(SyntaxNode node) => node switch
    {
        ConstructorDeclarationSyntax it => it.Modifiers.Any(SyntaxKind.StaticKeyword),
        FieldDeclarationSyntax it =>
            it.Modifiers.Any(SyntaxKind.StaticKeyword)
            && it.Declaration.Variables.Any(each => each.Initializer is not null),
        PropertyDeclarationSyntax it => it.Modifiers.Any(SyntaxKind.StaticKeyword) && it.Initializer is not null,
        _ => false,
    };

    private static INamedTypeSymbol Owner(SyntaxNode node, SemanticModel model) =>
        model.GetDeclaredSymbol(node.FirstAncestorOrSelf<TypeDeclarationSyntax>()!)!;

    private static bool ReadsForeignStatic(
        SyntaxNode code, Compilation compilation, INamedTypeSymbol owner, HashSet<ISymbol> seen)
    {
        SemanticModel model = DeviceCompiler.ModelOf(compilation, code.SyntaxTree);

        // What a lambda or a local function says runs later.
        IEnumerable<SyntaxNode> nodes = code.DescendantNodes(it => it is not AnonymousFunctionExpressionSyntax);
        foreach (ISymbol symbol in nodes.Select(it => model.GetSymbolInfo(it).Symbol).OfType<ISymbol>())
        {
            if (IsForeignStatic(symbol, owner))
            {
                return true;
            }

            if (symbol is IMethodSymbol or IPropertySymbol && seen.Add(symbol)
                && Bodies(symbol).Any(body => ReadsForeignStatic(body, compilation, owner, seen)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsForeignStatic(ISymbol symbol, INamedTypeSymbol owner) =>
        symbol is IFieldSymbol { IsStatic: true, IsConst: false } field
        && field.DeclaringSyntaxReferences.Length > 0
        && !SymbolEqualityComparer.Default.Equals(field.ContainingType, owner);

    /// <summary>The method itself; with a constructor, what its type's instance fields start as.</summary>
    private static IEnumerable<SyntaxNode> Bodies(ISymbol symbol)
    {
        IEnumerable<SyntaxNode> bodies = symbol.DeclaringSyntaxReferences.Select(it => it.GetSyntax());
        return symbol is IMethodSymbol { MethodKind: MethodKind.Constructor }
            ? bodies.Concat(InstanceInitialisers(symbol.ContainingType))
            : bodies;
    }

    private static IEnumerable<SyntaxNode> InstanceInitialisers(INamedTypeSymbol type) =>
        type.GetMembers()
            .Where(it => it is IFieldSymbol { IsStatic: false } or IPropertySymbol { IsStatic: false })
            .SelectMany(it => it.DeclaringSyntaxReferences)
            .Select(it => it.GetSyntax())
            .SelectMany(it => it.ChildNodes().OfType<EqualsValueClauseSyntax>());
}

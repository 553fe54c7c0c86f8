using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tests.Contract.Layers;

/// <summary>Who may know whom around the core.</summary>
internal static class HostLayers
{
    private static readonly string[] Strangers =
        ["host-sim/XmppServer/", "host-sim/PushGateway/", "host-sim/ImipServer/"];

    private static readonly string[] Codecs = ["Core.Json", "Core.Bytes", "Xmpp", "Courier", "Imip"];

    private static readonly string[] NotOurNames =
        ["tests/Contract/Surface/", "tests/Unit/Shim/", "tests/NanoShim/Api/", "host-sim/samples/"];

    private static readonly string[] Builders = ["host-sim/Devices/", "host-sim/Replay/", "tests/"];

    /// <summary>The namespace that belongs to a path: folders, with the two roots renamed; null where the names are not
    /// ours to choose.</summary>
    public static string? NamespaceOf(string path)
    {
        if (NotOurNames.Any(it => path.StartsWith(it, StringComparison.Ordinal)))
        {
            return null;
        }

        string folder = Path.GetDirectoryName(path)!.Replace('\\', '/');
        string[] parts = [.. folder.Split('/').Where(it => it != "firmware")];
        parts[0] = parts[0] switch { "host-sim" => "HostSim", "tests" => "Tests", _ => parts[0] };
        return string.Join('.', parts);
    }

    /// <summary>Names of the core's codecs that a file of a simulated server mentions. A server that parsed with them
    /// would share their bugs and hide them.</summary>
    public static IEnumerable<string> CodecsUsed(string path, SyntaxNode root)
    {
        bool isStranger = Strangers.Any(it => path.StartsWith(it, StringComparison.Ordinal));
        IEnumerable<string> usings = root.DescendantNodes().OfType<UsingDirectiveSyntax>()
            .Where(it => isStranger || (path.StartsWith("host-sim/", StringComparison.Ordinal)
                && !it.GlobalKeyword.IsKind(default)))
            .Select(it => it.NamespaceOrType.ToString());
        IEnumerable<string> qualified = root.DescendantNodes()
            .Where(it => isStranger && it is (QualifiedNameSyntax or MemberAccessExpressionSyntax))
            .Select(it => it.ToString())
            .Where(it => it.StartsWith("Core.", StringComparison.Ordinal)
                || it.StartsWith("global::", StringComparison.Ordinal));
        return usings.Concat(qualified).Select(it => it.Replace("global::", string.Empty))
            .Where(name => Codecs.Any(it => name == it || name.StartsWith(it + ".", StringComparison.Ordinal)));
    }

    /// <summary>Names of the classes in <paramref name="roots"/> that implement one of
    /// <paramref name="ports"/>.</summary>
    public static IEnumerable<string> Adapters(IEnumerable<SyntaxNode> roots, IReadOnlySet<string> ports) =>
        from root in roots
        from type in root.DescendantNodes().OfType<TypeDeclarationSyntax>()
        where type.BaseList?.Types.Any(it => ports.Contains(LastPart(it.Type))) ?? false
        select type.Identifier.Text;

    /// <summary>The adapters that a file constructs though it is no parts list.</summary>
    public static IEnumerable<string> AdaptersBuilt(string path, SyntaxNode root, IReadOnlySet<string> adapters) =>
        Path.GetFileName(path) == "Program.cs" || Builders.Any(it => path.StartsWith(it, StringComparison.Ordinal))
            ? []
            : root.DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>()
                .Select(TypeMade).OfType<TypeSyntax>().Select(LastPart).Where(adapters.Contains);

    private static TypeSyntax? TypeMade(BaseObjectCreationExpressionSyntax made) => made switch
    {
        ObjectCreationExpressionSyntax it => it.Type,
        { Parent: EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax it } } => it.Type,
        _ => made.FirstAncestorOrSelf<VariableDeclarationSyntax>()?.Type,
    };

    private static string LastPart(TypeSyntax type) =>
        type is QualifiedNameSyntax name ? name.Right.Identifier.Text : type.ToString();
}

using Microsoft.CodeAnalysis;

namespace Tests.Contract.Signatures;

/// <summary>The surface promises nothing that the class library does not have: every public member of it stands in the
/// list of known signatures, which was read from the published assemblies or their public sources.</summary>
[TestClass]
public sealed class SignatureTests
{
    public static IEnumerable<string> Assemblies => All.Select(it => it.Name).Order(StringComparer.Ordinal);

    private static IEnumerable<IAssemblySymbol> All =>
        DeviceCompiler.Firmware.SourceModule.ReferencedAssemblySymbols.Where(it => it.Name != "mscorlib");

    [TestMethod]
    [DynamicData(nameof(Assemblies))]
    public void Surface_is_known(string assembly)
    {
        HashSet<string> known = Known(assembly);
        string[] unknown = [.. Forms(All.Single(it => it.Name == assembly)).Where(it => !known.Contains(it))];
        Assert.IsEmpty(unknown, string.Join('\n', unknown));
    }

    [TestMethod]
    [DataRow("A.B..ctor: public B(int a, out string b)", "A.B..ctor(int,out string)")]
    [DataRow("A.B.M: public static void M(byte[] a, params object[] b)", "A.B.M(byte[],object[])void")]
    [DataRow("A.B.M: public virtual bool M(int a = 3)", "A.B.M(int)bool")]
    [DataRow("A.B.P: public A.C P { get; set; }", "A.B.P A.C get", "A.B.P A.C set")]
    [DataRow("A.B.Item: public char this[int index] { get; }", "A.B.this char get")]
    [DataRow("A.B.F: public static readonly A.C F", "A.B.F A.C")]
    [DataRow("A.B.E: public event A.D E", "A.B.E A.D")]
    [DataRow("A.B.X = -1", "A.B.X = -1")]
    [DataRow("A.B: [Flags] public enum B : int", "[Flags] enum A.B")]
    [DataRow("A.B: public static class B", "static class A.B")]
    [DataRow("A.B: public class B : A.C, System.IDisposable", "class A.B : A.C")]
    [DataRow("A.B: public class B : System.IDisposable", "class A.B")]
    [DataRow("A.B: public delegate void B(object a, A.C b)", "delegate A.B(object,A.C)void")]
    public void Line_is_read(string line, params string[] forms) =>
        CollectionAssert.AreEqual(forms, Signature.OfLine(line).ToArray());

    private static HashSet<string> Known(string assembly) =>
    [
        .. Repository.Read($"tests/Contract/Signatures/Known/{assembly}.txt").Split('\n')
            .Where(it => it.Length > 0 && it[0] != '#').SelectMany(Signature.OfLine),
    ];

    private static IEnumerable<string> Forms(IAssemblySymbol assembly) =>
        Types(assembly.GlobalNamespace).SelectMany(type => Visible(type.GetMembers()).Prepend(type))
            .Where(it => it is not IFieldSymbol { HasConstantValue: true, ContainingType.TypeKind: not TypeKind.Enum })
            .SelectMany(Signature.OfSymbol);

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol within) =>
        within.GetMembers().OfType<INamespaceOrTypeSymbol>()
            .Where(it => it is INamespaceSymbol || IsVisible(it))
            .SelectMany(it => it is INamedTypeSymbol type ? Types(it).Prepend(type) : Types(it));

    private static IEnumerable<ISymbol> Visible(IEnumerable<ISymbol> members) =>
        members.Where(it => it is not INamedTypeSymbol && !it.IsImplicitlyDeclared && IsVisible(it)
            && it.ContainingType.TypeKind != TypeKind.Delegate);

    private static bool IsVisible(ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected;
}

using Microsoft.CodeAnalysis;

namespace Tests.Contract;

/// <summary>The mscorlib that everything here is compiled against is the device's own, as its makers publish it, and
/// nothing stands in for a part of it.</summary>
[TestClass]
public sealed class CoreLibraryTests
{
    /// <summary>The end of the hash of the public key that signs every library of the framework.</summary>
    private const string MakersToken = "c07d481e9758c731";

    private static IEnumerable<IAssemblySymbol> All => DeviceCompiler.Firmware.SourceModule.ReferencedAssemblySymbols;

    private static IAssemblySymbol CoreLibrary => All.Single(it => it.Name == "mscorlib");

    [TestMethod]
    public void Compiler_takes_it_for_the_core_library() => Assert.AreEqual(
        CoreLibrary, DeviceCompiler.Firmware.GetSpecialType(SpecialType.System_Object).ContainingAssembly,
        SymbolEqualityComparer.Default);

    [TestMethod]
    public void Makers_signed_it()
    {
        Assert.IsTrue(CoreLibrary.Identity.IsStrongName);
        Assert.AreEqual(MakersToken, Token(CoreLibrary.Identity));
    }

    [TestMethod]
    [DataRow("System.Runtime.Versioning.TargetFrameworkAttribute", ".NETnanoFramework,Version=v1.0")]
    [DataRow("System.Reflection.AssemblyNativeVersionAttribute", "100.5.0.24")]
    public void Says_what_it_is_made_for(string attribute, string value) =>
        Assert.AreEqual(value, CoreLibrary.GetAttributes()
            .Single(it => it.AttributeClass!.ToDisplayString() == attribute).ConstructorArguments[0].Value);

    /// <summary>What the build compiles, this test's own compiler does not see: its assemblies must name the same
    /// mscorlib.</summary>
    [TestMethod]
    public void Build_compiles_the_surface_against_it()
    {
        foreach (IAssemblySymbol surface in All.Where(it => it.Name != "mscorlib"))
        {
            AssemblyIdentity named = surface.Modules.Single().ReferencedAssemblies.Single(it => it.Name == "mscorlib");
            Assert.AreEqual(CoreLibrary.Identity, named, surface.Name);
        }
    }

    [TestMethod]
    public void No_type_is_declared_twice()
    {
        string[] twice = [.. All.SelectMany(it => Names(it.GlobalNamespace)).GroupBy(it => it)
            .Where(it => it.Count() > 1).Select(it => it.Key)];
        Assert.IsEmpty(twice, string.Join('\n', twice));
        Assert.Contains("System.SpanByte", Names(CoreLibrary.GlobalNamespace));
    }

    private static string Token(AssemblyIdentity identity) =>
        Convert.ToHexStringLower([.. identity.PublicKeyToken]);

    private static IEnumerable<string> Names(INamespaceSymbol within) => within.GetMembers().SelectMany(it => it switch
    {
        INamespaceSymbol inner => Names(inner),
        { DeclaredAccessibility: Accessibility.Public } => [$"{within.ToDisplayString()}.{it.MetadataName}"],
        _ => [],
    });
}

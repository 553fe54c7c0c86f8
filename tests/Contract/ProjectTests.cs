using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;

namespace Tests.Contract;

/// <summary>The device's own projects, which nothing here can build, agree with what is built here.</summary>
[TestClass]
public sealed partial class ProjectTests
{
    public static IEnumerable<string> Projects =>
        [.. DeviceAssembly.All.Select(it => it.Project), .. DeviceTestAssembly.All.Select(it => it.Project)];

    [TestMethod]
    [DynamicData(nameof(Projects))]
    public void Packages_are_what_is_referenced(string project)
    {
        string[] pinned = [.. Xml(Path.GetDirectoryName(project) + "/packages.config").Descendants("package")
            .Select(it => $"{it.Attribute("id")!.Value}.{it.Attribute("version")!.Value}").Order()];
        string[] used = [.. References(project).Values
            .Select(it => it.Split('\\').SkipWhile(each => each != "packages").ElementAt(1)).Distinct().Order()];
        CollectionAssert.AreEqual(pinned, used);
    }

    public static IEnumerable<string> Folders => DeviceAssembly.All.Select(it => it.Folder);

    [TestMethod]
    [DynamicData(nameof(Folders))]
    public void Project_references_what_is_used(string folder)
    {
        DeviceAssembly assembly = DeviceAssembly.All.Single(it => it.Folder == folder);
        string[] references = [.. References(assembly.Project).Keys];
        CollectionAssert.IsSubsetOf(
            Used(assembly).Where(it => !it.StartsWith("Agent.", StringComparison.Ordinal)).ToArray(), references);
        CollectionAssert.AreEquivalent(
            assembly.Below.Select(it => $"Agent.{it}.Device").ToArray(), ProjectsOf(assembly.Project));
    }

    /// <summary>What is flashed is what the application's project refers to.</summary>
    [TestMethod]
    public void Application_deploys_every_library_of_its_assemblies() =>
        CollectionAssert.AreEquivalent(All().Keys, References(DeviceAssembly.All[^1].Project).Keys);

    [TestMethod]
    public void Versions_are_those_of_the_surface()
    {
        Dictionary<string, string> all = All();
        foreach (IAssemblySymbol surface in DeviceCompiler.Firmware.SourceModule.ReferencedAssemblySymbols
            .Where(it => all.ContainsKey(it.Name)))
        {
            Assert.Contains($".{surface.Identity.Version.ToString(3)}\\lib\\", all[surface.Name], surface.Name);
        }
    }

    [TestMethod]
    public void Tests_and_firmware_have_the_same_packages()
    {
        Dictionary<string, string> firmware = All();
        foreach ((string assembly, string path) in DeviceTestAssembly.All
            .SelectMany(it => References(it.Project)).Where(it => firmware.ContainsKey(it.Key)))
        {
            Assert.EndsWith(firmware[assembly].TrimStart('.', '\\'), path);
        }
    }

    [TestMethod]
    public void Parts_of_the_tests_name_their_files()
    {
        foreach (DeviceTestAssembly part in DeviceTestAssembly.All)
        {
            string[] named = [.. Xml(part.Project).Descendants().Where(it => it.Name.LocalName == "Compile")
                .Select(it => it.Attribute("Include")!.Value.Replace('\\', '/'))
                .Where(it => it.StartsWith("../../../Unit/", StringComparison.Ordinal))
                .Select(it => "tests/" + it[9..])];
            CollectionAssert.AreEquivalent(part.Paths.ToArray(), named, part.Name);
        }
    }

    /// <summary>The launcher of nanoFramework.TestFramework calls a test without an object.</summary>
    [TestMethod]
    public void Test_classes_keep_nothing_in_an_object()
    {
        string[] kept = [.. DeviceTestAssembly.All.SelectMany(it => it.Trees()).SelectMany(it => it.GetRoot()
            .DescendantNodes().OfType<ClassDeclarationSyntax>())
            .Where(it => $"{it.AttributeLists}".Contains("[TestClass]", StringComparison.Ordinal))
            .SelectMany(it => it.Members)
            .Where(it => it is FieldDeclarationSyntax or PropertyDeclarationSyntax or ConstructorDeclarationSyntax)
            .Where(it => !it.Modifiers.Any(SyntaxKind.StaticKeyword) && !it.Modifiers.Any(SyntaxKind.ConstKeyword))
            .Select(it => $"{it.SyntaxTree.FilePath}: {it}")];
        Assert.IsEmpty(kept, string.Join('\n', kept));
    }

    [TestMethod]
    public void Every_test_is_in_a_part() => CollectionAssert.AreEquivalent(
        Repository.Sources("tests/Unit/").Where(it => !it.Contains("/Shim/", StringComparison.Ordinal)).ToArray(),
        DeviceTestAssembly.All.SelectMany(it => it.Paths).Distinct().ToArray());

    [TestMethod]
    [DynamicData(nameof(Projects))]
    public void Only_the_device_configuration_builds_them(string project)
    {
        string solution = Repository.Read("Agent.sln");
        string id = Xml(project).Descendants().Single(it => it.Name.LocalName == "ProjectGuid").Value;
        Assert.Contains(project.Replace('/', '\\'), solution);
        string[] built = [.. Building().Matches(solution).Where(it => it.Groups[1].Value == id)
            .Select(it => it.Groups[2].Value)];
        CollectionAssert.AreEqual(new[] { "Device|Any CPU" }, built);
    }

    [TestMethod]
    public void Template_uses_keys_that_exist()
    {
        string keys = Repository.Read("firmware/Esp32/Provisioning/ConfigKey.cs");
        using JsonDocument template = JsonDocument.Parse(Repository.Read("firmware/App/agent.json.template"));
        foreach (JsonProperty property in template.RootElement.EnumerateObject())
        {
            Assert.Contains($"\"{property.Name}\"", keys);
        }
    }

    /// <summary>Names of the assemblies that the emitted image refers to, and mscorlib.</summary>
    private static IEnumerable<string> Used(DeviceAssembly assembly)
    {
        using MemoryStream image = new();
        EmitResult result = assembly.Compile().Emit(image);
        Assert.IsTrue(result.Success, string.Join('\n', result.Diagnostics));
        image.Position = 0;
        using PEReader reader = new(image);
        MetadataReader metadata = reader.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(metadata.GetAssemblyReference)
            .Select(it => metadata.GetString(it.Name))];
    }

    private static Dictionary<string, string> All()
    {
        Dictionary<string, string> all = [];
        foreach ((string assembly, string path) in DeviceAssembly.All.SelectMany(it => References(it.Project)))
        {
            Assert.AreEqual(path, all.GetValueOrDefault(assembly, path), assembly);
            all[assembly] = path;
        }

        return all;
    }

    private static string[] ProjectsOf(string project) => [.. Xml(project).Descendants()
        .Where(it => it.Name.LocalName == "ProjectReference" && it.Attribute("Condition") is null)
        .Select(it => it.Elements().Single(child => child.Name.LocalName == "Name").Value)];

    private static Dictionary<string, string> References(string project) => Xml(project).Descendants()
        .Where(it => it.Name.LocalName == "Reference")
        .ToDictionary(it => it.Attribute("Include")!.Value, it => it.Elements().Single().Value);

    private static XDocument Xml(string path) => XDocument.Parse(Repository.Read(path));

    [GeneratedRegex(@"(\{[0-9A-F-]+\})\.([^.\r\n]+)\.Build\.0")]
    private static partial Regex Building();
}

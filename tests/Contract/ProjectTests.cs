using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Tests.Contract;

/// <summary>The device's own projects, which nothing here can build, agree with what is built here.</summary>
[TestClass]
public sealed partial class ProjectTests
{
    private const string Firmware = "firmware/Esp32/Agent.Firmware.nfproj";

    private const string Tests = "tests/Device/Agent.DeviceTests.nfproj";

    [TestMethod]
    [DataRow(Firmware)]
    [DataRow(Tests)]
    public void Packages_are_what_is_referenced(string project)
    {
        string[] pinned = [.. Xml(Path.GetDirectoryName(project) + "/packages.config").Descendants("package")
            .Select(it => $"{it.Attribute("id")!.Value}.{it.Attribute("version")!.Value}").Order()];
        string[] used = [.. References(project).Values.Select(it => it.Split('\\')[3]).Distinct().Order()];
        CollectionAssert.AreEqual(pinned, used);
    }

    [TestMethod]
    public void Application_references_every_surface()
    {
        Dictionary<string, string> references = References(Firmware);
        foreach (IAssemblySymbol surface in DeviceCompiler.Firmware.SourceModule.ReferencedAssemblySymbols)
        {
            if (surface.Name != "nanoFramework.TestFramework")
            {
                Assert.IsTrue(references.TryGetValue(surface.Name, out string? path), surface.Name);
                Assert.Contains($".{surface.Identity.Version.ToString(3)}\\lib\\", path!, surface.Name);
            }
        }
    }

    [TestMethod]
    public void Tests_and_application_have_the_same_packages()
    {
        Dictionary<string, string> application = References(Firmware);
        foreach ((string assembly, string path) in References(Tests).Where(it => application.ContainsKey(it.Key)))
        {
            Assert.AreEqual(application[assembly], path);
        }
    }

    [TestMethod]
    [DataRow(Firmware)]
    [DataRow(Tests)]
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
        using JsonDocument template = JsonDocument.Parse(Repository.Read("firmware/Esp32/agent.json.template"));
        foreach (JsonProperty property in template.RootElement.EnumerateObject())
        {
            Assert.Contains($"\"{property.Name}\"", keys);
        }
    }

    private static Dictionary<string, string> References(string project) => Xml(project).Descendants()
        .Where(it => it.Name.LocalName == "Reference")
        .ToDictionary(it => it.Attribute("Include")!.Value, it => it.Elements().Single().Value);

    private static XDocument Xml(string path) => XDocument.Parse(Repository.Read(path));

    [GeneratedRegex(@"(\{[0-9A-F-]+\})\.([^.\r\n]+)\.Build\.0")]
    private static partial Regex Building();
}

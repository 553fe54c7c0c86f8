using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tests.Contract.Layers;

/// <summary>The arrows between the layers point down only, and namespaces follow folders.</summary>
[TestClass]
public sealed class LayerTests
{
    [TestMethod]
    public void Core_keeps_its_layers() => AssertNone(CoreLayers.Breaches(DeviceCompiler.Core, "firmware/"));

    [TestMethod]
    [DataRow("Core.Bytes", "Core.Ports.IClock _x;")]
    [DataRow("Core.Bytes", "Core.Commands.Role _x;")]
    [DataRow("Core.Ports", "Core.Bytes.Slice _x;")]
    [DataRow("Core.Commands", "Core.Ports.IBoard _x;")]
    [DataRow("Xmpp.Xml", "Core.Commands.Role _x;")]
    [DataRow("Xmpp", "Core.Ports.IBoard _x;")]
    [DataRow("Xmpp.Modules", "Core.Agent.Fake _x;")]
    [DataRow("Xmpp", "Core.Agent.Link _x;")]
    [DataRow("Xmpp", "global::Courier.CourierFrame _x;")]
    [DataRow("Core.Agent", "Xmpp.Xml.XmlScanner _x;")]
    [DataRow("Courier", "object _x = Core.Agent.Fake.Value;")]
    [DataRow("Imip", "Core.Ports.ILog _x;")]
    [DataRow("Core.Agent", "System.Threading.Thread _x;")]
    [DataRow("Core.Agent", "object _x = System.Net.Dns.GetHostName();")]
    [DataRow("Core.Agent", "System.DateTime _x = System.DateTime.UtcNow;")]
    public void Core_arrow_up_is_found(string folder, string member) =>
        Assert.IsNotEmpty(BreachesIn(folder, member), member);

    [TestMethod]
    [DataRow("Core.Bytes", "Core.Fault _x;")]
    [DataRow("Core.Commands", "Core.Bytes.Slice _x;")]
    [DataRow("Xmpp.Auth", "Core.Ports.ICrypto _x;")]
    [DataRow("Xmpp.Modules", "Core.Commands.CommandCall _x;")]
    [DataRow("Core.Agent", "Core.Ports.IBoard _x;")]
    public void Core_arrow_down_is_spared(string folder, string member) =>
        Assert.IsEmpty(BreachesIn(folder, member), member);

    [TestMethod]
    public void Namespaces_follow_folders()
    {
        foreach ((string path, SyntaxNode root) in Sources())
        {
            string declared = CoreLayers.DeclaredNamespace(root);
            string? expected = HostLayers.NamespaceOf(path);
            Assert.IsTrue(declared.Length == 0 || expected is null || declared == expected,
                $"{path} declares {declared}, its folder says {expected}.");
        }
    }

    [TestMethod]
    [DataRow("firmware/Core/Fault.cs", "Core")]
    [DataRow("firmware/Xmpp/Auth/Scram.cs", "Xmpp.Auth")]
    [DataRow("host-sim/XmppServer/Session.cs", "HostSim.XmppServer")]
    [DataRow("tests/Chaos/SeededRun.cs", "Tests.Chaos")]
    [DataRow("tests/Unit/Shim/Assert.cs", null)]
    [DataRow("tests/NanoShim/World/Wire.cs", "Tests.NanoShim.World")]
    [DataRow("tests/NanoShim/Api/Net/Socket.cs", null)]
    public void Folder_gives_namespace(string path, string? expected) =>
        Assert.AreEqual(expected, HostLayers.NamespaceOf(path));

    [TestMethod]
    public void Simulated_servers_are_strangers() =>
        AssertNone(from it in Sources()
                   from name in HostLayers.CodecsUsed(it.Path, it.Root)
                   select $"{it.Path}: {name}");

    [TestMethod]
    [DataRow("host-sim/XmppServer/A.cs", "using Xmpp.Xml;", true)]
    [DataRow("host-sim/ImipServer/A.cs", "class A { Core.Bytes.Slice _x; }", true)]
    [DataRow("host-sim/PushGateway/A.cs", "class A { object _x = global::Core.Json.JsonReader.None; }", true)]
    [DataRow("host-sim/Usings.cs", "global using Xmpp;", true)]
    [DataRow("host-sim/XmppServer/A.cs", "using System.Xml; using Core.Ports;", false)]
    [DataRow("host-sim/Devices/A.cs", "using Xmpp.Xml;", false)]
    public void Codec_in_a_server_is_found(string path, string source, bool found) =>
        Assert.AreEqual(found, HostLayers.CodecsUsed(path, Root(source)).Any());

    [TestMethod]
    public void Only_parts_lists_build_adapters()
    {
        HashSet<string> ports = [.. Sources("firmware/Core/Ports/").SelectMany(it => it.Root.DescendantNodes())
            .OfType<InterfaceDeclarationSyntax>().Select(it => it.Identifier.Text)];
        HashSet<string> adapters = [.. HostLayers.Adapters(Sources("host-sim/").Select(it => it.Root), ports),
            .. HostLayers.Adapters(Sources("firmware/Esp32/").Select(it => it.Root), ports)];
        AssertNone(from it in Sources()
                   from built in HostLayers.AdaptersBuilt(it.Path, it.Root, adapters)
                   select $"{it.Path} builds {built}");
    }

    [TestMethod]
    [DataRow("host-sim/Board/A.cs", "class A { object _x = new HostClock(); }", 1)]
    [DataRow("host-sim/Board/A.cs", "class A { HostClock _x = new(); }", 1)]
    [DataRow("host-sim/Board/A.cs", "class A { HostClock X { get; } = new(); }", 1)]
    [DataRow("host-sim/Board/A.cs", "class A { void M() { Ports.HostClock x = new(); } }", 1)]
    [DataRow("host-sim/Board/A.cs", "class A { object _x = new Other(); }", 0)]
    [DataRow("host-sim/Program.cs", "class A { object _x = new HostClock(); }", 0)]
    [DataRow("tests/Chaos/A.cs", "class A { object _x = new HostClock(); }", 0)]
    public void Adapter_built_elsewhere_is_found(string path, string source, int count)
    {
        SyntaxNode adapter = Root("sealed class HostClock : Core.Ports.IClock { }");
        HashSet<string> adapters = [.. HostLayers.Adapters([adapter], new HashSet<string> { "IClock" })];
        Assert.HasCount(count, HostLayers.AdaptersBuilt(path, Root(source), adapters));
    }

    [TestMethod]
    [DataRow("probe/Link.cs", 0)]
    [DataRow("probe/Engine.cs", 1)]
    public void Face_of_a_link_may_know_the_agents(string path, int count)
    {
        const string Source = "namespace Xmpp;\nclass Probe { Core.Agent.LinkConfig _x; }";
        CSharpCompilation compiled = DeviceCompiler.WithCore((path, Source));
        Assert.HasCount(count, CoreLayers.Breaches(compiled, "probe/"));
    }

    private static IEnumerable<string> BreachesIn(string folder, string member)
    {
        string source = $"namespace {folder};\nclass Probe {{ {member} }}";
        const string Fake = "namespace Core.Agent; class Fake { public static object Value = null; }";
        CSharpCompilation compiled = DeviceCompiler.WithCore(("firmware/Core/Fake.cs", Fake), ("probe/A.cs", source));
        return CoreLayers.Breaches(compiled, "probe/");
    }

    private static IEnumerable<(string Path, SyntaxNode Root)> Sources(string prefix = "") =>
        Repository.Sources(prefix).Select(path => (path, Repository.Parsed(path)));

    private static SyntaxNode Root(string source) => CSharpSyntaxTree.ParseText(source).GetRoot();

    private static void AssertNone(IEnumerable<string> breaches)
    {
        string[] found = [.. breaches];
        Assert.IsEmpty(found, string.Join('\n', found));
    }
}

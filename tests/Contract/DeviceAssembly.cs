using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Tests.Contract;

/// <summary>One assembly of the firmware, as its own project builds it: a layer that sees only the layers named
/// here.</summary>
/// <param name="Folder">Its folder under firmware/, and the root of its namespaces.</param>
/// <param name="Below">Folders of the assemblies that it may use.</param>
internal sealed record DeviceAssembly(string Folder, params string[] Below)
{
    /// <summary>All of them, each after those that it uses.</summary>
    public static IReadOnlyList<DeviceAssembly> All { get; } =
    [
        new("Core"),
        new("Xmpp", "Core"),
        new("Courier", "Core"),
        new("Imip", "Core"),
        new("Esp32", "Core"),
        new("App", "Core", "Xmpp", "Courier", "Esp32"),
    ];

    /// <summary>The assembly's name.</summary>
    public string Name => "Agent." + Folder;

    /// <summary>The project that builds it for the device.</summary>
    public string Project => $"firmware/{Folder}/{Name}.Device.nfproj";

    /// <summary>Its sources in the default image, as the device's compiler reads them.</summary>
    public IEnumerable<SyntaxTree> Sources() => Repository.Sources($"firmware/{Folder}/")
        .Where(it => !it.EndsWith("/ImipBriefing.cs", StringComparison.Ordinal)).Select(DeviceSources.Read);

    /// <summary>It alone, compiled against the surface of the class library and the assemblies below.</summary>
    public CSharpCompilation Compile(OptimizationLevel level = OptimizationLevel.Release) => DeviceSources.Compile(
        Name, Sources(), level,
        [
            .. DeviceCompiler.Surface,
            .. All.Where(it => Below.Contains(it.Folder)).Select(it => it.Compile(level).ToMetadataReference()),
        ]);
}

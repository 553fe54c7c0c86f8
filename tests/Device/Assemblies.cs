using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Tests.Device;

/// <summary>What can be read off a compiled assembly.</summary>
internal static class Assemblies
{
    /// <summary>Names of the assemblies that one refers to.</summary>
    public static IReadOnlyList<string> ReferencesOf(string path)
    {
        using PEReader reader = new(File.OpenRead(path));
        MetadataReader metadata = reader.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(metadata.GetAssemblyReference)
            .Select(it => metadata.GetString(it.Name))];
    }
}

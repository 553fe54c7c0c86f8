using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Tests.Contract;

/// <summary>The files of the working tree that belong to the repository: tracked, or new and not ignored.</summary>
internal static class Repository
{
    private static readonly ConcurrentDictionary<string, SyntaxNode> s_parsed = [];

    /// <summary>The folder with Agent.sln, absolute.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Paths relative to <see cref="Root"/>, with forward slashes, in ordinal order.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. ListFiles().Order(StringComparer.Ordinal)];

    /// <summary>The C# sources among them whose path starts with <paramref name="prefix"/>.</summary>
    public static IEnumerable<string> Sources(string prefix = "") =>
        Files.Where(path => path.EndsWith(".cs", StringComparison.Ordinal)
            && path.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>A C# source, parsed once for all tests.</summary>
    public static SyntaxNode Parsed(string path) =>
        s_parsed.GetOrAdd(path, it => CSharpSyntaxTree.ParseText(Read(it)).GetRoot());

    /// <summary>The text of a file of the repository.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Agent.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new DirectoryNotFoundException("No folder above the tests holds Agent.sln.");
    }

    private static IEnumerable<string> ListFiles() =>
        Path.Exists(Path.Combine(Root, ".git")) ? FromGit() : FromFolders();

    private static IEnumerable<string> FromGit()
    {
        ProcessStartInfo start = new("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        };
        using Process git = Process.Start(start)!;
        string output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return output.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Where(path => File.Exists(Path.Combine(Root, path)));
    }

    /// <summary>For an exported tree without history.</summary>
    private static IEnumerable<string> FromFolders() =>
        Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or ".vs" or "TestResults"));
}

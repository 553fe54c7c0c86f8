using System.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Tests.Device;

/// <summary>What came of a run on the interpreter.</summary>
/// <param name="Code">0; 3: an uncaught exception or an unresolved reference; 4: a crash; 5: a time-out.</param>
/// <param name="Output">What the program printed, with what the command said of a failure.</param>
internal sealed record NanoRun(int Code, string Output);

/// <summary>The device's class library, metadata processor and interpreter, in a folder that the machine's owner made.
/// README.md says what is in it.</summary>
internal sealed class NanoTools
{
    private const string Variable = "AGENT_NANO";

    private readonly string _folder;

    /// <summary>The tools in a folder; an exception names what the folder lacks.</summary>
    public NanoTools(string folder)
    {
        _folder = folder;
        Require(Directory.Exists(folder), $"{Variable} names {folder}, which is no folder.");
        foreach (string command in new[] { "pe", "run" })
        {
            Require(File.Exists(Path.Combine(folder, command)), $"{folder} has no command '{command}'.");
        }

        Require(File.Exists(Library("mscorlib")), $"{folder}/lib has no mscorlib.pe.");
        References = [.. Directory.GetFiles(Path.Combine(folder, "lib"), "*.dll")
            .Select(path => MetadataReference.CreateFromFile(path))];
    }

    /// <summary>The libraries to compile against.</summary>
    public IReadOnlyList<MetadataReference> References { get; }

    /// <summary>The tools of this machine; a test that asks for them without any is inconclusive.</summary>
    public static NanoTools OfThisMachine()
    {
        string? named = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(named))
        {
            Assert.Inconclusive($"No interpreter here: {Variable} is not set. See tests/Device/README.md.");
        }

        return new NanoTools(named!);
    }

    /// <summary>Makes .pe files of assemblies, each after those that it uses; an exception says why not.</summary>
    public void MakeImages(string target, IEnumerable<string> assemblies)
    {
        NanoRun made = Start("pe", [target, .. assemblies], TimeSpan.FromMinutes(3));
        Require(made.Code == 0, "pe: " + made.Output.Trim());
    }

    /// <summary>Runs the last of these images with the others loaded, with so many bytes of heap.</summary>
    public NanoRun Run(IEnumerable<string> images, int? heapBytes = null, int timeoutSeconds = 60)
    {
        string[] heap = heapBytes is int bytes ? ["--heap", $"{bytes}"] : [];
        return Start("run", [.. heap, "--timeout", $"{timeoutSeconds}", .. images],
            TimeSpan.FromSeconds(timeoutSeconds + 30));
    }

    /// <summary>Images of these libraries and of all that they need, mscorlib first, each after what it needs; an
    /// exception names one that is missing.</summary>
    public IReadOnlyList<string> LibraryImages(IEnumerable<string> names)
    {
        List<string> all = [];
        foreach (string name in names.Prepend("mscorlib"))
        {
            Add(name, all);
        }

        return all;
    }

    private void Add(string name, List<string> all)
    {
        Require(File.Exists(Library(name)), $"{_folder}/lib has no {name}.pe.");
        if (all.Contains(Library(name)))
        {
            return;
        }

        foreach (string needed in Assemblies.ReferencesOf(Path.ChangeExtension(Library(name), ".dll")))
        {
            Add(needed, all);
        }

        all.Add(Library(name));
    }

    private static void Require(bool condition, string complaint)
    {
        if (!condition)
        {
            throw new InvalidOperationException(complaint);
        }
    }

    private string Library(string name) => Path.Combine(_folder, "lib", name + ".pe");

    private NanoRun Start(string command, IEnumerable<string> arguments, TimeSpan most)
    {
        ProcessStartInfo start = new(Path.Combine(_folder, command), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        bool ended = process.WaitForExit(most);
        if (!ended)
        {
            process.Kill(entireProcessTree: true);
        }

        return new NanoRun(ended ? process.ExitCode : 5, output.Result + error.Result);
    }
}

using System.Diagnostics;
using System.Text.Json;

namespace Tests.Integration.Providers;

/// <summary>A provider library of somebody else, in its own process.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Program">The program that runs it.</param>
/// <param name="Script">Our few lines around it, in the folder of this file.</param>
/// <param name="Evidence">A file that is there when it is installed.</param>
internal sealed record Library(string Name, string Program, string Script, string Evidence)
{
    public static readonly Library NodeApn =
        new("@parse/node-apn 8.1.0", "node", "node-apn.cjs", "node_modules/@parse/node-apn/package.json");

    public static readonly Library Apns2 = new("apns2 12.2.0", "node", "apns2.mjs", "node_modules/apns2/package.json");

    public static readonly Library Aioapns = new(
        "aioapns", "/usr/bin/python3", "aioapns_push.py", "/usr/lib/python3/dist-packages/aioapns/__init__.py");

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Where the scripts and what npm installed are: in the tree, because node looks beside the
    /// script.</summary>
    private static string Folder { get; } = Find();

    /// <summary>Why it cannot run here; null if it can.</summary>
    public string? Missing() => File.Exists(Path.Combine(Folder, Evidence)) ? null : $"{Name} is not installed";

    /// <summary>Makes these pushes and returns what the library says of each.</summary>
    public async Task<IReadOnlyList<ProviderAnswer>> PushAsync(ProviderWish wish)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(wish, Format));
            string[] lines = (await RunAsync(Program, [Path.Combine(Folder, Script), file]))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return [.. lines.Select(line => JsonSerializer.Deserialize<ProviderAnswer>(line, Format)!)];
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Runs a program to its end; its output.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message is what it said.</exception>
    public static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        using CancellationTokenSource limit = new(Limit);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
            Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0
                ? await output
                : throw new InvalidOperationException($"{program}: {await output}{await error}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Agent.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? ".", "tests", "Integration", "Providers");
    }
}

using System.Diagnostics;

namespace Tests.Integration.Servers;

/// <summary>One short run of an administration program.</summary>
internal static class ProgramRun
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(30);

    /// <summary>Runs a program to its end and returns what it printed; throws if it fails or takes half a
    /// minute.</summary>
    public static async Task<string> OutputAsync(string program, params string[] arguments)
    {
        (int exitCode, string text) = await EndAsync(Usual, program, arguments);
        return exitCode == 0
            ? text
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {text}");
    }

    /// <summary>Runs a program to its end and returns its exit code with what it printed; throws if it takes longer
    /// than <paramref name="limit"/>.</summary>
    public static async Task<(int ExitCode, string Text)> EndAsync(
        TimeSpan limit, string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        using CancellationTokenSource deadline = new(limit);
        Task<string> output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        Task<string> error = process.StandardError.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        return (process.ExitCode, await error + await output);
    }
}

using System.Diagnostics;

namespace Tests.Integration.Servers;

/// <summary>One short run of an administration program.</summary>
internal static class ProgramRun
{
    /// <summary>Runs a program to its end and returns what it printed; throws if it fails or takes half a
    /// minute.</summary>
    public static async Task<string> OutputAsync(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        using CancellationTokenSource deadline = new(30_000);
        Task<string> output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        Task<string> error = process.StandardError.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        string text = await output + await error;
        return process.ExitCode == 0
            ? text
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {text}");
    }
}

using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Tests.HostSim;

/// <summary>The program as a person starts it.</summary>
internal sealed class SimProcess : IDisposable
{
    private const int Sigint = 2;

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    public SimProcess(params string[] arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "host-sim.dll");
        ProcessStartInfo start = new("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, e) => Keep(_output, e.Data);
        _process.ErrorDataReceived += (_, e) => Keep(_error, e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Output => Read(_output);

    public string Error => Read(_error);

    public int ExitCode => _process.ExitCode;

    public bool HasExited => _process.HasExited;

    /// <summary>Waits for the end; a test that needs the time out fails.</summary>
    public async Task<int> EndAsync()
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>Ctrl-C.</summary>
    public void Interrupt()
    {
        if (kill(_process.Id, Sigint) != 0)
        {
            throw new InvalidOperationException($"kill failed: {Marshal.GetLastPInvokeError()}");
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static void Keep(StringBuilder lines, string? line)
    {
        lock (lines)
        {
            _ = line is null ? lines : lines.AppendLine(line);
        }
    }

    private static string Read(StringBuilder lines)
    {
        lock (lines)
        {
            return lines.ToString();
        }
    }

#pragma warning disable SYSLIB1054, CA5392 // one call of libc in a test needs no generated marshalling
    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int process, int signal);
#pragma warning restore SYSLIB1054, CA5392
}

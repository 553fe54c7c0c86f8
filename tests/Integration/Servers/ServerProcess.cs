using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Tests.Integration.Servers;

/// <summary>A server in the foreground that ends with this process, whatever ends this process.</summary>
internal sealed partial class ServerProcess : IDisposable
{
    private const int SignalUser1 = 10;
    private const int SignalTerminate = 15;

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private ServerProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>True once the server has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>What it printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts a program under the guard script; variables are added to the environment.</summary>
    public static ServerProcess Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> variables)
    {
        ProcessStartInfo start = new("/bin/sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Servers", "guard.sh"), program },
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        return new ServerProcess(Process.Start(start)!);
    }

    /// <summary>Asks the server to end and waits for it.</summary>
    public Task StopAsync() => SignalAsync(SignalTerminate);

    /// <summary>Kills the server as a power cut would, and waits for it.</summary>
    public Task KillAsync() => SignalAsync(SignalUser1);

    /// <summary>Kills what still runs.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _ = Kill(_process.Id, SignalUser1);
            _process.WaitForExit(10_000);
        }

        _process.Dispose();
    }

    private async Task SignalAsync(int signal)
    {
        _ = Kill(_process.Id, signal);
        using CancellationTokenSource deadline = new(30_000);
        await _process.WaitForExitAsync(deadline.Token);
    }

    private void Append(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}

using System.Diagnostics;
using System.Globalization;

namespace Tests.GatewayBench;

/// <summary>A server in a process of its own, and what it uses.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const long Kibi = 1024;

    private readonly Process _process;

    private ServerProcess(Process process) => _process = process;

    /// <summary>Bytes of memory that it holds in RAM now.</summary>
    public long ResidentBytes => Kibi * long.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmRSS", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);

    /// <summary>Processor time that it has used.</summary>
    public TimeSpan Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts a program; returns when a line of its output says that it is ready.</summary>
    public static async Task<(ServerProcess Server, string Output)> StartAsync(
        string program, string[] arguments, string ready)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process = Process.Start(start)!;
        TaskCompletionSource<string> said = new(TaskCreationOptions.RunContinuationsAsynchronously);
        string all = "";
        process.OutputDataReceived += (_, e) => Hear(e.Data);
        process.ErrorDataReceived += (_, e) => Hear(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return (new ServerProcess(process), await said.Task.WaitAsync(TimeSpan.FromSeconds(60)));

        void Hear(string? line)
        {
            lock (said)
            {
                all += line + "\n";
                if (line?.Contains(ready, StringComparison.Ordinal) ?? false)
                {
                    said.TrySetResult(all);
                }
            }
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Tests.Kill;

/// <summary>A gateway as a person starts it.</summary>
internal sealed partial class GatewayProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private GatewayProcess(Process process, int courierPort, int providerPort)
    {
        _process = process;
        CourierPort = courierPort;
        ProviderPort = providerPort;
    }

    public int CourierPort { get; }

    public int ProviderPort { get; }

    /// <summary>Starts one on this folder and waits until it says where it listens.</summary>
    public static async Task<GatewayProcess> StartAsync(string folder, string topic)
    {
        ProcessStartInfo start = new("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "host-sim.dll"), "gateway", "--data", folder, "--courier-port", "0",
            "--provider-port", "0", "--activation-port", "0", "--admin-port", "0", "--queue", topic,
        ])
        {
            RedirectStandardOutput = true,
        };
        Process process = Process.Start(start)!;
        using CancellationTokenSource limit = new(Patience);
        string all = "";
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is string line)
        {
            all += line + "\n";
            if (Ports().Match(all) is { Success: true } ports && line.Contains("ready", StringComparison.Ordinal))
            {
                // Whoever writes to a pipe that nobody empties stands still one day.
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new GatewayProcess(process, Number(ports, 1), Number(ports, 2));
            }
        }

        throw new InvalidOperationException($"the gateway did not start: {all}");
    }

    /// <summary>SIGKILL: no handler, no flush, no good-bye.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static int Number(Match match, int group) =>
        int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"devices on port (\d+)[^$]*providers on port (\d+)")]
    private static partial Regex Ports();
}

using Tests.Integration.Servers;

namespace Tests.Integration.Suite;

/// <summary>A small fleet as a person starts it, against the server: nothing may be lost or doubled.</summary>
public abstract partial class ServerSuite
{
    private const int FleetSize = 20;
    private const string FleetPassword = "pw-fleet";

    private static readonly TimeSpan FleetLimit = TimeSpan.FromSeconds(120);

    private static int s_lastFleet;

    // Each test has a fleet of its own, so that nobody finds another one's nodes.
    private readonly string _prefix = $"fleet{Interlocked.Increment(ref s_lastFleet)}-";
    private bool _hasFleet;

    /// <summary>Nothing happens, and then the network to the server dies and returns.</summary>
    private protected async Task RunsFleetAsync()
    {
        string steady = await RunFleetAsync(0, "--duration", "8");
        StringAssert.StartsWith(steady, $"fleet ok: {FleetSize} devices, xmpp, steady, 8 s");
        string storm = await RunFleetAsync(0, "--scenario", "storm", "--duration", "10", "--outage", "4");
        StringAssert.StartsWith(storm, $"fleet ok: {FleetSize} devices, xmpp, storm, 10 s");
    }

    /// <summary>Reports that are lost on purpose end a run with 1.</summary>
    private protected async Task NoticesLostReportsAsync()
    {
        string line = await RunFleetAsync(1, "--sabotage", "lose", "--duration", "12", "--patience", "15");
        StringAssert.StartsWith(line, "fleet FAILED:");
        StringAssert.Contains(line, $"; {FleetSize} online;");
        Assert.DoesNotContain(" 0 lost, 0 doubled, 0 dropped;", line);
    }

    private async Task<string> RunFleetAsync(int exitCode, params string[] arguments)
    {
        if (!_hasFleet)
        {
            _hasFleet = true;
            await Stage.Server.CreateAccountsAsync(_prefix, FleetSize, FleetPassword);
        }

        string folder = Stage.Server.Folder;
        string fleetPassword = Path.Combine(folder, "fleet.password");
        string operatorPassword = Path.Combine(folder, "operator.password");
        await File.WriteAllTextAsync(fleetPassword, FleetPassword);
        await File.WriteAllTextAsync(operatorPassword, "pw-operator");
        (int code, string text) = await ProgramRun.EndAsync(
            FleetLimit, "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "host-sim.dll"), "fleet", "--devices", $"{FleetSize}",
                "--report", "3", "--commands", "5", "--seed", "7",
                "--server", $"127.0.0.1:{Stage.Server.DirectTls.Number}", "--direct-tls",
                "--domain", LocalServer.Domain, "--user", _prefix + "{n}", "--password-file", fleetPassword,
                "--operator", "operator", "--operator-password-file", operatorPassword,
                "--ca", Stage.Server.AuthorityFile, .. arguments,
            ]);
        Assert.AreEqual(exitCode, code, text);
        return text.TrimEnd().Split('\n')[^1];
    }
}

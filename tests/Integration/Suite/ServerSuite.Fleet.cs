using Tests.Integration.Servers;

namespace Tests.Integration.Suite;

/// <summary>A small fleet as a person starts it, against the server: nothing may be lost or doubled.</summary>
public abstract partial class ServerSuite
{
    private const int FleetSize = 20;
    private const string FleetPassword = "pw-fleet";

    private static readonly TimeSpan FleetLimit = TimeSpan.FromSeconds(120);

    /// <summary>Steady, then through a storm, then with reports that are lost on purpose.</summary>
    private protected async Task RunsFleetAsync()
    {
        await Task.WhenAll(Enumerable.Range(1, FleetSize).Select(
            number => Stage.Server.CreateAccountAsync($"fleet{number}@{LocalServer.Domain}", FleetPassword)));

        string steady = await RunFleetAsync(0, "--duration", "5");
        StringAssert.StartsWith(steady, $"fleet ok: {FleetSize} devices, xmpp, steady, 5 s");
        string storm = await RunFleetAsync(0, "--scenario", "storm", "--duration", "10", "--outage", "4");
        StringAssert.StartsWith(storm, $"fleet ok: {FleetSize} devices, xmpp, storm, 10 s");
        string robbed = await RunFleetAsync(1, "--sabotage", "lose", "--duration", "5", "--patience", "10");
        StringAssert.StartsWith(robbed, "fleet FAILED:");
        Assert.DoesNotContain(" 0 lost, 0 doubled, 0 dropped;", robbed);
    }

    private async Task<string> RunFleetAsync(int exitCode, params string[] arguments)
    {
        string folder = Stage.Server.Folder;
        string fleetPassword = Path.Combine(folder, "fleet.password");
        string operatorPassword = Path.Combine(folder, "operator.password");
        await File.WriteAllTextAsync(fleetPassword, FleetPassword);
        await File.WriteAllTextAsync(operatorPassword, "pw-operator");
        (int code, string text) = await ProgramRun.EndAsync(
            FleetLimit, "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "host-sim.dll"), "fleet", "--devices", $"{FleetSize}",
                "--report", "1", "--commands", "5", "--seed", "7",
                "--server", $"127.0.0.1:{Stage.Server.DirectTls.Number}", "--direct-tls",
                "--domain", LocalServer.Domain, "--user", "fleet{n}", "--password-file", fleetPassword,
                "--operator", "operator", "--operator-password-file", operatorPassword,
                "--ca", Stage.Server.AuthorityFile, .. arguments,
            ]);
        Assert.AreEqual(exitCode, code, text);
        return text.TrimEnd().Split('\n')[^1];
    }
}

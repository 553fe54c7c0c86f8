using HostSim.Operator;

namespace Tests.Firmware.Whole;

/// <summary>A device that lives on a battery: it sleeps, wakes, and goes on where it was.</summary>
[TestClass]
public sealed class SleepTests
{
    private const int Pace = 20;

    // In the device's time; a minute is three seconds here.
    private const int AwakeS = 60;
    private const int AsleepS = 60;

    private static readonly TimeSpan OneTry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AWholeSleep = TimeSpan.FromSeconds(60);

    [TestMethod]
    public async Task Wakes_and_resumes_its_stream_so_that_nothing_said_meanwhile_is_lost()
    {
        await using Home home = await Home.OnlineAsync(Pace);
        await UntilSetAsync(home, "sleep.for", AsleepS);
        await UntilSetAsync(home, "sleep.every", AwakeS);
        await home.UntilAsync(() => home.Power.Endings.Contains(Ending.DeepSleep), "it sleeps");
        Assert.AreEqual(AsleepS, home.World.SleepTime!.Value.TotalSeconds);

        // To the session that sleeps: one that was opened anew would not get it.
        CommandReply? reply = await TryAsync(home, "health", [], AWholeSleep);
        Assert.AreEqual("done", reply?.Status, home.World.Serial.Printed);
        Assert.Contains(new KeyValuePair<string, string>("start.reason", "sleep"), reply!.Result);
        await UntilSetAsync(home, "sleep.every", 0);
        home.AssertNothingHidden();
    }

    private static async Task UntilSetAsync(Home home, string name, int value)
    {
        CommandReply? reply = null;
        for (int tries = 0; tries < 10 && reply?.Status != "done"; tries++)
        {
            reply = await TryAsync(home, "config.set", new() { ["name"] = name, ["value"] = $"{value}" }, OneTry);
        }

        Assert.AreEqual("done", reply?.Status, name);
    }

    /// <summary>The answer; null if there is none in time.</summary>
    private static async Task<CommandReply?> TryAsync(
        Home home, string command, Dictionary<string, string> arguments, TimeSpan time)
    {
        using CancellationTokenSource limit = new(time);
        try
        {
            return await new DeviceCommands(home.Operator).RunAsync(home.Jid, command, arguments, limit.Token);
        }
        catch (Exception e) when (e is OperatorException or OperationCanceledException)
        {
            return null;
        }
    }
}

using HostSim.Devices;
using HostSim.Network;
using HostSim.Operator;
using HostSim.Operator.Imip;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.HostSim.Imip;

/// <summary>What the IMIP link costs on the wire, in lines that the README can quote.</summary>
[TestClass]
public sealed class ImipFigureTests
{
    private const int IntervalMs = 60_000;
    private const int CommandUp = 150;
    private const int CommandDown = 140;
    private const int PingBoth = 80;

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task Command_with_its_result_and_acknowledgement_and_a_ping()
    {
        await using ImipFixture world = new();
        VirtualDevice device = world.Device();
        ImipOperator person = world.Person();
        await Wait.UntilAsync(() => person.StateOf("dev") == "ONLINE", "the operator sees the device");
        await RunAsync(person, device, "health", new Dictionary<string, string>());

        (Cost application, Cost transport) = await CostAsync(device, () => RunAsync(
            person, device, "pin.write", new Dictionary<string, string> { ["pin"] = "2", ["value"] = "1" }));
        Write("command, its result and acknowledgement", application, transport);
        Assert.IsLessThanOrEqualTo(CommandUp, (int)application.Up);
        Assert.IsLessThanOrEqualTo(CommandDown, (int)application.Down);

        (application, transport) = await CostAsync(device, async () =>
        {
            int before = Acks(device);
            world.Clock.Leap(IntervalMs);
            await Wait.UntilAsync(() => Acks(device) > before, "the answer to a ping");
        });
        Write("ping and its answer", application, transport);
        Assert.IsLessThanOrEqualTo(PingBoth, (int)(application.Up + application.Down));
    }

    private async Task RunAsync(
        ImipOperator person, VirtualDevice device, string name, IReadOnlyDictionary<string, string> arguments)
    {
        int before = Acks(device);
        CommandReply reply = await person.RunAsync("dev", name, arguments, TestContext.CancellationToken);
        Assert.AreEqual("done", reply.Status);
        await Wait.UntilAsync(() => Acks(device) > before, "the server's acknowledgement of the result");
    }

    private static async Task<(Cost Application, Cost Transport)> CostAsync(VirtualDevice device, Func<Task> what)
    {
        ConnectionTap connection = device.Connection!;
        (Cost application, Cost transport) = (connection.Application.Cost, connection.Transport.Cost);
        await what();
        return (Difference(connection.Application.Cost, application), Difference(connection.Transport.Cost, transport));
    }

    private static Cost Difference(Cost after, Cost before) =>
        new(after.Up - before.Up, after.Down - before.Down, after.RoundTrips - before.RoundTrips);

    private static int Acks(VirtualDevice device) => device.Traffic.Recent.Count(chunk =>
        chunk.Direction == "down" && chunk.Text.StartsWith("ACK 600", StringComparison.Ordinal));

    private void Write(string what, Cost application, Cost transport)
    {
        string line = $"IMIP | {what} | {application.Up}/{application.Down} B application | "
            + $"{transport.Up}/{transport.Down} B TLS, up/down";
        TestContext.WriteLine(line);
        if (Environment.GetEnvironmentVariable("AGENT_FIGURES") is { Length: > 0 } file)
        {
            File.AppendAllText(file, line + Environment.NewLine);
        }
    }
}

using System.Text.Json;
using Core.Agent;
using HostSim.Replay;
using Tests.Chaos.Rig;

namespace Tests.Chaos.Courier;

/// <summary>The invariants "Once" and "Nothing lost" for the Courier link: connections that are cut at any byte,
/// servers that are late or silent, pushes and messages that come again.</summary>
[TestClass]
public sealed class CourierStormTests
{
    private const int Storms = 60;
    private const int Commands = 60;

    // The device remembers 32 ids; what is older is not sent again by a server that keeps this few.
    private const int Outstanding = 8;

    [TestMethod]
    public void Once_and_nothing_lost()
    {
        int repeats = 0;
        foreach (int seed in Seeds.UpTo(Storms))
        {
            Random chance = new(seed);
            PushServer server = new(chance);
            StormyDevice device = new(chance, server);
            Blow(chance, server, device);
            CalmDown(server, device);
            AssertAllIsWell(seed, server, device);
            repeats += server.Messages.Values.Count(it => it.Times > 1);
        }

        Assert.IsGreaterThan(Storms, repeats, "acknowledgements were lost all the time");
    }

    private static void Blow(Random chance, PushServer server, StormyDevice device)
    {
        for (int sent = 0; sent < Commands;)
        {
            if (server.Waiting < Outstanding)
            {
                server.Push(ServerWords.Command($"c{sent}", "pin.write",
                    $"{{\"pin\":{sent % CountingBoard.Input},\"value\":{sent / CountingBoard.Input}}}"));
                sent++;
            }

            device.Pass(chance.Next(8_000));
            if (chance.Next(6) == 0)
            {
                server.Repeat();
            }
        }
    }

    private static void CalmDown(PushServer server, StormyDevice device)
    {
        server.IsCalm = true;

        // The longest wait before a new connection is five minutes.
        for (int round = 0; round < 200 && (server.Waiting > 0 || round < 40); round++)
        {
            device.Pass(10_000);
            server.Repeat();
        }
    }

    private static void AssertAllIsWell(int seed, PushServer server, StormyDevice device)
    {
        Assert.AreEqual(0, server.Waiting, $"seed {seed}: pushes that were never acknowledged");
        Assert.IsEmpty(server.Refusals, $"seed {seed}");
        Assert.AreEqual(AgentState.Online, device.Agent.State, $"seed {seed}");
        for (int i = 0; i < Commands; i++)
        {
            int times = device.Board.Writes(i % CountingBoard.Input, i / CountingBoard.Input);
            Assert.AreEqual(1, times, $"seed {seed}: command c{i} ran {times} times");
        }

        string[] results = [.. Told(server, "result").Select(it => it.GetProperty("id").GetString()!)];
        string[] commands = [.. Enumerable.Range(0, Commands).Select(it => $"c{it}")];
        CollectionAssert.AreEquivalent(commands, results, $"seed {seed}: one result each");

        // The agent numbers what it hands over without gaps.
        uint[] numbers = [.. server.Messages.Keys.Where(it => it < 0x8000_0000).Order()];
        long missing = numbers[^1] - numbers[0] + 1 - numbers.Length;
        Assert.AreEqual(device.Agent.Dropped, missing, $"seed {seed}: what is missing was dropped by policy");
    }

    private static IEnumerable<JsonElement> Told(PushServer server, string type) => server.Messages.Values
        .Select(it => JsonDocument.Parse(it.Payload).RootElement)
        .Where(it => it.GetProperty("type").GetString() == type);
}

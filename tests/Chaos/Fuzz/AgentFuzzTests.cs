using System.Text;
using Core;
using Core.Agent;
using HostSim.Board;
using HostSim.Ports;
using HostSim.Replay;
using Seeds = Tests.Chaos.Rig.Seeds;
using Tests.Chaos.Recorded;
using Tests.Chaos.Rig;

namespace Tests.Chaos.Fuzz;

/// <summary>Invariant "No escape" for the whole agent: a hostile server and a careless driver get no exception out of
/// it.</summary>
[TestClass]
public sealed class AgentFuzzTests
{
    private const int UsualSeeds = 200;
    private const int Turns = 120;

    [TestMethod]
    public void No_escape_from_the_agent()
    {
        HashSet<AgentState> states = [];
        foreach (int seed in Seeds.UpTo(UsualSeeds))
        {
            Random chance = new(seed);
            FixedClock clock = new();
            AgentCore agent = Agent(clock);
            try
            {
                for (int turn = 0; turn < Turns; turn++)
                {
                    Act(agent, clock, chance);
                    states.Add(agent.State);
                }
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"CHAOS_SEED={seed}: {error.Message}", error);
            }
        }

        Assert.Contains(AgentState.Online, states, "some runs got so far");
    }

    private static AgentCore Agent(FixedClock clock)
    {
        VirtualBoard board = new(BoardMap.DevKitC(1), clock);
        return new AgentCore(
            LinkRig.ConfigOf("external"), clock, new HostCrypto(1), new MemoryVault(), board, new HostLogSink());
    }

    private static void Act(AgentCore agent, FixedClock clock, Random chance)
    {
        clock.Now += chance.Next(10) == 0 ? chance.Next(10_000_000) : chance.Next(500);
        switch (chance.Next(12))
        {
            case 0:
                agent.Closed(0, (Fault)chance.Next(50), clock.Now);
                break;
            case 1 or 2:
                agent.Tick(clock.Now);
                break;
            case 3:
                agent.Opened(0, clock.Now);
                Say(agent, clock, chance, Conversation.Login);
                break;
            case 4:
                agent.Secured(0, clock.Now);
                break;
            case 5:
                Say(agent, clock, chance, "</stream:stream>");
                break;
            default:
                Say(agent, clock, chance, string.Concat(
                    Enumerable.Range(0, 3).Select(_ => new RandomXml(chance).Stanza())));
                break;
        }

        Intent intent = new();
        for (int i = 0; i < 5 && agent.NextIntent(intent); i++)
        {
            if (intent.Kind == IntentKind.Open && chance.Next(4) > 0)
            {
                agent.Opened(0, clock.Now);
                Say(agent, clock, chance, Conversation.Login);
            }
            else if (intent.Kind == IntentKind.Close)
            {
                agent.Closed(0, intent.Why, clock.Now);
            }
        }
    }

    private static void Say(AgentCore agent, FixedClock clock, Random chance, string xml)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(xml);
        bytes = chance.Next(10) == 0 ? new Mutator(chance).Mutate(bytes) : bytes;
        byte[] out1400 = new byte[Limits.Write];
        for (int at = 0, idle = 0; at < bytes.Length && idle < 3; idle++)
        {
            int taken = agent.Receive(0, bytes, at, bytes.Length - at, clock.Now);
            idle = taken > 0 ? 0 : idle;
            at += taken;
            while (chance.Next(8) > 0 && agent.Transmit(0, out1400, 0, out1400.Length) > 0)
            {
                idle = 0;
            }
        }
    }

    private sealed class HostLogSink : Core.Ports.ILog
    {
        private int _lines;

        public void Write(string what, long number) => _lines += what.Length > 0 ? 1 : 0;
    }
}

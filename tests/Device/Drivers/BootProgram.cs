using System;
using System.Text;
using Core;
using Core.Agent;
using Core.Commands;
using Tests.Unit.Agent;
using Xmpp;
using GC = nanoFramework.Runtime.Native.GC;

namespace Tests.Device.Drivers;

/// <summary>Boots the provisioned core, lets it log in to a recorded server with SCRAM, and says what is free
/// then.</summary>
public static class BootProgram
{
    private static readonly byte[] s_out = new byte[Limits.Write];

    /// <summary>Prints the agent's state and the free bytes once the recording has ended.</summary>
    public static void Main()
    {
        try
        {
            RecordedCrypto crypto = new() { Remembers = false };
            AgentConfig config = new()
            {
                DeviceId = "dev1",
                Links = new LinkConfig[]
                {
                    new XmppConfig { Domain = "iot.test", User = "dev1", Password = "pw-dev1", DirectTls = true },
                },
            };
            config.Allow("op@iot.test", Role.Control);
            FakeClock clock = new() { Now = 1_000, UnixTimeMs = 1_700_000_000_000 };
            AgentCore agent = new(config, clock, crypto, new FakeVault(), new FakeBoard(), new DeafOwner());
            Open(agent, clock);
            AddNonces(crypto);
            for (int i = 0; i < Recorded.Lines.Length && agent.State != AgentState.Online; i++)
            {
                Take(agent, Recorded.Lines[i], clock);
            }

            Console.WriteLine("state " + ((int)agent.State).ToString());
            Console.WriteLine("free " + GC.Run(true).ToString());
        }
        catch (Exception e)
        {
            Console.WriteLine("exception: " + e.ToString());
        }
    }

    private static void Open(AgentCore agent, FakeClock clock)
    {
        Intent intent = new();
        while (!agent.NextIntent(intent) || intent.Kind != IntentKind.Open)
        {
            clock.Now += 1_000;
            agent.Tick(clock.Now);
        }
    }

    // In a recording they stand where they were drawn, behind the words that they answer.
    private static void AddNonces(RecordedCrypto crypto)
    {
        foreach (string line in Recorded.Lines)
        {
            if (line[0] == 'N')
            {
                crypto.Add(Convert.FromBase64String(line.Substring(2)));
            }
        }
    }

    private static void Take(AgentCore agent, string line, FakeClock clock)
    {
        if (line[0] == 'O')
        {
            agent.Opened(0, clock.Now);
            Settle(agent, clock);
        }
        else if (line[0] == 'S')
        {
            byte[] bytes = Encoding.UTF8.GetBytes(line.Substring(2));
            for (int at = 0; at < bytes.Length;)
            {
                at += agent.Receive(0, bytes, at, bytes.Length - at, clock.Now);
                Settle(agent, clock);
            }
        }
    }

    // A login computes in slices, each of which asks to be called again at once.
    private static void Settle(AgentCore agent, FakeClock clock)
    {
        bool moves = true;
        while (moves)
        {
            moves = agent.Transmit(0, s_out, 0, s_out.Length) > 0;
            if (agent.Deadline <= clock.Now + 1)
            {
                clock.Now++;
                agent.Tick(clock.Now);
                moves = true;
            }
        }
    }
}

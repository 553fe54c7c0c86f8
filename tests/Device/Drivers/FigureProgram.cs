using System;
using Core.Agent;
using Core.Commands;
using Courier;
using Tests.Unit.Agent;
using Xmpp;
using GC = nanoFramework.Runtime.Native.GC;

namespace Tests.Device.Drivers;

/// <summary>Measures what parts of the agent take of the managed heap, by what is free before and after.</summary>
public static class FigureProgram
{
    private static object s_kept;

    /// <summary>Prints a name and bytes for each part.</summary>
    public static void Main()
    {
        try
        {
            // The first measurement makes what later ones need too.
            Free();
            Console.WriteLine("free " + Free().ToString());
            AgentConfig config = new() { DeviceId = "sim-1" };
            LinkParts parts = Parts(config);
            Measure("xmpp-link", parts, new XmppConfig { Domain = "example.org", User = "sim-1", Password = "secret" });
            Measure("courier-link", parts, new CourierConfig { Host = "push.example.org" });
            MeasureAgent("agent", config, parts,
                new XmppConfig { Domain = "example.org", User = "sim-1", Password = "secret" });
            MeasureAgent("agent-courier", config, parts, new CourierConfig { Host = "push.example.org" });
        }
        catch (Exception e)
        {
            Console.WriteLine("exception: " + e.ToString());
        }
    }

    private static LinkParts Parts(AgentConfig config)
    {
        FakeVault vault = new();
        FakeBoard board = new();
        FakeClock clock = new();
        CommandGroup[] groups = { new PinCommands(board), new SensorCommands(board, new Settings(config, vault)) };
        return new LinkParts
        {
            Config = config,
            Commands = new CommandTable(groups, new Allowlist(config), vault, new Health(board, clock, vault), clock),
            Owner = new DeafOwner(),
            Board = board,
            Crypto = new RecordedCrypto(),
            Vault = vault,
        };
    }

    private static void Measure(string name, LinkParts parts, LinkConfig config)
    {
        long before = Free();
        s_kept = config.Make(parts);
        Console.WriteLine(name + " " + (before - Free()).ToString());
        s_kept = null;
    }

    private static void MeasureAgent(string name, AgentConfig config, LinkParts parts, LinkConfig link)
    {
        config.Links = new[] { link };
        long before = Free();
        s_kept = new AgentCore(config, new FakeClock(), parts.Crypto, parts.Vault, parts.Board, new DeafOwner());
        Console.WriteLine(name + " " + (before - Free()).ToString());
        s_kept = null;
    }

    private static long Free() => GC.Run(true);
}

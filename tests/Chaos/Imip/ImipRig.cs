using System.Text;
using Core;
using Core.Agent;
using Core.Commands;
using Imip;
using Core.Ports;
using HostSim.Board;
using HostSim.Replay;
using Tests.Chaos.Rig;

namespace Tests.Chaos.Imip;

/// <summary>One IMIP link as the agent builds it, on a board, with everything recorded that it says and does.</summary>
internal sealed class ImipRig
{
    private readonly byte[] _buffer = new byte[Limits.Write];
    private readonly FixedClock _clock = new();

    /// <summary>A link whose transport has just come up.</summary>
    public ImipRig()
    {
        AgentConfig config = ConfigOf();
        ThriftyVault vault = new();
        Link = (ImipLink)config.Links[0].Make(new LinkParts
        {
            Config = config,
            Commands = new TracingHost(Table(config, vault, _clock), Trace),
            Owner = new TracingOwner(Trace),
            Crypto = new SeededCrypto(1, []),
        });
        Link.SetWallOffset(_clock.UnixTimeMs - _clock.Now);
        Engine = new WatchedEngine(Link.Engine);
        Engine.Opened(_clock.Now);
        Drain();
    }

    /// <summary>The link.</summary>
    public ImipLink Link { get; }

    /// <summary>Its engine.</summary>
    public WatchedEngine Engine { get; }

    /// <summary>What the owner was told.</summary>
    public StringBuilder Trace { get; } = new();

    /// <summary>What the link said.</summary>
    public StringBuilder Said { get; } = new();

    /// <summary>The configuration of such a link.</summary>
    public static AgentConfig ConfigOf()
    {
        AgentConfig config = new()
        {
            DeviceId = "dev1",
            Links = [new ImipConfig { Host = "imip.test", User = "dev1", Password = "pw-dev1" }],
        };
        config.Allow("imip:op", Role.Control);
        return config;
    }

    /// <summary>The commands of a device on a quiet board.</summary>
    public static CommandTable Table(AgentConfig config, IVault vault, FixedClock clock)
    {
        VirtualBoard board = new(new BoardMap("quiet", BoardMap.DevKitC(1).Pins, [], 1), clock);
        CommandGroup[] groups = [new PinCommands(board), new SensorCommands(board, new Settings(config, vault))];
        return new CommandTable(groups, new Allowlist(config), vault, new Health(board, clock, vault), clock);
    }

    /// <summary>The link takes these bytes in pieces of sizes as given; all of them unless it has a fault that keeps it
    /// from taking any.</summary>
    public void Feed(byte[] bytes, Func<int> piece)
    {
        for (int at = 0; at < bytes.Length;)
        {
            int end = (int)Math.Min(bytes.Length, (long)at + piece());
            int idle = 0;
            while (at < end && idle < 2)
            {
                int taken = Engine.Receive(bytes, at, end - at, _clock.Now);
                at += taken;
                idle = Drain() || taken > 0 ? 0 : idle + 1;
            }

            Assert.AreEqual(end, at, "bytes were refused for good");
        }
    }

    /// <summary>Lets time pass.</summary>
    public void Wait(int ms)
    {
        _clock.Now += ms;
        Engine.Tick(_clock.Now);
        Drain();
    }

    private bool Drain()
    {
        bool any = false;
        for (int n = Transmit(); n > 0; n = Transmit())
        {
            Said.Append(Encoding.UTF8.GetString(_buffer, 0, n));
            any = true;
        }

        return any;
    }

    private int Transmit() => Engine.Transmit(_buffer, 0, _buffer.Length);
}

using System.Text;
using Core;
using Core.Agent;
using Core.Commands;
using Courier;
using HostSim.Board;
using HostSim.Ports;
using HostSim.Replay;
using Tests.Chaos.Rig;

namespace Tests.Chaos.Courier;

/// <summary>One Courier link as the agent builds it, on a board, with everything recorded that it says and
/// does.</summary>
internal sealed class CourierRig
{
    private readonly byte[] _buffer = new byte[Limits.Write];

    /// <summary>A link that has not been opened.</summary>
    public CourierRig()
    {
        AgentConfig config = new() { DeviceId = "dev1" };
        config.Allow("push:team", Role.Control);
        config.Allow("push:viewers", Role.Read);
        MemoryVault vault = new();
        VirtualBoard board = new(BoardMap.DevKitC(1), Clock);
        CommandGroup[] groups = [new PinCommands(board), new SensorCommands(board, new Settings(config, vault))];
        CommandTable table = new(
            groups, new Allowlist(config), vault, new Health(board, Clock, vault), Clock);
        Link = new CourierLink(new CourierConfig { Host = "push.test" }, new LinkParts
        {
            Config = config,
            Commands = new TracingHost(table, Trace),
            Owner = new TracingOwner(Trace),
            Board = board,
            Crypto = new SeededCrypto(1, []),
            Vault = vault,
        });
        Link.SetWallOffset(Clock.UnixTimeMs - Clock.Now);
        Link.SetStatus("ready");
        Engine = new WatchedEngine(Link.Engine);
    }

    /// <summary>Time.</summary>
    public FixedClock Clock { get; } = new();

    /// <summary>The link.</summary>
    public CourierLink Link { get; }

    /// <summary>Its engine.</summary>
    public WatchedEngine Engine { get; }

    /// <summary>What the owner was told, and after each piece of it what was said.</summary>
    public StringBuilder Trace { get; } = new();

    /// <summary>What the link said, in hex.</summary>
    public StringBuilder Said { get; } = new();

    /// <summary>Opens the connection and has the server accept it.</summary>
    public void Connect()
    {
        Engine.Opened(Clock.Now);
        Drain();
        Receive(ServerWords.Accepted, () => int.MaxValue);
    }

    /// <summary>The link takes these bytes, in pieces of the sizes that are given; what it says is taken between
    /// them.</summary>
    public void Receive(byte[] bytes, Func<int> size)
    {
        int at = 0;
        while (at < bytes.Length)
        {
            int end = Math.Min(bytes.Length, (int)Math.Min(int.MaxValue, (long)at + size()));
            while (at < end)
            {
                int taken = Engine.Receive(bytes, at, end - at, Clock.Now);
                at += taken;
                Assert.IsTrue(Drain() || taken > 0, "bytes were refused for good");
            }
        }
    }

    /// <summary>Takes what the link has to say; false if nothing.</summary>
    public bool Drain()
    {
        bool any = false;
        for (int n = Transmit(); n > 0; n = Transmit())
        {
            Said.Append(Convert.ToHexStringLower(_buffer.AsSpan(0, n)));
            any = true;
        }

        return any;
    }

    /// <summary>Time passes, and what is due happens.</summary>
    public void Pass(long ms)
    {
        Clock.Now += ms;
        Engine.Tick(Clock.Now);
        Drain();
    }

    private int Transmit() => Engine.Transmit(_buffer, 0, _buffer.Length);
}

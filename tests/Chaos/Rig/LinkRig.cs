using System.Text;
using Core;
using Core.Agent;
using Core.Commands;
using Core.Ports;
using HostSim.Board;
using HostSim.Ports;
using HostSim.Replay;
using Xmpp;

namespace Tests.Chaos.Rig;

/// <summary>One XMPP link as the agent builds it, on a board, with everything recorded that it says and
/// does.</summary>
internal sealed class LinkRig
{
    private readonly byte[] _buffer = new byte[Limits.Write];

    /// <summary>A link of an account with these options: direct, plain, external.</summary>
    public LinkRig(string options, ICrypto crypto)
    {
        Config = ConfigOf(options);
        MemoryVault vault = new();
        Board = new VirtualBoard(BoardMap.DevKitC(1), Clock);
        Health health = new(Board, Clock, vault);
        CommandGroup[] groups = [new PinCommands(Board), new SensorCommands(Board, new Settings(Config, vault))];
        CommandTable table = new(groups, new Allowlist(Config), vault, health, Clock);
        Link = (XmppLink)Config.Links[0].Make(new LinkParts
        {
            Config = Config,
            Commands = new TracingHost(table, Trace),
            Owner = new TracingOwner(Trace),
            Board = Board,
            Crypto = crypto,
            Vault = vault,
        });
        Link.SetWallOffset(Clock.UnixTimeMs - Clock.Now);
        Engine = new WatchedEngine(Link.Engine);
    }

    /// <summary>The account's configuration.</summary>
    public AgentConfig Config { get; }

    /// <summary>Time.</summary>
    public FixedClock Clock { get; } = new();

    /// <summary>The board behind the commands.</summary>
    public VirtualBoard Board { get; }

    /// <summary>The link.</summary>
    public XmppLink Link { get; }

    /// <summary>Its engine.</summary>
    public WatchedEngine Engine { get; }

    /// <summary>What the owner was told.</summary>
    public StringBuilder Trace { get; } = new();

    /// <summary>What the link said.</summary>
    public StringBuilder Said { get; } = new();

    /// <summary>The configuration that goes with the options of a conversation.</summary>
    public static AgentConfig ConfigOf(string options)
    {
        AgentConfig config = new()
        {
            DeviceId = "dev1",
            Links =
            [
                new XmppConfig
                {
                    Domain = "iot.test",
                    User = "dev1",
                    Password = "pw-dev1",
                    DirectTls = options.Contains("direct", StringComparison.Ordinal)
                        || options.Contains("external", StringComparison.Ordinal),
                    AllowPlain = options.Contains("plain", StringComparison.Ordinal),
                    UseClientCertificate = options.Contains("external", StringComparison.Ordinal),
                },
            ],
        };
        config.Allow("op@iot.test", Role.Control);
        config.Allow("viewer@iot.test", Role.Read);
        config.Allow("boss@iot.test", Role.Admin);
        return config;
    }

    /// <summary>The link takes these bytes; all of them unless it has a fault that keeps it from taking any.</summary>
    public void Receive(byte[] bytes, int offset, int count)
    {
        int end = offset + count;
        int idle = 0;
        while (offset < end && idle < 2)
        {
            int taken = Engine.Receive(bytes, offset, end - offset, Clock.Now);
            offset += taken;
            idle = Settle() || taken > 0 ? 0 : idle + 1;
        }

        Assert.AreEqual(end, offset, "bytes were refused for good");
    }

    /// <summary>Lets the link compute what it computes in slices, and say what it has to say; false if it had
    /// nothing.</summary>
    public bool Settle()
    {
        bool any = Drain();
        while (Engine.Deadline <= Clock.Now + 1)
        {
            Engine.Tick(Clock.Now);
            any |= Drain();
        }

        return any;
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

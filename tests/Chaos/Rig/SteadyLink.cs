using System.Text;
using Core;
using Core.Agent;
using Core.Commands;
using HostSim.Board;
using HostSim.Replay;
using Tests.Chaos.Recorded;
using Xmpp;

namespace Tests.Chaos.Rig;

/// <summary>A link that is online, over ports that take no memory themselves.</summary>
internal sealed class SteadyLink : SteadyPeer
{
    private readonly FixedClock _clock = new();
    private readonly XmppLink _link;
    private uint _published;

    /// <summary>Logs in.</summary>
    public SteadyLink()
    {
        AgentConfig config = LinkRig.ConfigOf("external");
        ThriftyVault vault = new();
        VirtualBoard board = new(new BoardMap("quiet", BoardMap.DevKitC(1).Pins, [], 1), _clock);
        Settings settings = new(config, vault);
        CommandGroup[] groups = [new PinCommands(board), new SensorCommands(board, settings)];
        CommandTable table = new(groups, new Allowlist(config), vault, new Health(board, _clock, vault), _clock);
        _link = (XmppLink)config.Links[0].Make(new LinkParts
        {
            Config = config, Commands = table, Owner = Owner, Board = board, Crypto = new SeededCrypto(1, []),
            Vault = vault,
        });
        _link.Engine.Opened(_clock.Now);
        Drain();
        Feed(Encoding.UTF8.GetBytes(Conversation.Login));
        Assert.IsTrue(_link.IsOnline);
    }

    /// <summary>What the link tells.</summary>
    public SilentOwner Owner { get; } = new();

    /// <summary>Why the stream ended.</summary>
    public Fault Fault => _link.Engine.Fault;

    /// <inheritdoc/>
    public override bool IsOnline => _link.IsOnline;

    /// <summary>Publishes readings.</summary>
    public bool Publish(FieldList fields)
    {
        bool begun = _link.SendReport(fields, _clock.UnixTimeMs, ++_published);
        Drain();
        return begun;
    }

    /// <summary>Lets time pass.</summary>
    public void Tick()
    {
        _clock.Now += 100;
        _link.Engine.Tick(_clock.Now);
        Drain();
    }

    /// <inheritdoc/>
    protected override int Receive(byte[] bytes, int count) => _link.Engine.Receive(bytes, 0, count, _clock.Now);

    /// <inheritdoc/>
    protected override int Transmit(byte[] target) => _link.Engine.Transmit(target, 0, target.Length);
}

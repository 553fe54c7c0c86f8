using Core.Bytes;
using Core.Commands;
using Core.Time;
using Xmpp;
using Xmpp.Modules;

namespace Tests.Bench;

/// <summary>The XMPP engine alone, online, under an agent that only counts the commands that reach it.</summary>
internal sealed class EngineOnline : IXmppOwner, ICommandHost, ICommandResults
{
    private const long Now = 1_000_000;

    private readonly XmppEngine _engine;
    private readonly byte[] _sent = new byte[Core.Limits.Write];
    private bool _authenticated;

    public EngineOnline()
    {
        XmppAccount account = new("iot.test", "dev1", "pw-dev1", "agent", true, false, true);
        XmppSession session = new(account, this, this);
        session.Modules = [new PubSub(session, "dev1", "pubsub.iot.test"u8.ToArray(), new NoVault(), this),
            new AdHocCommands(session)];
        _engine = new XmppEngine(session, new HostCrypto(), new NoVault(), new KeepAlive(240_000, 900_000), false);
        Connect();
    }

    /// <summary>Commands that were dispatched.</summary>
    public int Dispatched { get; private set; }

    public CommandSpec[] Commands { get; } =
    [
        new("pin.read", "Level of a pin", Role.Read, [new("pin", ArgumentType.Integer, 0, 48, false)]),
        new("pin.write", "Drive an output", Role.Control,
            [new("pin", ArgumentType.Integer, 0, 48, false), new("value", ArgumentType.Integer, 0, 1, false)]),
    ];

    public bool HasMemory => true;

    public bool HasRoom => true;

    /// <summary>Receives, and returns how many bytes are answered.</summary>
    public int Exchange(byte[] stanza)
    {
        _engine.Receive(stanza, 0, stanza.Length, Now);
        return Transmit();
    }

    public CommandSpec Find(Slice name) => Commands[name.Is(Commands[0].NameBytes) ? 0 : 1];

    public Role RoleOf(Slice bareAddress) => Role.Control;

    public byte[]? Peer(int index) => null;

    public Role PeerRole(int index) => Role.Stranger;

    public bool HasSeen(Slice id) => false;

    public void See(Slice id, bool isItem)
    {
    }

    public void Run(CommandCall call)
    {
        call.Outcome = call.CheckArguments() ? Outcome.Done : Outcome.BadArgument;
        Dispatched += call.Outcome == Outcome.Done ? 1 : 0;
    }

    public void Keep(CommandCall call)
    {
    }

    public void Online(bool resumed)
    {
    }

    public void Published(Delivery delivery)
    {
    }

    private void Connect()
    {
        _engine.Tick(Now);
        _engine.Opened(Now);
        for (int sent = Transmit(); sent > 0; sent = Transmit())
        {
            byte[] answer = ScriptedServer.Answer(_sent.AsSpan(0, sent), ref _authenticated);
            _engine.Receive(answer, 0, answer.Length, Now);
        }

        if (!_engine.IsOnline)
        {
            throw new InvalidOperationException($"The engine did not get online: {_engine.Fault}.");
        }
    }

    private int Transmit() => _engine.Transmit(_sent, 0, _sent.Length);
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Core.Bytes;
using Core.Commands;
using Courier;
using Core.Time;

namespace Tests.Bench;

/// <summary>The Courier engine alone, online, under an agent that only counts the commands that reach it.</summary>
internal sealed class CourierOnline : ICourierOwner, ICommandHost, ICommandResults
{
    private const long Now = 1_000_000;

    private const string Json =
        """{"aps":{"content-available":1},"cmd":{"id":"c-000000042","name":"pin.read","args":{"pin":2}},"x":12}""";

    private static readonly byte[] s_token = SHA256.HashData("dev1"u8);

    private readonly CourierEngine _engine;
    private readonly byte[] _sent = new byte[Core.Limits.Write];

    public CourierOnline()
    {
        CourierSession session = new(
            new CourierConfig { Host = "push.test" }, this, this, this, new HostCrypto(), new NoVault());
        CourierPayload payload = new(session, "dev1");
        _engine = new CourierEngine(
            session, new CourierInbox(session, payload), new AnsweredKeepAlive(240_000, 1_500_000));
        _engine.Opened(Now);
        Exchange(Frame(8, (1, [0]), (3, s_token), (4, [0x10, 0])));
        if (!_engine.IsOnline)
        {
            throw new InvalidOperationException($"The engine did not get online: {_engine.Fault}.");
        }
    }

    /// <summary>A command of 100 bytes of JSON as the gateway delivers it.</summary>
    public static byte[] Command { get; } = Frame(
        10, (1, s_token), (2, SHA1.HashData("agent.device"u8)), (3, Encoding.ASCII.GetBytes(Json)), (4, [0, 0, 0, 7]),
        (5, [0xff, 0xff, 0xff, 0xff]), (6, [0, 0, 0, 0, 0, 0, 0, 1]), (0xf0, Encoding.ASCII.GetBytes("ABCDE12345")));

    /// <summary>Commands that were dispatched.</summary>
    public int Dispatched { get; private set; }

    public CommandSpec[] Commands { get; } =
        [new("pin.read", "Level of a pin", Role.Read, [new("pin", ArgumentType.Integer, 0, 48, false)])];

    public bool HasMemory => true;

    public bool HasRoom => true;

    /// <summary>Receives, and returns how many bytes are answered.</summary>
    public int Exchange(byte[] frame)
    {
        int said = _engine.Transmit(_sent, 0, _sent.Length);
        _engine.Receive(frame, 0, frame.Length, Now);
        return said + _engine.Transmit(_sent, 0, _sent.Length);
    }

    public CommandSpec Find(Slice name) => Commands[0];

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

    public void Online()
    {
    }

    public void Taken(uint message)
    {
    }

    public void Refused(uint message)
    {
    }

    public void Lost(uint message)
    {
    }

    private static byte[] Frame(int command, params (int Id, byte[] Value)[] items)
    {
        List<byte> bytes = [(byte)command, 0, 0, 0, 0];
        foreach ((int id, byte[] value) in items)
        {
            bytes.AddRange([(byte)id, (byte)(value.Length >> 8), (byte)value.Length, .. value]);
        }

        byte[] frame = [.. bytes];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), frame.Length - 5);
        return frame;
    }
}

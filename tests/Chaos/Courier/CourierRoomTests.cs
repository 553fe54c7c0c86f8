using Core;
using Core.Agent;
using Core.Bytes;
using Core.Commands;
using Courier;
using HostSim.Board;
using HostSim.Replay;
using Tests.Chaos.Rig;

namespace Tests.Chaos.Courier;

/// <summary>Invariant "Room" for the Courier link: after construction, steady traffic takes no memory at all.</summary>
[TestClass]
public sealed class CourierRoomTests
{
    private readonly byte[] _buffer = new byte[Limits.Write];
    private readonly FixedClock _clock = new();
    private readonly SilentOwner _owner = new();
    private readonly byte[] _ack = ServerWords.Ack(0, 0);
    private CourierLink _link = null!;
    private int _said;

    [TestInitialize]
    public void Connect()
    {
        AgentConfig config = new() { DeviceId = "dev1" };
        config.Allow("push:team", Role.Control);
        ThriftyVault vault = new();
        VirtualBoard board = new(BoardMap.DevKitC(1), _clock);
        CommandGroup[] groups = [new PinCommands(board), new SensorCommands(board, new Settings(config, vault))];
        CommandTable table = new(groups, new Allowlist(config), vault, new Health(board, _clock, vault), _clock);
        _link = new CourierLink(new CourierConfig { Host = "push.test" }, new LinkParts
        {
            Config = config, Commands = table, Owner = _owner, Board = board, Crypto = new SeededCrypto(1, []),
            Vault = vault,
        });
        _link.SetWallOffset(_clock.UnixTimeMs - _clock.Now);
        _link.SetStatus("ready");
        _link.Engine.Opened(_clock.Now);
        Settle();
        Feed(ServerWords.Accepted);
        Settle();
        Assert.IsTrue(_link.IsOnline);
    }

    [TestMethod]
    [DataRow("""{"aps":{"content-available":1},"cmd":{"id":"c~","name":"pin.write","args":{"pin":2,"value":1}}}""",
        DisplayName = "command")]
    [DataRow("""{"cmd":{"id":"c~","name":"pin.wr\u0069te","args":{"pin":"\u0032","value":true}}}""",
        DisplayName = "command with escapes")]
    [DataRow("""{"cmd":{"id":"c~","name":"fly"}}""", DisplayName = "unknown command")]
    [DataRow("""{"chat":{"id":"m~","from":"ann","text":"pin.write 2 1"}}""", DisplayName = "message")]
    [DataRow("""{"chat":{"id":"m~","from":"\u00e4","text":"\"nonsense\"\n"}}""", DisplayName = "message with escapes")]
    [DataRow("""{"aps":{"alert":"x"},"id":"a~"}""", DisplayName = "alert")]
    [DataRow("""{"cmd":{"id":~}""", DisplayName = "payload that is cut off")]
    public void Room_received(string payload)
    {
        byte[][] pushes = [.. Enumerable.Range(0, Room.Messages).Select(number => ServerWords.Push(
            (uint)number, "TEAM", payload.Replace("~", $"{number}", StringComparison.Ordinal)))];
        AssertNothingTaken(number => Feed(pushes[number]));
        Assert.IsGreaterThanOrEqualTo(Room.Messages, _said);
    }

    [TestMethod]
    public void Room_published()
    {
        FieldList fields = new(Limits.Result);
        fields.AddThousandths("Temperature", 21_500, "Cel");
        fields.AddThousandths("Humidity", 48_200, "%RH");
        AssertNothingTaken(number => _link.SendReport(fields, _clock.UnixTimeMs, (uint)number + 1));
        Assert.AreEqual(Room.Messages, _owner.Taken, "every report was acknowledged");
    }

    [TestMethod]
    public void Room_results()
    {
        CommandSpec command = new("pin.read", "Level of a pin", Role.Read, []);
        FieldList fields = new(Limits.Result);
        fields.Add("value", 1, string.Empty);
        Slice id = new();
        id.Set("c1"u8.ToArray(), 0, 2);
        AssertNothingTaken(number => _link.SendResult(command, Outcome.Done, 0, id, fields, (uint)number + 1));
        Assert.AreEqual(Room.Messages, _owner.Taken, "every result was acknowledged");
    }

    [TestMethod]
    public void Room_in_silence()
    {
        byte[] answer = ServerWords.Frame(0x0d);
        AssertNothingTaken(_ =>
        {
            _clock.Now = _link.Engine.Deadline;
            _link.Engine.Tick(_clock.Now);
            Settle();
            Feed(answer);
        });
    }

    private void AssertNothingTaken(Action<int> step)
    {
        Room.AssertNothingTaken(number =>
        {
            step(number);
            Settle();
            _clock.Now += 10;
            _link.Engine.Tick(_clock.Now);
        });
        Assert.AreEqual(Fault.None, _link.Engine.Fault);
    }

    private void Feed(byte[] bytes)
    {
        int at = 0;
        while (at < bytes.Length)
        {
            at += _link.Engine.Receive(bytes, at, bytes.Length - at, _clock.Now);
            Settle();
        }
    }

    /// <summary>Takes what is said and acknowledges the messages in it. What is said here fits into one
    /// record.</summary>
    private void Settle()
    {
        for (int count = Take(); count > 0; count = Take())
        {
            _said++;
            for (int at = 0; at + 5 <= count; at += 5 + (_buffer[at + 3] << 8 | _buffer[at + 4]))
            {
                if (_buffer[at] == 0x0a)
                {
                    Acknowledge(at);
                }
            }
        }
    }

    // Behind topic and token stands the id.
    private void Acknowledge(int at)
    {
        const int IdAt = 5 + 23 + 35 + 3;
        Array.Copy(_buffer, at + IdAt, _ack, 5 + 35 + 3, 4);
        _link.Engine.Receive(_ack, 0, _ack.Length, _clock.Now);
    }

    private int Take() => _link.Engine.Transmit(_buffer, 0, _buffer.Length);
}

using System.Buffers.Text;
using System.Text;
using Core;
using Core.Agent;
using Core.Bytes;
using Core.Commands;
using HostSim.Replay;
using Imip;
using Tests.Chaos.Rig;

namespace Tests.Chaos.Imip;

/// <summary>The invariant "Room" for the IMIP link: after construction, steady traffic takes no memory.</summary>
[TestClass]
public sealed class ImipRoomTests
{
    private readonly byte[] _said = new byte[4096];
    private readonly byte[] _answer = new byte[64];
    private readonly FixedClock _clock = new();
    private readonly SilentOwner _owner = new();
    private readonly ImipLink _link;

    public ImipRoomTests()
    {
        AgentConfig config = ImipRig.ConfigOf();
        ThriftyVault vault = new();
        _link = (ImipLink)config.Links[0].Make(new LinkParts
        {
            Config = config, Commands = ImipRig.Table(config, vault, _clock), Owner = _owner,
            Crypto = new SeededCrypto(1, []),
        });
        _link.Engine.Opened(_clock.Now);
        Drain();
        Feed(ServerTalk.Login, ServerTalk.Login.Length);
        Drain();
        Assert.IsTrue(_link.IsOnline);
    }

    [TestMethod]
    [DataRow("MESG", "pin.write 2 1", "From: op", DisplayName = "command")]
    [DataRow("MESG", "pin.write 2 1", "Command-Id: c~\r\nFrom: op", DisplayName = "command with an id")]
    [DataRow("MESG", "nonsense", "Command-Id: c~\r\nFrom: op", DisplayName = "no command")]
    [DataRow("MESG", "help", "From: op", DisplayName = "help")]
    [DataRow("MESG", "pin.write 2 1", "From: eve", DisplayName = "stranger")]
    [DataRow("MESG", "pin.read 2", "From: op\r\nDelayed: 2026-11-20T00:00:00Z", DisplayName = "old message")]
    [DataRow("STAT AWAY", "", "From: op", DisplayName = "presence")]
    [DataRow("LIST ADD dev1", "hello", "From: op", DisplayName = "list")]
    [DataRow("PING", "", "X: y", DisplayName = "ping")]
    [DataRow("ACK 600", "", "Reference: 7", DisplayName = "answer that nobody waits for")]
    [DataRow("FROB", "", "X: y", DisplayName = "unknown block")]
    public void Room_received(string first, string body, string headers)
    {
        byte[][] blocks = [.. Enumerable.Range(0, Room.Messages).Select(number => Encoding.UTF8.GetBytes(
            ServerTalk.Block(first, body, $"ID: {20_000 + number}",
                headers.Replace("~", $"{number}", StringComparison.Ordinal))))];
        AssertNothingTaken(number =>
        {
            Feed(blocks[number], blocks[number].Length);
            Drain();
            Tick();
        });
    }

    [TestMethod]
    public void Room_reported()
    {
        FieldList fields = new(Limits.Result);
        fields.AddThousandths("Temperature", 21_500, "Cel");
        fields.AddThousandths("Humidity", 48_200, "%RH");
        AssertNothingTaken(number =>
        {
            _link.SendReport(fields, _clock.UnixTimeMs, (uint)number + 1);
            Acknowledge(Drain());
        });
        Assert.AreEqual(Room.Messages, _owner.Taken, "every report was answered");
    }

    [TestMethod]
    public void Room_results()
    {
        CommandSpec command = new("pin.read", "Level of a pin", Role.Read, []);
        FieldList fields = new(Limits.Result);
        fields.Add("value", 1, string.Empty);
        Slice id = new();
        id.Set("c1"u8.ToArray(), 0, 2);
        AssertNothingTaken(number =>
        {
            _link.SendResult(command, Outcome.Done, 0, id, fields, (uint)number + 1);
            Acknowledge(Drain());
        });
        Assert.AreEqual(Room.Messages, _owner.Taken, "every result was answered");
    }

    [TestMethod]
    public void Room_in_silence() => AssertNothingTaken(number =>
    {
        Tick();
        if (number % 100 == 0)
        {
            Feed(_answer, 0);
        }
    });

    private void AssertNothingTaken(Action<int> step)
    {
        Room.AssertNothingTaken(step);
        Assert.AreEqual(Fault.None, _link.Engine.Fault);
    }

    private void Tick()
    {
        _clock.Now += 100;
        _link.Engine.Tick(_clock.Now);
        Drain();
    }

    private void Feed(byte[] bytes, int count)
    {
        if (_link.Engine.Receive(bytes, 0, count, _clock.Now) != count)
        {
            throw new InvalidOperationException("the link does not take what comes");
        }
    }

    private int Drain() => _link.Engine.Transmit(_said, 0, _said.Length);

    // "ID: 9" and the reference: 8 bytes, and 13 with the digits.
    private void Acknowledge(int count)
    {
        ReadOnlySpan<byte> said = _said.AsSpan(0, count);
        said = said[(said.IndexOf("ID: "u8) + 4)..];
        Assert.IsTrue(Utf8Parser.TryParse(said, out uint id, out int digits));
        Span<byte> answer = _answer;
        "ACK 600\r\n"u8.CopyTo(answer);
        Utf8Formatter.TryFormat(20 + digits, answer[9..], out int sizeDigits);
        "\r\nID: 9\r\nReference: "u8.CopyTo(answer[(9 + sizeDigits)..]);
        int at = 9 + sizeDigits + 20;
        Utf8Formatter.TryFormat(id, answer[at..], out _);
        "\r\n"u8.CopyTo(answer[(at + digits)..]);
        Feed(_answer, at + digits + 2);
    }
}

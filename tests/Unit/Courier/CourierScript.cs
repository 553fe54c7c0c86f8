using Core;
using Core.Agent;
using Core.Bytes;
using Core.Commands;
using Courier;
using nanoFramework.TestFramework;
using Tests.Unit.Agent;

namespace Tests.Unit.Courier;

/// <summary>A Courier link on a device, and a server that is played by hand.</summary>
public sealed class CourierScript : ILinkOwner
{
    /// <summary>The token that the server assigns.</summary>
    public const string Token = "a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebf";

    /// <summary>SHA-1 of the topic, as published.</summary>
    public const string Topic = "e4e6d952954168d0a5db02dbaf27cc35fc18d159";

    private readonly byte[] _output = new byte[8_192];

    /// <summary>The device.</summary>
    public readonly AgentFixture Device;

    /// <summary>The link.</summary>
    public readonly CourierLink Link;

    /// <summary>Bytes that come at once.</summary>
    public int Piece = int.MaxValue;

    /// <summary>The agent can take results.</summary>
    public bool Room = true;

    /// <summary>What the agent was told and given to keep, in order, each followed by a space.</summary>
    public string Heard = string.Empty;

    /// <summary>A link of a device without memory.</summary>
    public CourierScript()
        : this(new FakeVault())
    {
    }

    /// <summary>A link of a device with this vault.</summary>
    public CourierScript(FakeVault vault)
    {
        Device = new AgentFixture(vault);
        AgentConfig config = Device.Config;
        config.Allow("push:TEAM", Role.Control);
        config.Allow("push:readers", Role.Read);
        Allowlist allowlist = new(config);
        CommandGroup[] groups = { Device.Pins, Device.Sensors };
        CommandTable table = new(groups, allowlist, vault, Device.Health, Device.Clock);
        CourierConfig courier = new() { Host = "push.example", Topic = "com.apple.madrid" };
        Link = new CourierLink(courier, new LinkParts
        {
            Config = config, Commands = table, Owner = this, Board = Device.Board, Crypto = new FixedCrypto(),
            Vault = vault,
        });
        Link.SetStatus("ready");
    }

    /// <inheritdoc/>
    public bool HasRoom => Room;

    /// <summary>Why the conversation has ended.</summary>
    public Fault Fault => Link.Engine.Fault;

    /// <summary>The connection is up, the server knows the device, and what is said about that is taken.</summary>
    public void Connect()
    {
        Open();
        Sent();
        Recv(Answer(0, Token));
        Sent();
    }

    /// <summary>The connection is up.</summary>
    public void Open() => Link.Engine.Opened(Device.Clock.Now);

    /// <summary>The connection is gone.</summary>
    public void Close() => Link.Engine.Closed(Device.Clock.Now);

    /// <summary>The server's answer to connect.</summary>
    public static string Answer(int status, string token) => Wire.Frame(0x08, Wire.Item(1, Wire.Hex(status, 1))
        + (token == null ? string.Empty : Wire.Item(3, token)) + Wire.Item(4, "1000") + Wire.Item(5, "0002"));

    /// <summary>A push from a provider.</summary>
    public static string Push(string provider, int id, string payload) => Push(
        Wire.Item(4, Wire.Hex(id, 4)) + Wire.TextItem(3, payload) + Wire.TextItem(0xF0, provider));

    /// <summary>A push with these items beside token and topic.</summary>
    public static string Push(string items) =>
        Wire.Frame(0x0A, Wire.Item(1, Token) + Wire.Item(2, Topic) + items);

    /// <summary>A command as a push.</summary>
    public static string Command(string id, string name, string args) =>
        "{\"aps\":{\"content-available\":1},\"cmd\":{\"id\":\"" + id + "\",\"name\":\"" + name + "\",\"args\":" + args
        + "}}";

    /// <summary>A person's message as a push.</summary>
    public static string Chat(string id, string text) =>
        "{\"aps\":{\"alert\":\"x\"},\"chat\":{\"id\":\"" + id + "\",\"from\":\"ann\",\"text\":\"" + text + "\"}}";

    /// <summary>An acknowledgement of the server.</summary>
    public static string Ack(string id, int status) =>
        Wire.Frame(0x0B, Wire.Item(1, Token) + Wire.Item(4, id) + Wire.Item(8, Wire.Hex(status, 1)));

    /// <summary>Hex comes in.</summary>
    public void Recv(string hex)
    {
        byte[] bytes = Wire.Bytes(hex);
        int at = 0;
        while (at < bytes.Length)
        {
            int count = bytes.Length - at < Piece ? bytes.Length - at : Piece;
            int taken = Link.Engine.Receive(bytes, at, count, Device.Clock.Now);
            Assert.AreEqual(count, taken, "nothing is on its way out");
            at += taken;
        }
    }

    /// <summary>What has gone out since the last look, told in a line.</summary>
    public string Sent()
    {
        int count = 0;
        int more;
        do
        {
            more = Link.Engine.Transmit(_output, count, Limits.Write);
            count += more;
        }
        while (more > 0);

        return Wire.Tell(_output, count);
    }

    /// <summary>What has gone out before this, which must be the last.</summary>
    public string SentBefore(string last)
    {
        string said = Sent();
        Assert.EndsWith(last, said);
        return said.Substring(0, said.Length - last.Length).Trim();
    }

    /// <summary>Time passes to the next thing that is due; what goes out then.</summary>
    public string Wait()
    {
        Device.Clock.Now = Link.Engine.Deadline;
        Link.Engine.Tick(Device.Clock.Now);
        Assert.IsTrue(Link.Engine.Deadline > Device.Clock.Now);
        return Sent();
    }

    /// <inheritdoc/>
    public void Keep(CommandCall call)
    {
        string value = string.Empty;
        call.Result.Rewind();
        if (call.Result.Next())
        {
            value = "=" + call.Result.Value;
        }

        Heard += call.Id + ":" + (int)call.Outcome + value + " ";
    }

    /// <inheritdoc/>
    public void Delivered() => Heard += "delivered ";

    /// <inheritdoc/>
    public void Undeliverable() => Heard += "undeliverable ";

    /// <inheritdoc/>
    public void Undelivered() => Heard += "undelivered ";
}

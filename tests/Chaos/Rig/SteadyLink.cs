using System.Buffers.Text;
using System.Text;
using Core;
using Core.Agent;
using Core.Commands;
using HostSim.Board;
using HostSim.Replay;
using Tests.Chaos.Recorded;
using Xmpp;

namespace Tests.Chaos.Rig;

/// <summary>A link that is online, over ports that take no memory themselves, and a server that acknowledges every
/// stanza and grants every request, without memory too.</summary>
internal sealed class SteadyLink
{
    private static readonly byte[][] Starts =
        [.. new[] { "<iq ", "<message", "<presence" }.Select(Encoding.UTF8.GetBytes)];

    private static readonly byte[] IdStart = Encoding.UTF8.GetBytes("et' id='q");

    private readonly byte[] _said = new byte[16 * 1024];
    private readonly byte[] _answer = new byte[128];
    private readonly FixedClock _clock = new();
    private readonly XmppLink _link;
    private uint _handled;
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

    /// <summary>Stanzas that the link has sent.</summary>
    public uint Sent => _handled;

    /// <summary>Why the stream ended.</summary>
    public Fault Fault => _link.Engine.Fault;

    /// <summary>The link takes a stanza and says what it has to say, until there is nothing more.</summary>
    public void Feed(byte[] stanza) => Feed(stanza, stanza.Length);

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

    private void Feed(byte[] bytes, int count)
    {
        int taken = _link.Engine.Receive(bytes, 0, count, _clock.Now);
        Check(taken == count);
        Drain();
    }

    private void Drain()
    {
        int count = _link.Engine.Transmit(_said, 0, _said.Length);
        if (count == 0)
        {
            return;
        }

        ReadOnlySpan<byte> said = _said.AsSpan(0, count);
        int counted = said.IndexOf("<enable "u8);
        uint before = _handled = counted < 0 ? _handled : 0;
        foreach (byte[] start in Starts)
        {
            _handled += (uint)said[Math.Max(0, counted)..].Count(start);
        }

        // The ids are read before anything is fed: what is fed is answered into the same bytes.
        Span<int> ids = stackalloc int[16];
        ids = ids[..Ids(said, ids)];
        if (_link.IsOnline && _handled > before)
        {
            Answer("<a xmlns='urn:xmpp:sm:3' h='"u8, _handled, "'/>"u8);
        }

        foreach (int id in ids)
        {
            Answer("<iq type='result' id='q"u8, (uint)id, "'/>"u8);
            Answer("<iq type='result' id='q"u8, (uint)id, "' from='pubsub.iot.test'/>"u8);
        }
    }

    private static int Ids(ReadOnlySpan<byte> said, Span<int> ids)
    {
        int found = 0;
        for (int at = said.IndexOf(IdStart); at >= 0; at = said.IndexOf(IdStart))
        {
            said = said[(at + IdStart.Length)..];
            Check(Utf8Parser.TryParse(said, out ids[found++], out _));
        }

        return found;
    }

    private void Answer(ReadOnlySpan<byte> start, uint number, ReadOnlySpan<byte> end)
    {
        start.CopyTo(_answer);
        Check(Utf8Formatter.TryFormat(number, _answer.AsSpan(start.Length), out int digits));
        end.CopyTo(_answer.AsSpan(start.Length + digits));
        Feed(_answer, start.Length + digits + end.Length);
    }

    // Without a message that would have to be made.
    private static void Check(bool condition)
    {
        if (!condition)
        {
            throw new InvalidOperationException("the link does not do as a link should");
        }
    }
}

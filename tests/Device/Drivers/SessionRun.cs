using System;
using System.Text;
using Core;
using Core.Agent;
using Core.Commands;
using Core.Ports;
using Tests.Unit.Agent;
using Xmpp;

namespace Tests.Device.Drivers;

/// <summary>A recorded conversation, played to a link as the agent makes it. The same code runs on .NET and on the
/// device's interpreter, so what both tell can be compared.</summary>
/// <remarks>Lines are those of tests/Chaos/corpus: D options, N a nonce, O connected, T inside TLS, S the server says,
/// C it waits until we have said something, K disconnected.</remarks>
public sealed class SessionRun : ILinkOwner
{
    private readonly StringBuilder _said = new();
    private readonly StringBuilder _told = new();
    private readonly StringBuilder _pending = new();
    private readonly byte[] _out = new byte[Limits.Write];
    private readonly FakeClock _clock = new() { Now = 1_000, UnixTimeMs = 1_700_000_000_000 };
    private readonly int _piece;
    private readonly RecordedCrypto _crypto;
    private string _options = string.Empty;
    private Link _link;

    private SessionRun(int piece, RecordedCrypto crypto)
    {
        _piece = piece;
        _crypto = crypto;
    }

    /// <summary>Plays these lines, the server's words cut into pieces of so many bytes; tells what the link said and
    /// what it told its owner. Runs that share their cryptography compute a login's keys once.</summary>
    public static string Play(string[] lines, int piece, RecordedCrypto crypto)
    {
        crypto.Rewind();
        SessionRun run = new(piece, crypto);
        for (int i = 0; i < lines.Length; i++)
        {
            run.Take(lines[i]);
        }

        run.Flush();
        return run._said.ToString() + run._told.ToString();
    }

    /// <inheritdoc/>
    public bool HasRoom => true;

    /// <inheritdoc/>
    public void Keep(CommandCall call) => Tell("keep " + call.Id.ToString());

    /// <inheritdoc/>
    public void Delivered() => Tell("delivered");

    /// <inheritdoc/>
    public void Undeliverable() => Tell("undeliverable");

    /// <inheritdoc/>
    public void Undelivered() => Tell("undelivered");

    private void Take(string line)
    {
        string text = line.Substring(2).Trim();
        switch (line[0])
        {
            case 'D':
                _options = text;
                break;
            case 'N':
                _crypto.Add(Convert.FromBase64String(text));
                break;
            case 'S':
                _pending.Append(text);
                break;
            case 'C':
                Flush();
                break;
            default:
                Flush();
                Step(line[0]);
                break;
        }
    }

    private void Step(char kind)
    {
        if (kind == 'O')
        {
            _link = _link ?? Make();
            _link.Engine.Opened(_clock.Now);
        }
        else if (kind == 'T')
        {
            _link.Engine.Secured(_clock.Now);
        }
        else if (kind == 'K')
        {
            Tell("fault " + ((int)_link.Engine.Fault).ToString());
            _link.Engine.Closed(_clock.Now);
        }

        Settle();
    }

    private Link Make()
    {
        bool external = _options.IndexOf("external") >= 0;
        XmppConfig xmpp = new()
        {
            Domain = "iot.test",
            User = "dev1",
            Password = "pw-dev1",
            DirectTls = external || _options.IndexOf("direct") >= 0,
            AllowPlain = _options.IndexOf("plain") >= 0,
            UseClientCertificate = external,
        };
        AgentConfig config = new() { DeviceId = "dev1", Links = new LinkConfig[] { xmpp } };
        config.Allow("op@iot.test", Role.Control);
        config.Allow("viewer@iot.test", Role.Read);
        config.Allow("boss@iot.test", Role.Admin);
        FakeVault vault = new();
        FakeBoard board = new();
        CommandGroup[] groups = { new PinCommands(board), new SensorCommands(board, new Settings(config, vault)) };
        Link link = xmpp.Make(new LinkParts
        {
            Config = config,
            Commands = new CommandTable(
                groups, new Allowlist(config), vault, new Health(board, _clock, vault), _clock),
            Owner = this,
            Board = board,
            Crypto = _crypto,
            Vault = vault,
        });
        link.SetWallOffset(_clock.UnixTimeMs - _clock.Now);
        return link;
    }

    private void Flush()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(_pending.ToString());
        _pending.Clear();
        for (int at = 0; at < bytes.Length; at += _piece)
        {
            Receive(bytes, at, bytes.Length - at < _piece ? bytes.Length - at : _piece);
        }

        Settle();
    }

    private void Receive(byte[] bytes, int offset, int count)
    {
        int end = offset + count;
        int idle = 0;
        while (offset < end && idle < 2)
        {
            int taken = _link.Engine.Receive(bytes, offset, end - offset, _clock.Now);
            offset += taken;
            idle = Settle() || taken > 0 ? 0 : idle + 1;
        }

        Check.That(offset == end);
    }

    // A login computes in slices, each of which the engine asks for by a deadline that is due.
    private bool Settle()
    {
        bool any = Drain();
        while (_link != null && _link.Engine.Deadline <= _clock.Now + 1)
        {
            _link.Engine.Tick(_clock.Now);
            any |= Drain();
        }

        return any;
    }

    private bool Drain()
    {
        bool any = false;
        for (int n = Transmit(); n > 0; n = Transmit())
        {
            _said.Append(Encoding.UTF8.GetString(_out, 0, n));
            any = true;
        }

        return any;
    }

    private int Transmit() => _link == null ? 0 : _link.Engine.Transmit(_out, 0, _out.Length);

    private void Tell(string what)
    {
        _told.Append('\n');
        _told.Append(what);
    }
}

using System;
using Core;
using Core.Agent;
using Core.Bytes;
using Core.Commands;
using Core.Ports;
using Core.Time;
using Xmpp;
using Xmpp.Modules;

namespace Xmpp;

/// <summary>The agent's XMPP link: the parts list of one stream.</summary>
public sealed class XmppLink : Link, IXmppOwner
{
    private static readonly string LinkName = "xmpp";

    // What this is: it names the software in capabilities, for anybody who wonders.
    private const string CapsNode = "urn:agent:0";
    private const string Version = "0.1";

    private readonly XmppConfig _config;
    private readonly IVault _vault;
    private readonly ILinkOwner _owner;
    private readonly XmppSession _session;
    private readonly XmppEngine _engine;
    private readonly PubSub _pubSub;
    private readonly Presence _presence;
    private readonly ByteWriter _itemId = new(16);

    /// <summary>A link as configured, of these parts.</summary>
    public XmppLink(XmppConfig config, LinkParts parts)
    {
        string device = parts.Config.DeviceId;
        _config = config;
        _vault = parts.Vault;
        _owner = parts.Owner;
        XmppAccount account = new(config.Domain, config.User, config.Password ?? string.Empty, config.Resource,
            config.AllowPlain, config.UseClientCertificate, config.DirectTls);
        _session = new XmppSession(account, parts.Commands, this);
        string service = config.PubSubService ?? "pubsub." + config.Domain;
        _pubSub = new PubSub(_session, device, service.Length == 0 ? null : Utf8.Bytes(service), _vault, _owner);
        Caps caps = new(_session, device, CapsNode);
        _presence = new Presence(_session, caps);
        _session.Modules = new StanzaModule[]
        {
            _pubSub,
            new Receipts(_session),
            new AdHocCommands(_session),
            new Chat(_session),
            _presence,
            new Roster(_session),
            new Disco(_session, caps),
            new Ping(_session),
            new SensorData(_session, device),
            new Control(_session, device, Outputs(parts.Board)),
            new SoftwareVersion(_session, "Agent", Version, parts.Board.Model),
            new EntityTime(_session),
        };
        _engine = new XmppEngine(_session, parts.Crypto, _vault,
            new KeepAlive(parts.Config.KeepAliveMinimumMs, parts.Config.KeepAliveMaximumMs), config.ClientInactive);
    }

    /// <inheritdoc/>
    public override string Name => LinkName;

    /// <inheritdoc/>
    public override Engine Engine => _engine;

    /// <inheritdoc/>
    public override string Host => _config.Host ?? _config.Domain;

    /// <inheritdoc/>
    public override int Port => _config.PortInForce;

    /// <inheritdoc/>
    public override string TlsName => _config.Domain;

    /// <inheritdoc/>
    public override bool DirectTls => _config.DirectTls;

    /// <inheritdoc/>
    public override bool WantsTls => _engine.WantsTls;

    /// <inheritdoc/>
    public override bool IsOnline => _engine.IsOnline;

    /// <inheritdoc/>
    public override string OtherHost => _engine.OtherHost;

    /// <inheritdoc/>
    public override void SetWallOffset(long offsetMs) => _session.WallOffsetMs = offsetMs;

    /// <inheritdoc/>
    public override void SetStatus(string text)
    {
        byte[] status = Utf8.Bytes(text);
        _presence.SetStatus(status, 0, status.Length);
        if (IsOnline)
        {
            _presence.Update();
        }
    }

    /// <inheritdoc/>
    public override bool SendReport(FieldList fields, long unixTimeMs, uint number)
    {
        WriteItemId(number);
        return _pubSub.PublishReport(fields, unixTimeMs, _itemId.Buffer, _itemId.Count);
    }

    /// <inheritdoc/>
    public override bool SendResult(
        CommandSpec command, Outcome outcome, int badArgument, Slice id, FieldList fields, uint number) =>
        _pubSub.PublishResult(command, outcome, badArgument, id, fields);

    /// <inheritdoc/>
    public override void Goodbye() => _engine.Goodbye();

    /// <inheritdoc/>
    public override void Save() => _session.Acks.Save(_vault, _session.FullJid);

    /// <inheritdoc/>
    public void Online(bool resumed)
    {
    }

    /// <inheritdoc/>
    public void Published(Delivery delivery)
    {
        if (delivery == Delivery.Taken)
        {
            _owner.Delivered();
        }
        else if (delivery == Delivery.Refused)
        {
            _owner.Undeliverable();
        }
        else
        {
            _owner.Undelivered();
        }
    }

    /// <summary>Numbers of the pins that can be driven.</summary>
    private static int[] Outputs(IBoard board)
    {
        int[] outputs = new int[board.PinCount];
        int count = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            int number = board.PinNumber(i);
            if (board.PinMode(number) == PinMode.Output)
            {
                outputs[count++] = number;
            }
        }

        int[] exact = new int[count];
        Array.Copy(outputs, 0, exact, 0, count);
        return exact;
    }

    // Five bits a digit: the id stands in the request and in its answer, and every byte of both is paid for.
    private void WriteItemId(uint number)
    {
        _itemId.Clear();
        for (int shift = 30; shift >= 0; shift -= 5)
        {
            int digit = (int)(number >> shift) & 31;
            if (digit != 0 || _itemId.Count > 0 || shift == 0)
            {
                _itemId.Byte(digit < 10 ? '0' + digit : 'a' + digit - 10);
            }
        }
    }
}

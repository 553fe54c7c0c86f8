using Core;
using Core.Agent;
using Core.Bytes;
using Core.Commands;
using Imip;

namespace Imip;

/// <summary>The agent's IMIP link: the parts list of one conversation.</summary>
public sealed class ImipLink : Link, IImipOwner
{
    private static readonly string LinkName = "imip";

    private readonly ImipConfig _config;
    private readonly ILinkOwner _owner;
    private readonly ImipSession _session;
    private readonly ImipMail _mail;
    private readonly ImipEngine _engine;

    /// <summary>A link as configured, of these parts. The board and the vault are not needed: an IMIP server remembers
    /// nothing of a conversation that has ended.</summary>
    public ImipLink(ImipConfig config, LinkParts parts)
    {
        _config = config;
        _owner = parts.Owner;
        _session = new ImipSession(config.User, parts.Commands, this);
        _mail = new ImipMail(_session);
        _engine = new ImipEngine(_session, new ImipProof(_session.User, config.Password, parts.Crypto), _mail);
    }

    /// <inheritdoc/>
    public override string Name => LinkName;

    /// <inheritdoc/>
    public override Engine Engine => _engine;

    /// <inheritdoc/>
    public override string Host => _config.Host;

    /// <inheritdoc/>
    public override int Port => _config.PortInForce;

    /// <inheritdoc/>
    public override string TlsName => _config.TlsName ?? _config.Host;

    /// <inheritdoc/>
    public override bool DirectTls => _config.UsesTls;

    /// <inheritdoc/>
    public override bool WantsTls => false;

    /// <inheritdoc/>
    public override bool IsOnline => _engine.IsOnline;

    /// <inheritdoc/>
    public override string OtherHost => null;

    /// <inheritdoc/>
    public override void SetWallOffset(long offsetMs) => _session.WallOffsetMs = offsetMs;

    /// <inheritdoc/>
    public override void SetStatus(string text) =>
        _engine.SetTrouble(text == Mailroom.Ready ? null : Utf8.Bytes(text));

    /// <inheritdoc/>
    public override bool SendReport(FieldList fields, long unixTimeMs, uint number) =>
        IsOnline && _mail.SendReport(fields, unixTimeMs, number);

    /// <inheritdoc/>
    public override bool SendResult(
        CommandSpec command, Outcome outcome, int badArgument, Slice id, FieldList fields, uint number) =>
        IsOnline && _mail.SendResult(command, outcome, badArgument, id, fields, number);

    /// <inheritdoc/>
    public override void Goodbye() => _engine.Goodbye();

    /// <inheritdoc/>
    public override void Save()
    {
    }

    /// <inheritdoc/>
    public bool HasRoom => _owner.HasRoom;

    /// <inheritdoc/>
    public void Keep(CommandCall call) => _owner.Keep(call);

    /// <inheritdoc/>
    public void Taken() => _owner.Delivered();

    /// <inheritdoc/>
    public void Refused() => _owner.Undeliverable();

    /// <inheritdoc/>
    public void Again() => _owner.Undelivered();
}

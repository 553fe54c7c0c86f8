using Core;
using Core.Agent;
using Core.Bytes;
using Core.Commands;
using Core.Time;
using Courier;

namespace Courier;

/// <summary>The agent's Courier link: the parts list of one push connection.</summary>
public sealed class CourierLink : Link, ICourierOwner
{
    private static readonly string LinkName = "courier";

    private readonly CourierConfig _config;
    private readonly ILinkOwner _owner;
    private readonly CourierSession _session;
    private readonly CourierPayload _payload;
    private readonly CourierEngine _engine;
    private byte[] _status = new byte[0];
    private uint _published;        // id of what the agent handed over last
    private bool _isPublishing;     // nothing is known of it yet

    /// <summary>A link as configured, of these parts.</summary>
    public CourierLink(CourierConfig config, LinkParts parts)
    {
        _config = config;
        _owner = parts.Owner;
        _session = new CourierSession(config, parts.Commands, _owner, this, parts.Crypto, parts.Vault);
        _payload = new CourierPayload(_session, parts.Config.DeviceId);
        int most = config.KeepAliveMaximumMs;
        int least = parts.Config.KeepAliveMinimumMs;
        _engine = new CourierEngine(_session, new CourierInbox(_session, _payload),
            new AnsweredKeepAlive(least, most < least ? least : most));
    }

    /// <inheritdoc/>
    public override string Name => LinkName;

    /// <inheritdoc/>
    public override Engine Engine => _engine;

    /// <inheritdoc/>
    public override string Host => _config.Host;

    /// <inheritdoc/>
    public override int Port => _config.Port;

    /// <inheritdoc/>
    public override string TlsName => _config.TlsName ?? _config.Host;

    /// <inheritdoc/>
    public override bool DirectTls => true;

    /// <inheritdoc/>
    public override bool WantsTls => false;

    /// <inheritdoc/>
    public override bool IsOnline => _engine.IsOnline;

    /// <inheritdoc/>
    public override string OtherHost => null;

    /// <inheritdoc/>
    public override void SetWallOffset(long offsetMs) => _session.WallOffsetMs = offsetMs;

    /// <inheritdoc/>
    public override void SetStatus(string text)
    {
        _status = Utf8.Bytes(text);
        if (IsOnline)
        {
            _payload.Presence(_status);
        }
    }

    /// <inheritdoc/>
    public override bool SendReport(FieldList fields, long unixTimeMs, uint number)
    {
        uint id = CourierSession.IdOf(number);
        return Publish(id, _session.Out.Has(id) || (Fits(fields) && _payload.Report(fields, unixTimeMs, id)));
    }

    /// <inheritdoc/>
    public override bool SendResult(
        CommandSpec command, Outcome outcome, int badArgument, Slice id, FieldList fields, uint number)
    {
        uint message = CourierSession.IdOf(number);
        return Publish(message, _session.Out.Has(message)
            || (Fits(fields) && _payload.Result(command, outcome, badArgument, id, fields, message)));
    }

    /// <inheritdoc/>
    public override void Withdraw(uint number) => _session.Out.Withdraw(CourierSession.IdOf(number));

    /// <inheritdoc/>
    public override void Goodbye() => _engine.Goodbye();

    /// <summary>Nothing is lost: tokens are kept as they are assigned, and what was handed over is the
    /// agent's.</summary>
    public override void Save()
    {
    }

    /// <inheritdoc/>
    public void Online() => _payload.Presence(_status);

    /// <inheritdoc/>
    public void Taken(uint message)
    {
        if (IsPublished(message))
        {
            _owner.Delivered();
        }
    }

    /// <inheritdoc/>
    public void Refused(uint message)
    {
        if (IsPublished(message))
        {
            _owner.Undeliverable();
        }
    }

    /// <inheritdoc/>
    public void Lost(uint message)
    {
        if (IsPublished(message))
        {
            _owner.Undelivered();
        }
    }

    private bool IsPublished(uint message)
    {
        bool ours = _isPublishing && message == _published;
        _isPublishing &= !ours;
        return ours;
    }

    private bool Publish(uint message, bool taken)
    {
        if (taken)
        {
            _published = message;
            _isPublishing = true;
        }

        return taken;
    }

    // Rather later and whole than now and cut: what waits will be acknowledged and make room.
    private bool Fits(FieldList fields) => IsOnline
        && (!_session.Out.HasMessages || _session.Out.Room >= 2 * fields.Length + Limits.PushShortReply);
}

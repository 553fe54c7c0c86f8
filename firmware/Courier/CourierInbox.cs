using System;
using Core;
using Core.Bytes;
using Core.Commands;

namespace Courier;

/// <summary>Decides what is done about a push: runs commands, answers people, refuses the rest.</summary>
/// <remarks>
/// <code>
/// not for our topic or tokens                    refused as an error
/// too long, malformed, a command without id      refused as invalid
/// seen before                                    taken, nothing more
/// expired command, unknown command               taken, told so
/// no room for the result                         left: it comes again;  busy is told
/// command                                        run, its result kept, taken
/// message                                        run and answered, taken;  a stranger's: taken, nothing more
/// </code>
/// Pushes come at least once, and the id in the payload makes that once. The caller is <c>push:</c> and the name of the
/// provider that the gateway has authenticated, in small letters.
/// </remarks>
public sealed class CourierInbox
{
    private static readonly string Delivered = "delivered";
    private static readonly string Expired = "expired";
    private static readonly string Unknown = "unknown";
    private static readonly string Read = "read";

    /// <summary>Taken.</summary>
    public const int Ok = 0;

    /// <summary>Not for us.</summary>
    public const int Error = 2;

    /// <summary>Cannot be read, now or ever.</summary>
    public const int Invalid = 3;

    /// <summary>Nothing is said: it is to come again.</summary>
    public const int Left = -1;

    private static readonly string Prefix = "push:";
    private const long NeverExpires = 0xFFFF_FFFF;
    private const int NsPerMs = 1_000_000;

    private readonly CourierSession _session;
    private readonly CourierPayload _payload;
    private readonly PushReader _push = new();
    private readonly CommandCall _call = new(Limits.Result);
    private readonly Talk _talk = new();
    private readonly byte[] _caller = new byte[Prefix.Length + Limits.PushProvider];

    /// <summary>The inbox of a session.</summary>
    public CourierInbox(CourierSession session, CourierPayload payload)
    {
        _session = session;
        _payload = payload;
        byte[] prefix = Utf8.Bytes(Prefix);
        Array.Copy(prefix, 0, _caller, 0, prefix.Length);
    }

    /// <summary>Takes a push; the status to acknowledge it with.</summary>
    public int Take(CourierFrame frame)
    {
        if (frame.IsOversized || frame.IsMalformed)
        {
            return Invalid;
        }

        bool ours = frame.Find(ItemId.Topic, _session.Scratch) && _session.Scratch.Is(_session.TopicHash)
            && (!frame.Find(ItemId.Token, _session.Scratch) || _session.Tokens.Has(_session.Scratch));
        if (!ours)
        {
            return Error;
        }

        if (!frame.Find(ItemId.Payload, _session.Scratch) || !_push.Read(_session.Scratch) || !IsWhole)
        {
            return Invalid;
        }

        _call.Clear();
        ReadCaller(frame);
        return _push.Kind == PushKind.Other ? TakeAlert()
            : _session.Host.HasSeen(_push.Id) ? Ok
            : _push.Kind == PushKind.Command ? TakeCommand(frame) : TakeChat(frame);
    }

    private bool IsNamed => _push.Id.Count > 0 && _push.Id.Count <= Limits.StanzaId;

    /// <summary>A command has an id and a name; a message has an id, and names its writer no longer than an answer can
    /// repeat.</summary>
    private bool IsWhole => _push.Kind == PushKind.Other || (IsNamed && _push.Name.Count <= Limits.StanzaId
        && (_push.Kind == PushKind.Chat || _push.Name.Count > 0));

    private bool IsStranger => _call.Caller.Bytes == null || _session.Host.RoleOf(_call.Caller) == Role.Stranger;

    private int TakeAlert()
    {
        if (IsNamed && !IsStranger)
        {
            _payload.Receipt(_push.Id, Delivered);
        }

        return Ok;
    }

    private int TakeCommand(CourierFrame frame)
    {
        _call.Spec = _session.Host.Find(_push.Name);
        bool expired = IsExpired(frame);
        if (expired || _call.Spec == null)
        {
            bool told = _payload.NoResult(_push.Id, expired ? Expired : Unknown);
            return told ? Seen() : Left;
        }

        if (!_session.Results.HasRoom)
        {
            _payload.Busy(_push.Id);
            return Left;
        }

        _call.Id.Set(_push.Id.Bytes, _push.Id.Offset, _push.Id.Count);
        _push.ReadArguments(_call);
        _session.Host.Run(_call);
        _session.Results.Keep(_call);
        return Seen();
    }

    private int TakeChat(CourierFrame frame)
    {
        if (IsStranger)
        {
            return Ok;
        }

        _call.Id.Set(_push.Id.Bytes, _push.Id.Offset, _push.Id.Count);
        Reply obstacle = _push.Text.Bytes == null ? Reply.TooLong : IsOld(frame) ? Reply.TooOld : Reply.None;
        Reply reply = _talk.Hear(_push.Text, obstacle, _call, _session.Host);
        if (reply == Reply.None || !_talk.MayAnswer(reply, _call, _session.Now))
        {
            _payload.Receipt(_push.Id, Read);
        }
        else if (!_payload.Chat(_push.Id, _push.Name, _talk, reply, _call))
        {
            _payload.Chat(_push.Id, _push.Name, _talk, Reply.NoRoom, _call);
        }

        return Seen();
    }

    /// <summary>Notes the id, if that was not done when it ran: what was refused is refused once. Ids of strangers are
    /// not noted: enough of them would push out those that must not run again.</summary>
    private int Seen()
    {
        if (!IsStranger && !_session.Host.HasSeen(_push.Id))
        {
            _session.Host.See(_push.Id, false);
        }

        return Ok;
    }

    private void ReadCaller(CourierFrame frame)
    {
        frame.Find(ItemId.Provider, _session.Scratch);
        if (_session.Scratch.Count > Limits.PushProvider)
        {
            return;
        }

        int at = Prefix.Length;
        for (int i = 0; i < _session.Scratch.Count; i++)
        {
            byte next = _session.Scratch.Bytes[_session.Scratch.Offset + i];
            _caller[at++] = next >= 'A' && next <= 'Z' ? (byte)(next | 0x20) : next;
        }

        _call.Caller.Set(_caller, 0, at);
    }

    private bool IsExpired(CourierFrame frame)
    {
        long expiry = frame.Number(ItemId.Expiry, _session.Scratch, 0);
        long now = _session.UnixTimeMs;
        return expiry > 0 && expiry < NeverExpires && now > 0 && expiry * 1000 <= now;
    }

    private bool IsOld(CourierFrame frame)
    {
        long time = frame.Number(ItemId.Time, _session.Scratch, 0) / NsPerMs;
        long now = _session.UnixTimeMs;
        return time > 0 && now > 0 && now - time > Talk.OldestMs;
    }
}

using Core;
using Core.Bytes;
using Core.Commands;

namespace Imip;

/// <summary>Messages as a command line, and their answers.</summary>
/// <remarks>
/// <code>
/// MESG { From, [Command-Id], [Delayed] } line        → MESG { To, [Command-Id, Outcome] } text
/// line = see CommandLine         text = see CommandText         Command-Id, Outcome, Delayed: ours, not historical
/// </code>
/// A command with an id runs once, and what came of it waits in the outbox until the server has it, for every peer. One
/// without is answered at once, and if that is lost it is lost: the number of its block is good within one connection
/// only. What carries an outcome is an answer, and never answered.
/// </remarks>
public sealed class ImipCommands
{
    private static readonly string ErrorsOnly = "ACK-Type: errors-only\r\n";

    private readonly ImipSession _session;
    private readonly ImipMail _mail;
    private readonly Talk _talk = new();
    private readonly Slice _user = new();
    private readonly Slice _id = new();
    private readonly Slice _caller = new();
    private readonly ByteWriter _address;

    /// <summary>Commands of one session; results are put into <paramref name="mail"/>.</summary>
    public ImipCommands(ImipSession session, ImipMail mail)
    {
        _session = session;
        _mail = mail;
        _address = new ByteWriter(session.Scheme.Length + Limits.ImipUser);
    }

    /// <summary>The role of whoever sent the block; false if it does not say who did.</summary>
    public bool TryRole(out Role role)
    {
        role = Role.Stranger;
        if (!_session.In.Sender(_user))
        {
            return false;
        }

        _address.Clear();
        _address.Bytes(_session.Scheme);
        _address.Bytes(_user);
        _caller.Set(_address.Buffer, 0, _address.Count);
        role = _session.Host.RoleOf(_caller);
        return true;
    }

    /// <summary>Takes in a message; false if it is not as a message has to be.</summary>
    public bool Take()
    {
        ImipBlock block = _session.In;
        bool hasId = block.Value(Header.CommandId, _id);
        if (!TryRole(out Role role) || (hasId && !ImipBlock.IsWord(_id, Limits.StanzaId)))
        {
            return false;
        }

        if (role == Role.Stranger || block.Value(Header.Outcome, _user))
        {
            return true;
        }

        CommandCall call = _session.Call;
        call.Clear();
        call.Caller.Set(_caller.Bytes, _caller.Offset, _caller.Count);
        call.Id.Set(_id.Bytes, _id.Offset, _id.Count);
        Reply reply = _talk.Hear(block.Body, Obstacle(), call, _session.Host);
        bool ran = reply == Reply.Outcome && (call.Outcome == Outcome.Done || call.Outcome == Outcome.Failed);
        if (hasId && ran)
        {
            _mail.Favour(_caller);
            _session.Owner.Keep(call);
        }
        else if (reply != Reply.None && (hasId || _talk.MayAnswer(reply, call, _session.Now)))
        {
            Answer(reply);
        }

        return true;
    }

    private Reply Obstacle()
    {
        if (_id.Count > 0 && !_session.Owner.HasRoom)
        {
            return Reply.Busy;
        }

        if (!_session.In.Value(Header.Delayed, _user))
        {
            return Reply.None;
        }

        long said = Timestamp.Parse(_user);
        bool isKnown = said != 0 && _session.WallOffsetMs != 0;
        return isKnown && _session.Now + _session.WallOffsetMs - said <= Talk.OldestMs ? Reply.None : Reply.TooOld;
    }

    private void Answer(Reply reply)
    {
        if (!Write(reply))
        {
            Write(Reply.NoRoom);
        }
    }

    private bool Write(Reply reply)
    {
        ImipWriter target = _session.Out;
        int scheme = _session.Scheme.Length;
        _session.BeginMessage(_caller.Bytes, scheme, _caller.Count - scheme, ErrorsOnly);
        if (_id.Count > 0)
        {
            target.Line(ImipMail.CommandIdName, _id);
            target.Line(ImipMail.OutcomeName, ImipSession.Word(reply, _session.Call.Outcome));
        }

        target.BeginBody();
        _talk.Write(target, reply, _session.Call, _session.Host);
        return target.End();
    }
}

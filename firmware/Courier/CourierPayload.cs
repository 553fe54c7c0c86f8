using Core;
using Core.Bytes;
using Core.Commands;
using Core.Json;

namespace Courier;

/// <summary>What the payloads of messages say, and how the device's own are written.</summary>
/// <remarks>
/// To the device, as the provider API carries it, members in any order and others beside them:
/// <code>
/// command = { "aps": {"content-available": 1}, "cmd": { "id": ID, "name": NAME, "args": { NAME: VALUE … } } }
/// chat    = { "aps": …, "chat": { "id": ID, "from": TEXT, "text": TEXT } }
/// alert   = { "aps": { "alert": … }, ["id": ID] }             VALUE = text, number, true (1), false (0), null (none)
/// </code>
/// From the device; the frame's message id is the same when it comes again:
/// <code>
/// presence = { "type": "presence", "device": TEXT, "status": TEXT }
/// report   = { "type": "report", "senml": [ RECORD … ], ["truncated": true] }           the first RECORD with bn, bt
/// result   = { "type": "result", "id": ID, "outcome": OUTCOME, ["command": NAME], ["note": TEXT],
///              ["senml": [ RECORD … ], ["truncated": true]] }
/// receipt  = { "type": "receipt", "id": ID, "state": "delivered" | "read" }
/// busy     = { "type": "busy", "id": ID }                     not run, will be when it comes again; not stored
/// chat     = { "type": "chat", "re": ID, "to": TEXT, "text": TEXT }                     "to" is the "from" before
///
/// RECORD   = { ["bn": DEVICE ":", ["bt": SECONDS]], "n": NAME, ["u": UNIT], "v": NUMBER | "vb": BOOLEAN | "vs": TEXT }
/// OUTCOME  = "done" | "unknown" | "refused" | "bad-argument" | "failed" | "busy" | "expired"
/// </code>
/// The records are SenML (RFC 8428). An answer to a chat message says that it was read; only a message without one gets
/// a receipt.
/// </remarks>
public sealed class CourierPayload
{
    private static readonly string ReportType = "report";
    private static readonly string ResultType = "result";
    private static readonly string ReceiptType = "receipt";
    private static readonly string ChatType = "chat";
    private static readonly string Id = "id";
    private static readonly string CommandName = "command";
    private static readonly string OutcomeName = "outcome";
    private static readonly string Done = "done";
    private static readonly string StateName = "state";
    private static readonly string InReplyTo = "re";
    private static readonly string To = "to";
    private static readonly string TextName = "text";
    private static readonly string Records = "senml";
    private static readonly string BaseName = "bn";
    private static readonly string BaseTime = "bt";
    private static readonly string TextValue = "vs";
    private static readonly string TruthValue = "vb";

    // What closes a list that is too long, and the message.
    private const int TailLength = 24;

    private readonly CourierSession _session;
    private readonly byte[] _deviceId;

    /// <summary>Writes payloads of this device.</summary>
    public CourierPayload(CourierSession session, string deviceId)
    {
        _session = session;
        _deviceId = Utf8.Bytes(deviceId);
    }

    /// <summary>Tells how the device is.</summary>
    public bool Presence(byte[] status)
    {
        JsonWriter json = _session.Json;
        _session.BeginMessage(_session.NextId(), false, "presence");
        json.Name("device");
        json.String(_deviceId, 0, _deviceId.Length);
        json.Name("status");
        json.String(status, 0, status.Length);
        return _session.EndMessage();
    }

    /// <summary>Tells readings; a time of zero is left out.</summary>
    public bool Report(FieldList fields, long unixTimeMs, uint id)
    {
        _session.BeginMessage(id, true, ReportType);
        WriteRecords(fields, _deviceId, unixTimeMs);
        return _session.EndMessage();
    }

    /// <summary>Tells what came of a command.</summary>
    public bool Result(
        CommandSpec command, Outcome outcome, int badArgument, Slice commandId, FieldList fields, uint id)
    {
        BeginResult(id, commandId, OutcomeWord(outcome));
        _session.Json.Name(CommandName);
        _session.Json.String(command.Name);
        if (outcome != Outcome.Done)
        {
            _session.Json.Name("note");
            int start = _session.Json.BeginText();
            CommandText.WriteReason(_session.Out, command, outcome, badArgument);
            _session.Json.EndText(start);
        }

        if (fields.Length > 0)
        {
            WriteRecords(fields, null, 0);
        }

        return _session.EndMessage();
    }

    /// <summary>Tells that a command was not run, in a word of the grammar.</summary>
    public bool NoResult(Slice commandId, string outcome)
    {
        BeginResult(_session.NextId(), commandId, outcome);
        return _session.EndMessage();
    }

    /// <summary>Tells that a command has to wait.</summary>
    public bool Busy(Slice commandId)
    {
        _session.BeginMessage(_session.NextId(), false, "busy");
        WriteId(Id, commandId);
        return _session.EndMessage();
    }

    /// <summary>Tells that a message has arrived or was read.</summary>
    public bool Receipt(Slice messageId, string state)
    {
        _session.BeginMessage(_session.NextId(), true, ReceiptType);
        WriteId(Id, messageId);
        _session.Json.Name(StateName);
        _session.Json.String(state);
        return _session.EndMessage();
    }

    /// <summary>Answers a person.</summary>
    public bool Chat(Slice messageId, Slice to, Talk talk, Reply reply, CommandCall call)
    {
        JsonWriter json = _session.Json;
        _session.BeginMessage(_session.NextId(), true, ChatType);
        WriteId(InReplyTo, messageId);
        WriteId(To, to);
        json.Name(TextName);
        int start = json.BeginText();
        talk.Write(_session.Out, reply, call, _session.Host);
        json.EndText(start);
        return _session.EndMessage();
    }

    private static string OutcomeWord(Outcome outcome)
    {
        switch (outcome)
        {
            case Outcome.Done: return Done;
            case Outcome.Unknown: return "unknown";
            case Outcome.Refused: return "refused";
            case Outcome.BadArgument: return "bad-argument";
            case Outcome.Busy: return "busy";
            default: return "failed";
        }
    }

    private void BeginResult(uint id, Slice commandId, string outcome)
    {
        _session.BeginMessage(id, true, ResultType);
        WriteId(Id, commandId);
        _session.Json.Name(OutcomeName);
        _session.Json.String(outcome);
    }

    private void WriteId(string name, Slice id)
    {
        _session.Json.Name(name);
        _session.Json.String(id);
    }

    /// <summary>Writes as many fields as fit, and says so if some do not.</summary>
    private void WriteRecords(FieldList fields, byte[] device, long unixTimeMs)
    {
        JsonWriter json = _session.Json;
        CourierQueue target = _session.Out;
        bool truncated = fields.Truncated;
        json.Name(Records);
        json.BeginArray();
        fields.Rewind();
        while (fields.Next())
        {
            int mark = target.Count;
            json.BeginObject();
            WriteHead(device, unixTimeMs);
            device = null;
            WriteRecord(fields);
            json.EndObject();
            if (!Fits())
            {
                target.Count = mark;
                target.Overflow = false;
                truncated = true;
                break;
            }
        }

        json.EndArray();
        if (truncated)
        {
            json.Name("truncated");
            json.Boolean(true);
        }
    }

    private bool Fits() => !_session.Out.Overflow && _session.Out.Room >= TailLength + Limits.PushReserve
        && _session.Out.ItemLength + TailLength <= _session.MostPayload;

    private void WriteHead(byte[] device, long unixTimeMs)
    {
        if (device == null)
        {
            return;
        }

        JsonWriter json = _session.Json;
        json.Name(BaseName);
        int start = json.BeginText();
        _session.Out.Bytes(device);
        _session.Out.Byte(':');
        json.EndText(start);
        if (unixTimeMs > 0)
        {
            json.Name(BaseTime);
            json.Thousandths(unixTimeMs);
        }
    }

    private void WriteRecord(FieldList fields)
    {
        JsonWriter json = _session.Json;
        json.Name('n');
        json.String(fields.Name);
        if (fields.Unit.Count > 0)
        {
            json.Name('u');
            json.String(fields.Unit);
        }

        if (fields.Type == FieldType.Text)
        {
            json.Name(TextValue);
            json.String(fields.Value);
            return;
        }

        if (fields.Type == FieldType.Boolean)
        {
            json.Name(TruthValue);
        }
        else
        {
            json.Name('v');
        }

        json.Plain(fields.Value);
    }
}

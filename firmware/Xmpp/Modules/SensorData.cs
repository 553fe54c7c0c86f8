using Core;
using Core.Bytes;
using Core.Commands;
using Xmpp.Xml;

namespace Xmpp.Modules;

/// <summary>Read-out of the sensors on request: the Neuro-Foundation's sensor data, the IEEE's of the same form, and
/// their forerunner (XEP-0323).</summary>
/// <remarks>
/// <code>
/// req[id, m, p, s, c, i, h, all, when] { nd[id], f[n] } → resp[id] { [nd[id]] { ts[v] { q … } } }, see ReportWriter
/// cancel[id]                                            → empty: nothing ever waits
/// XEP-0323, with seqnr for id, node for nd, field for f → accepted, then a message     see LegacyReadings
/// </code>
/// It is the command sensor.read in other clothes, with its role. Readings are momentary: one who asks for other
/// categories only gets none; one who names no category gets all. A node is this device or not found. What is to be
/// read later is not implemented.
/// </remarks>
public sealed class SensorData : StanzaModule
{
    private static readonly byte[] LegacyNamespace = Utf8.Bytes("urn:xmpp:iot:sensordata");
    private static readonly byte[] Command = Utf8.Bytes("sensor.read");
    private const ulong Request = 0x7165720000000020; // req
    private const ulong Cancel = 0x6C65636E61630008; // cancel
    private const ulong SequenceNumber = 0x726E716573000010; // seqnr
    private const ulong When = 0x6E65687700000018; // when
    private const ulong Field = 0x6600000000000030; // f
    private const ulong FieldName = 0x6E00000000000030; // n
    private const ulong LegacyField = 0x646C656966000010; // field
    private const ulong LegacyFieldName = 0x656D616E00000018; // name

    private readonly byte[] _device;
    private readonly Slice _id = new();
    private readonly Slice _text = new();

    /// <summary>Sensors of this device.</summary>
    public SensorData(XmppSession session, string deviceId)
        : base(session, Utf8.Bytes("urn:nf:iot:sd:1.0"), Utf8.Bytes("urn:ieee:iot:sd:1.0"), LegacyNamespace)
    {
        _device = Utf8.Bytes(deviceId);
    }

    /// <inheritdoc/>
    public override bool Answer(Received request)
    {
        Stanza stanza = request.Stanza;
        int element = request.Payload;
        bool isRead = stanza.Is(element, Request);
        _text.Set(Command, 0, Command.Length);
        CommandSpec command = Session.Host.Find(_text);
        if (command == null || !isRead && !stanza.Is(element, Cancel))
        {
            return false;
        }

        bool isLegacy = stanza.IsIn(element, LegacyNamespace);
        if (Session.Host.RoleOf(request.Bare) < command.Role)
        {
            Session.Out.Error(request, "auth", "forbidden");
        }
        else if (!stanza.Attribute(element, isLegacy ? SequenceNumber : Names.Id, _id) || _id.Count > Limits.StanzaId)
        {
            Session.Out.Error(request, "modify", "bad-request");
        }
        else if (!isRead)
        {
            AnswerCancel(request, isLegacy);
        }
        else if (stanza.Attribute(element, When, _text))
        {
            Session.Out.Error(request, "cancel", "feature-not-implemented");
        }
        else if (NodeReference.IsElsewhere(stanza, element, _device))
        {
            Session.Out.Error(request, "cancel", "item-not-found");
        }
        else
        {
            Read(request, command, isLegacy);
        }

        return true;
    }

    private void AnswerCancel(Received request, bool isLegacy)
    {
        if (!isLegacy)
        {
            Session.Out.Result(request);
            return;
        }

        Session.Out.BeginResult(request);
        LegacyReadings.WriteSimple(Session.Out, "cancelled", _id);
        Session.Out.EndResult(request);
    }

    private void Read(Received request, CommandSpec command, bool isLegacy)
    {
        CommandCall call = Session.Call;
        call.Clear();
        call.Spec = command;
        call.Caller.Set(request.Bare.Bytes, request.Bare.Offset, request.Bare.Count);
        Session.Host.Run(call);
        if (call.Outcome != Outcome.Done)
        {
            Session.Out.Error(request, OutcomeErrors.Type(call.Outcome), OutcomeErrors.Condition(call.Outcome));
        }
        else if (isLegacy)
        {
            WriteLegacy(request, call.Result);
        }
        else
        {
            Write(request, call.Result);
        }
    }

    private void Write(Received request, FieldList fields)
    {
        StanzaWriter target = Session.Out;
        bool named = NodeReference.IsNamed(request.Stanza, request.Payload);
        target.BeginResult(request);
        request.Stanza.Namespace(request.Payload, _text);
        target.Text("<resp");
        target.Attribute("xmlns", _text);
        target.Attribute("id", _id);
        target.Byte('>');
        if (named)
        {
            target.Text("<nd id='");
            target.Escaped(_device);
            target.Text("'>");
        }

        ReportWriter.BeginTime(target, Session.UnixTimeMs);
        bool wanted = ReadingCategories.Include(request.Stanza, request.Payload);
        fields.Rewind();
        while (wanted && fields.Next())
        {
            if (IsAskedFor(request, fields.Name, Field, FieldName))
            {
                ReportWriter.WriteField(target, fields);
            }
        }

        target.Text(named ? "</ts></nd></resp>" : "</ts></resp>");
        target.EndResult(request);
    }

    private void WriteLegacy(Received request, FieldList fields)
    {
        StanzaWriter target = Session.Out;
        target.BeginResult(request);
        LegacyReadings.WriteSimple(target, "accepted", _id);
        target.EndResult(request);

        LegacyReadings.Begin(target, request, _id, _device, Session.UnixTimeMs);
        fields.Rewind();
        while (fields.Next())
        {
            if (IsAskedFor(request, fields.Name, LegacyField, LegacyFieldName))
            {
                LegacyReadings.WriteField(target, fields);
            }
        }

        if (!LegacyReadings.End(target))
        {
            LegacyReadings.WriteFailure(target, request, _id, _device, Session.UnixTimeMs);
        }
    }

    /// <summary>True if the request names this field, or none at all.</summary>
    private bool IsAskedFor(Received request, Slice field, ulong element, ulong attribute)
    {
        Stanza stanza = request.Stanza;
        int asked = stanza.Child(request.Payload, element, null);
        bool found = asked == Stanza.None;
        while (!found && asked != Stanza.None)
        {
            found = stanza.Attribute(asked, attribute, _text) && _text.Is(field);
            asked = stanza.NextSibling(asked, element, null);
        }

        return found;
    }
}

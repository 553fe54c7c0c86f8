using Core;
using Core.Bytes;
using Core.Commands;
using Xmpp.Xml;

namespace Xmpp.Modules;

/// <summary>Control of the outputs: the Neuro-Foundation's control parameters, the IEEE's of the same form, and their
/// forerunner (XEP-0325).</summary>
/// <remarks>
/// <code>
/// set { nd, b[n, v] | i[n, v] | l[n, v] | x { field[var] { value } } } → resp
/// XEP-0325: set { node, boolean[name, value] | int | long | x }        → setResponse
/// getForm { nd | node }                                                → x[form] { field[var, boolean] { value } }
/// wrong parameter                                                      → error { paramError[n | var] }
/// </code>
/// Each output is a parameter, pin2 for pin 2, that is true or false, or 1 or 0. It is the command pin.write in other
/// clothes, with its role and its ranges. Everything in a request is checked before anything is done.
/// </remarks>
public sealed class Control : StanzaModule
{
    private static readonly string Response = "<resp";
    private static readonly byte[] LegacyNamespace = Utf8.Bytes("urn:xmpp:iot:control");
    private static readonly byte[] Write = Utf8.Bytes("pin.write");
    private static readonly byte[] Read = Utf8.Bytes("pin.read");
    private const ulong Set = 0x7465730000000020; // set
    private const ulong GetForm = 0x6D726F4674656700; // getForm
    private static readonly byte[] On = Utf8.Bytes("1");
    private static readonly byte[] Off = Utf8.Bytes("0");

    private readonly byte[] _device;
    private readonly ControlReader _reader = new();
    private readonly int[] _pins;
    private readonly Slice _text = new();

    /// <summary>Control of these outputs of this device.</summary>
    public Control(XmppSession session, string deviceId, int[] pins)
        : base(session, Utf8.Bytes("urn:nf:iot:ctr:1.0"), Utf8.Bytes("urn:ieee:iot:ctr:1.0"), LegacyNamespace)
    {
        _device = Utf8.Bytes(deviceId);
        _pins = pins;
    }

    /// <inheritdoc/>
    public override bool Answer(Received request)
    {
        Stanza stanza = request.Stanza;
        bool isSet = request.IsSet && stanza.Is(request.Payload, Set);
        CommandSpec command = Find(Write);
        if (command == null || !isSet && !(request.IsGet && stanza.Is(request.Payload, GetForm)))
        {
            return false;
        }

        if (Session.Host.RoleOf(request.Bare) < command.Role)
        {
            Session.Out.Error(request, "auth", "forbidden");
        }
        else if (NodeReference.IsElsewhere(stanza, request.Payload, _device))
        {
            Session.Out.Error(request, "cancel", "item-not-found");
        }
        else if (!isSet)
        {
            WriteForm(request);
        }
        else if (!Session.Acks.HasRoom)
        {
            // Rather not done than done with an answer that could be lost.
            Session.Out.Error(request, "wait", "resource-constraint");
        }
        else if (Check(request) && Apply(request, command))
        {
            WriteDone(request);
        }

        return true;
    }

    /// <summary>True if every parameter is there and has a value that it can take; answers if not.</summary>
    private bool Check(Received request)
    {
        _reader.Start(request.Stanza, request.Payload);
        bool any = false;
        while (_reader.Next())
        {
            any = true;
            if (!IsParameter(_reader.Name))
            {
                Refuse(request, Outcome.Unknown, "no such parameter");
                return false;
            }

            if (!_reader.IsSwitch)
            {
                Refuse(request, Outcome.BadArgument, "a parameter that is true or false");
                return false;
            }
        }

        if (!any || _reader.IsMalformed)
        {
            Session.Out.Error(request, "modify", "bad-request");
            return false;
        }

        return true;
    }

    /// <summary>Sets every parameter; answers if one cannot be set.</summary>
    private bool Apply(Received request, CommandSpec command)
    {
        CommandCall call = Session.Call;
        _reader.Start(request.Stanza, request.Payload);
        while (_reader.Next())
        {
            Slice name = _reader.Name;
            Begin(call, request, command);
            int prefix = ControlReader.Prefix.Length;
            call.Value(0).Set(name.Bytes, name.Offset + prefix, name.Count - prefix);
            call.Value(1).Set(_reader.IsOn ? On : Off, 0, 1);
            Session.Host.Run(call);
            if (call.Outcome != Outcome.Done)
            {
                Refuse(request, call.Outcome, Outcomes.Text(call.Outcome));
                return false;
            }
        }

        return true;
    }

    private void WriteDone(Received request)
    {
        StanzaWriter target = Session.Out;
        bool isLegacy = request.Stanza.IsIn(request.Payload, LegacyNamespace);
        request.Stanza.Namespace(request.Payload, _text);
        target.BeginResult(request);
        target.Text(isLegacy ? "<setResponse" : Response);
        target.Attribute(XmlWriter.Xmlns, _text);
        target.Byte('/');
        target.Byte('>');
        target.EndResult(request);
    }

    private void Refuse(Received request, Outcome outcome, string words)
    {
        StanzaWriter target = Session.Out;
        bool isLegacy = request.Stanza.IsIn(request.Payload, LegacyNamespace);
        request.Stanza.Namespace(request.Payload, _text);
        target.BeginError(request, OutcomeErrors.Type(outcome), OutcomeErrors.Condition(outcome));
        if (_reader.Name.Count <= Limits.StanzaId)
        {
            target.Text("<paramError");
            target.Attribute(XmlWriter.Xmlns, _text);
            target.Attribute(isLegacy ? "var" : "n", _reader.Name);
            target.Byte('>');
            target.Text(words);
            target.Text("</paramError>");
        }

        target.EndError(request);
    }

    private void WriteForm(Received request)
    {
        StanzaWriter target = Session.Out;
        CommandCall call = Session.Call;
        CommandSpec read = Find(Read);
        target.BeginResult(request);
        target.Text("<x xmlns='jabber:x:data' type='form'><title>");
        target.Escaped(_device);
        target.Text("</title>");
        foreach (int pin in _pins)
        {
            target.Text("<field var='pin");
            int digits = target.Count;
            target.Number(pin);
            Begin(call, request, read);
            call.Value(0).Set(target.Buffer, digits, target.Count - digits);
            target.Text("' type='boolean'>");
            Session.Host.Run(call);
            call.Result.Rewind();
            if (call.Outcome == Outcome.Done && call.Result.Next())
            {
                target.Text("<value>");
                target.Escaped(call.Result.Value);
                target.Text("</value>");
            }

            target.Text("</field>");
        }

        target.Text("</x>");
        target.EndResult(request);
    }

    private CommandSpec Find(byte[] name)
    {
        _text.Set(name, 0, name.Length);
        return Session.Host.Find(_text);
    }

    private static void Begin(CommandCall call, Received request, CommandSpec command)
    {
        call.Clear();
        call.Spec = command;
        call.Caller.Set(request.Bare.Bytes, request.Bare.Offset, request.Bare.Count);
    }

    private bool IsParameter(Slice name)
    {
        int prefix = ControlReader.Prefix.Length;
        if (!name.StartsWith(ControlReader.Prefix))
        {
            return false;
        }

        _text.Set(name.Bytes, name.Offset + prefix, name.Count - prefix);
        bool found = false;
        if (_text.TryNumber(out long number))
        {
            foreach (int pin in _pins)
            {
                found |= pin == number;
            }
        }

        return found;
    }
}

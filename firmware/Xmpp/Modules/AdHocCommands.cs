using Core;
using Core.Bytes;
using Core.Commands;
using Xmpp.Xml;

namespace Xmpp.Modules;

/// <summary>Ad-hoc commands (XEP-0050): the device's commands as any client's menu shows them.</summary>
/// <remarks>
/// <code>
/// execute, no arguments           → completed
/// execute, arguments, no form     → executing, with the form
/// execute/complete/next and form  → completed; a wrong argument: executing again, with a note
/// cancel                          → canceled
/// </code>
/// No state is kept between the steps: the form carries it all, so nothing can leak or expire.
/// </remarks>
public sealed class AdHocCommands : StanzaModule
{
    private static readonly string Executing = "executing";
    private static readonly string Actions = "<actions execute='complete'><complete/></actions>";
    private const ulong Action = 0x6E6F697463610008; // action
    private static readonly byte[] SessionId = Utf8.Bytes("sessionid");
    private static readonly byte[] Execute = Utf8.Bytes("execute");
    private static readonly byte[] Complete = Utf8.Bytes("complete");
    private static readonly byte[] Next = Utf8.Bytes("next");
    private static readonly byte[] Previous = Utf8.Bytes("prev");

    private readonly Slice _text = new();
    private readonly Slice _sessionId = new();

    /// <summary>Commands of this session's agent.</summary>
    public AdHocCommands(XmppSession session)
        : base(session, new byte[][] { CommandElement.Namespace },
            new byte[][] { CommandElement.Namespace, DataForm.Namespace })
    {
    }

    /// <inheritdoc/>
    public override bool Answer(Received request)
    {
        Stanza stanza = request.Stanza;
        int command = request.Payload;
        if (!request.IsSet || !stanza.Is(command, CommandElement.Name))
        {
            return false;
        }

        CommandCall call = Session.Call;
        call.Clear();
        call.Caller.Set(request.Bare.Bytes, request.Bare.Offset, request.Bare.Count);
        if (!CommandElement.Read(stanza, command, call, Session.Host, _text, out bool submitted, out bool cancelled))
        {
            Refuse(request, "modify", "bad-request", "bad-payload");
            return true;
        }

        if (call.Spec == null)
        {
            Session.Out.Error(request, "cancel", "item-not-found");
        }
        else if (Session.Host.RoleOf(request.Bare) < call.Spec.Role)
        {
            Session.Out.Error(request, "auth", "forbidden");
        }
        else
        {
            ReadSessionId(request);
            Step(request, call, submitted, cancelled);
        }

        return true;
    }

    private void ReadSessionId(Received request)
    {
        // Clients compare the session id of the steps; the id of the first request is as good as any other.
        bool given = request.Stanza.Attribute(request.Payload, SessionId, _sessionId)
            && _sessionId.Count <= Limits.StanzaId;
        if (!given)
        {
            _sessionId.Set(request.Id.Bytes, request.Id.Offset, request.Id.Count);
        }
    }

    private void Step(Received request, CommandCall call, bool submitted, bool cancelled)
    {
        bool given = request.Stanza.Attribute(request.Payload, Action, _text) && _text.Count > 0;
        if (cancelled || (given && _text.Is(CommandElement.Cancel)))
        {
            Session.Out.BeginResult(request);
            CommandElement.Begin(Session.Out, call.Spec, _sessionId, "canceled");
            Session.Out.Text(CommandElement.End);
            Session.Out.EndResult(request);
        }
        else if (given && !_text.Is(Execute) && !_text.Is(Complete))
        {
            // Only to complete is ever offered (XEP-0050 §4.4).
            bool known = _text.Is(Next) || _text.Is(Previous);
            Refuse(request, "modify", "bad-request", known ? "bad-action" : "malformed-action");
        }
        else if (!submitted && call.Spec.Arguments.Length > 0)
        {
            Show(request, call, false);
        }
        else if (!Session.Acks.HasRoom)
        {
            // Rather not done than done with an answer that could be lost.
            Session.Out.Error(request, "wait", "resource-constraint");
        }
        else
        {
            Run(request, call);
        }
    }

    private void Run(Received request, CommandCall call)
    {
        Session.Host.Run(call);
        if (call.Outcome == Outcome.BadArgument)
        {
            Show(request, call, true);
            return;
        }

        if (call.Outcome == Outcome.Busy)
        {
            Session.Out.Error(request, "wait", "resource-constraint");
            return;
        }

        StanzaWriter target = Session.Out;
        target.BeginResult(request);
        CommandElement.Begin(target, call.Spec, _sessionId, CommandElement.Completed);
        if (call.Outcome != Outcome.Done)
        {
            CommandElement.WriteNote(target, call.Spec, call.Outcome, call.BadArgument);
        }

        DataForm.WriteResult(target, call.Result);
        target.Text(CommandElement.End);
        target.EndResult(request);
    }

    private void Show(Received request, CommandCall call, bool again)
    {
        StanzaWriter target = Session.Out;
        target.BeginResult(request);
        CommandElement.Begin(target, call.Spec, _sessionId, Executing);
        target.Text(Actions);
        if (again)
        {
            CommandElement.WriteNote(target, call.Spec, Outcome.BadArgument, call.BadArgument);
        }

        DataForm.WriteForm(target, call.Spec);
        target.Text(CommandElement.End);
        target.EndResult(request);
    }

    private void Refuse(Received request, string type, string condition, string detail)
    {
        StanzaWriter target = Session.Out;
        target.BeginError(request, type, condition);
        target.Text("<");
        target.Text(detail);
        target.Text(" xmlns='http://jabber.org/protocol/commands'/>");
        target.EndError(request);
    }
}

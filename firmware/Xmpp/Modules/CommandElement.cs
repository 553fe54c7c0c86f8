using Core.Bytes;
using Core.Commands;
using Xmpp.Xml;

namespace Xmpp.Modules;

/// <summary>The <c>command</c> element (XEP-0050), as it stands in an IQ and in a PubSub item.</summary>
/// <remarks>
/// <code>
/// request = command[node, action, sessionid] { [x submit] }
/// answer  = command[node, sessionid, status] { [actions] { [note] } [x form | x result] }
/// </code>
/// </remarks>
public static class CommandElement
{
    /// <summary>The namespace of ad-hoc commands.</summary>
    public static readonly byte[] Namespace = Utf8.Bytes("http://jabber.org/protocol/commands");

    /// <summary>The element's name.</summary>
    public const ulong Name = 0x646E616D6D6F6300; // command

    /// <summary>Status of a command that was run.</summary>
    public static readonly string Completed = "completed";

    /// <summary>The element's end.</summary>
    public static readonly string End = "</command>";

    private static readonly string Start = "<command xmlns='http://jabber.org/protocol/commands' node='";
    private static readonly string SessionStart = "' sessionid='";
    private static readonly string StatusStart = "' status='";
    private static readonly string NoteStart = "<note type='error'>";
    private static readonly string NoteEnd = "</note>";
    private const ulong X = 0x7800000000000030; // x

    /// <summary>An action, and a form, that gives the command up.</summary>
    internal static readonly byte[] Cancel = Utf8.Bytes("cancel");

    private static readonly byte[] Submit = Utf8.Bytes("submit");

    /// <summary>Finds the command that the element names and reads its submitted form, if there is one, into the call.
    /// False if the form is malformed: only one of type <c>submit</c> says what to do, and one of type <c>cancel</c>
    /// that nothing is to be done (XEP-0004 §3.1).</summary>
    public static bool Read(Stanza stanza, int command, CommandCall call, ICommandHost host, Slice scratch,
        out bool submitted, out bool cancelled)
    {
        submitted = cancelled = false;
        call.Spec = stanza.Attribute(command, Names.Node, scratch) ? host.Find(scratch) : null;
        if (call.Spec == null)
        {
            return true;
        }

        int form = stanza.Child(command, X, DataForm.Namespace);
        if (form == Stanza.None)
        {
            return true;
        }

        bool typed = stanza.Attribute(form, Names.Type, scratch);
        cancelled = typed && scratch.Is(Cancel);
        submitted = typed && scratch.Is(Submit);
        return cancelled || (submitted && DataForm.Read(stanza, form, call, scratch));
    }

    /// <summary>Writes the element up to its status.</summary>
    public static void Begin(XmlWriter target, CommandSpec command, Slice session, string status)
    {
        target.Text(Start);
        target.Text(command.Name);
        if (session.Count > 0)
        {
            target.Text(SessionStart);
            target.Escaped(session);
        }

        target.Text(StatusStart);
        target.Text(status);
        target.Text(XmlWriter.EndTag);
    }

    /// <summary>Writes a note that tells people what is wrong.</summary>
    public static void WriteNote(XmlWriter target, CommandSpec command, Outcome outcome, int badArgument)
    {
        target.Text(NoteStart);
        CommandText.WriteReason(target, command, outcome, badArgument);
        target.Text(NoteEnd);
    }
}

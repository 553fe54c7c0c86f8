using Core.Bytes;
using Core.Commands;
using Core.Xml;

namespace Core.Xmpp.Modules;

/// <summary>Answers in words, for people.</summary>
/// <remarks>
/// <code>
/// done    = "done" / name ": " value [" " unit] *( LF name ": " value [" " unit] )
/// help    = usage " - " summary *( LF usage " - " summary )
/// problem = command ": " what is wrong [ LF "usage: " usage ]
/// usage   = command *( " " argument / " [" argument "]" )
/// </code>
/// </remarks>
internal static class ChatText
{
    // Enough to recognize a word by.
    private const int MostEchoed = 32;

    /// <summary>Writes what is to be said; <paramref name="word"/> is the message's first.</summary>
    internal static void Write(XmlWriter target, ChatReply reply, CommandCall call, ICommandHost host, Slice word)
    {
        switch (reply)
        {
            case ChatReply.Help:
                WriteHelp(target, host, host.RoleOf(call.Caller));
                break;
            case ChatReply.Outcome:
                WriteOutcome(target, call, word);
                break;
            case ChatReply.TooManyWords:
                WriteProblem(target, call.Spec, "too many words");
                break;
            case ChatReply.TooLong:
                target.Text("not run: this message is too long");
                break;
            case ChatReply.TooOld:
                target.Text("not run: this message is too old, send it again");
                break;
            case ChatReply.Busy:
                target.Text("not run: busy, send it again");
                break;
            default:
                target.Text("the answer is too long for a message");
                break;
        }
    }

    private static void WriteHelp(XmlWriter target, ICommandHost host, Role role)
    {
        string between = string.Empty;
        foreach (CommandSpec command in host.Commands)
        {
            if (role >= command.Role)
            {
                target.Text(between);
                WriteUsage(target, command);
                target.Text(" - ");
                target.Text(command.Summary);
                between = "\n";
            }
        }
    }

    private static void WriteOutcome(XmlWriter target, CommandCall call, Slice word)
    {
        if (call.Spec == null)
        {
            target.Text("no such command: ");
            target.Escaped(word.Bytes, word.Offset, word.Count < MostEchoed ? word.Count : MostEchoed);
            target.Text("\nhelp lists them");
        }
        else if (call.Outcome == Outcome.Done)
        {
            WriteFields(target, call.Result);
        }
        else if (call.Outcome == Outcome.BadArgument)
        {
            target.Text(call.Spec.Name);
            target.Text(": ");
            CommandElement.WriteReason(target, call.Spec, call.Outcome, call.BadArgument);
            target.Text("\nusage: ");
            WriteUsage(target, call.Spec);
        }
        else
        {
            target.Text(call.Spec.Name);
            target.Text(": ");
            target.Text(Outcomes.Text(call.Outcome));
        }
    }

    private static void WriteFields(XmlWriter target, FieldList fields)
    {
        fields.Rewind();
        bool any = false;
        while (fields.Next())
        {
            target.Text(any ? "\n" : string.Empty);
            target.Escaped(fields.Name);
            target.Text(": ");
            target.Escaped(fields.Value);
            if (fields.Unit.Count > 0)
            {
                target.Byte(' ');
                target.Escaped(fields.Unit);
            }

            any = true;
        }

        target.Text(!any ? "done" : fields.Truncated ? "\nand more" : string.Empty);
    }

    private static void WriteProblem(XmlWriter target, CommandSpec command, string problem)
    {
        target.Text(command.Name);
        target.Text(": ");
        target.Text(problem);
        target.Text("\nusage: ");
        WriteUsage(target, command);
    }

    private static void WriteUsage(XmlWriter target, CommandSpec command)
    {
        target.Text(command.Name);
        foreach (ArgumentSpec argument in command.Arguments)
        {
            target.Text(argument.Optional ? " [" : " ");
            target.Text(argument.Name);
            target.Text(argument.Optional ? "]" : string.Empty);
        }
    }
}

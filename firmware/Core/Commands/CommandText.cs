using Core.Bytes;

namespace Core.Commands;

/// <summary>Answers in words, for people.</summary>
/// <remarks>
/// <code>
/// done    = "done" / name ": " value [" " unit] *( LF name ": " value [" " unit] )
/// help    = usage " - " summary *( LF usage " - " summary )
/// problem = command ": " what is wrong [ LF "usage: " usage ]
/// usage   = command *( " " argument / " [" argument "]" )
/// </code>
/// </remarks>
public static class CommandText
{
    // Enough to recognize a word by.
    private const int MostEchoed = 32;

    /// <summary>Writes what is to be said; <paramref name="word"/> is the message's first.</summary>
    public static void Write(ByteWriter target, Reply reply, CommandCall call, ICommandHost host, Slice word)
    {
        switch (reply)
        {
            case Reply.Help:
                WriteHelp(target, host, host.RoleOf(call.Caller));
                break;
            case Reply.Outcome:
                WriteOutcome(target, call, word);
                break;
            case Reply.TooManyWords:
                WriteProblem(target, call.Spec, "too many words");
                break;
            case Reply.TooLong:
                target.Text("not run: this message is too long");
                break;
            case Reply.TooOld:
                target.Text("not run: this message is too old, send it again");
                break;
            case Reply.Busy:
                target.Text("not run: busy, send it again");
                break;
            default:
                target.Text("the answer is too long for a message");
                break;
        }
    }

    /// <summary>Writes what is wrong, in words.</summary>
    public static void WriteReason(ByteWriter target, CommandSpec command, Outcome outcome, int badArgument)
    {
        if (outcome != Outcome.BadArgument)
        {
            target.Text(Outcomes.Text(outcome));
            return;
        }

        ArgumentSpec argument = command.Arguments[badArgument];
        target.Text(argument.Name);
        target.Text(argument.Type == ArgumentType.Integer ? ": a whole number from " : ": text of length ");
        target.Number(argument.Minimum);
        target.Text(" to ");
        target.Number(argument.Maximum);
    }

    private static void WriteHelp(ByteWriter target, ICommandHost host, Role role)
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

    /// <summary>Writes how a command ended.</summary>
    public static void WriteOutcome(
        ByteWriter target, CommandSpec command, Outcome outcome, int badArgument, FieldList fields)
    {
        if (outcome == Outcome.Done)
        {
            WriteFields(target, fields);
            return;
        }

        target.Text(command.Name);
        target.Text(": ");
        WriteReason(target, command, outcome, badArgument);
        if (outcome == Outcome.BadArgument)
        {
            target.Text("\nusage: ");
            WriteUsage(target, command);
        }
    }

    private static void WriteOutcome(ByteWriter target, CommandCall call, Slice word)
    {
        if (call.Spec != null)
        {
            WriteOutcome(target, call.Spec, call.Outcome, call.BadArgument, call.Result);
            return;
        }

        target.Text("no such command: ");
        target.Content(word.Bytes, word.Offset, word.Count < MostEchoed ? word.Count : MostEchoed);
        target.Text("\nhelp lists them");
    }

    /// <summary>Writes names, values and units, one below the other.</summary>
    public static void WriteFields(ByteWriter target, FieldList fields)
    {
        fields.Rewind();
        bool any = false;
        while (fields.Next())
        {
            target.Text(any ? "\n" : string.Empty);
            target.Content(fields.Name);
            target.Text(": ");
            target.Content(fields.Value);
            if (fields.Unit.Count > 0)
            {
                target.Byte(' ');
                target.Content(fields.Unit);
            }

            any = true;
        }

        target.Text(!any ? "done" : fields.Truncated ? "\nand more" : string.Empty);
    }

    private static void WriteProblem(ByteWriter target, CommandSpec command, string problem)
    {
        target.Text(command.Name);
        target.Text(": ");
        target.Text(problem);
        target.Text("\nusage: ");
        WriteUsage(target, command);
    }

    private static void WriteUsage(ByteWriter target, CommandSpec command)
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

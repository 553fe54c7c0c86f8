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
    private static readonly string Colon = ": ";
    private static readonly string Dash = " - ";
    private static readonly string Usage = "\nusage: ";
    private static readonly string Range = ": a whole number from ";
    private static readonly string RangeEnd = " to ";
    private static readonly string NoSuchCommand = "no such command: ";
    private static readonly string HelpHint = "\nhelp lists them";
    private static readonly string Done = "done";

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
        target.Text(argument.Type == ArgumentType.Integer ? Range : ": text of length ");
        target.Number(argument.Minimum);
        target.Text(RangeEnd);
        target.Number(argument.Maximum);
    }

    private static void WriteHelp(ByteWriter target, ICommandHost host, Role role)
    {
        bool any = false;
        foreach (CommandSpec command in host.Commands)
        {
            if (role >= command.Role)
            {
                if (any)
                {
                    target.Byte('\n');
                }

                WriteUsage(target, command);
                target.Text(Dash);
                target.Text(command.Summary);
                any = true;
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
        target.Text(Colon);
        WriteReason(target, command, outcome, badArgument);
        if (outcome == Outcome.BadArgument)
        {
            target.Text(Usage);
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

        target.Text(NoSuchCommand);
        target.Content(word.Bytes, word.Offset, word.Count < MostEchoed ? word.Count : MostEchoed);
        target.Text(HelpHint);
    }

    /// <summary>Writes names, values and units, one below the other.</summary>
    public static void WriteFields(ByteWriter target, FieldList fields)
    {
        fields.Rewind();
        bool any = false;
        while (fields.Next())
        {
            if (any)
            {
                target.Byte('\n');
            }

            target.Content(fields.Name);
            target.Text(Colon);
            target.Content(fields.Value);
            if (fields.Unit.Count > 0)
            {
                target.Byte(' ');
                target.Content(fields.Unit);
            }

            any = true;
        }

        target.Text(!any ? Done : fields.Truncated ? "\nand more" : string.Empty);
    }

    private static void WriteProblem(ByteWriter target, CommandSpec command, string problem)
    {
        target.Text(command.Name);
        target.Text(Colon);
        target.Text(problem);
        target.Text(Usage);
        WriteUsage(target, command);
    }

    private static void WriteUsage(ByteWriter target, CommandSpec command)
    {
        target.Text(command.Name);
        foreach (ArgumentSpec argument in command.Arguments)
        {
            target.Byte(' ');
            if (argument.Optional)
            {
                target.Byte('[');
            }

            target.Text(argument.Name);
            if (argument.Optional)
            {
                target.Byte(']');
            }
        }
    }
}

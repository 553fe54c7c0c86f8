using Core.Bytes;

namespace Core.Commands;

/// <summary>A command with its arguments, as a person types it.</summary>
/// <remarks>
/// <code>
/// line     = space command *( space argument ) space      space = tabs, blanks, ends of lines
/// argument = any other characters; a text in the last place takes all that is left
/// </code>
/// </remarks>
public sealed class CommandLine
{
    private static readonly byte[] Help = Utf8.Bytes("help");

    private readonly Slice _rest = new();

    /// <summary>The first word, whether it is a command or not.</summary>
    public readonly Slice Command = new();

    /// <summary>Reads a line into the call; <see cref="Reply.Outcome"/> if it can be tried.</summary>
    public Reply Read(Slice line, CommandCall call, ICommandHost host)
    {
        _rest.Set(line.Bytes, line.Offset, line.Count);
        Trim(_rest);
        if (_rest.Count == 0)
        {
            return Reply.None;
        }

        if (_rest.Bytes[_rest.Offset] >= 'A' && _rest.Bytes[_rest.Offset] <= 'Z')
        {
            // Phones begin a message with a capital; commands never do.
            _rest.Bytes[_rest.Offset] += 'a' - 'A';
        }

        TakeWord(Command);
        if (Command.Is(Help) && _rest.Count == 0)
        {
            return Reply.Help;
        }

        call.Spec = host.Find(Command);
        if (call.Spec == null)
        {
            return Reply.Outcome;
        }

        ArgumentSpec[] arguments = call.Spec.Arguments;
        for (int i = 0; i < arguments.Length && _rest.Count > 0; i++)
        {
            Slice value = call.Value(i);
            if (i == arguments.Length - 1 && arguments[i].Type == ArgumentType.Text)
            {
                value.Set(_rest.Bytes, _rest.Offset, _rest.Count);
                _rest.Clear();
            }
            else
            {
                TakeWord(value);
            }
        }

        return _rest.Count == 0 ? Reply.Outcome : Reply.TooManyWords;
    }

    /// <summary>Takes the first word off the rest.</summary>
    private void TakeWord(Slice word)
    {
        int length = 0;
        while (length < _rest.Count && !IsSpace(_rest.Bytes[_rest.Offset + length]))
        {
            length++;
        }

        word.Set(_rest.Bytes, _rest.Offset, length);
        _rest.Set(_rest.Bytes, _rest.Offset + length, _rest.Count - length);
        Trim(_rest);
    }

    private static void Trim(Slice text)
    {
        while (text.Count > 0 && IsSpace(text.Bytes[text.Offset]))
        {
            text.Offset++;
            text.Count--;
        }

        while (text.Count > 0 && IsSpace(text.Bytes[text.Offset + text.Count - 1]))
        {
            text.Count--;
        }
    }

    private static bool IsSpace(byte character) =>
        character == ' ' || character == '\n' || character == '\r' || character == '\t';
}

using Core.Bytes;
using Core.Commands;

namespace Core.Xmpp.Modules;

/// <summary>What is to be said to a message.</summary>
public enum ChatReply
{
    /// <summary>Nothing: there are no words in it.</summary>
    None = 0,

    /// <summary>What came of the command.</summary>
    Outcome = 1,

    /// <summary>The commands.</summary>
    Help = 2,

    /// <summary>The message has more words than the command has arguments.</summary>
    TooManyWords = 3,

    /// <summary>The message is longer than can be read.</summary>
    TooLong = 4,

    /// <summary>The message waited too long.</summary>
    TooOld = 5,

    /// <summary>It cannot be run now.</summary>
    Busy = 6,

    /// <summary>It was run; what came of it is too long to be said.</summary>
    NoRoom = 7,
}

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

    /// <summary>Reads a line into the call; <see cref="ChatReply.Outcome"/> if it can be tried.</summary>
    public ChatReply Read(Slice line, CommandCall call, ICommandHost host)
    {
        _rest.Set(line.Bytes, line.Offset, line.Count);
        Trim(_rest);
        if (_rest.Count == 0)
        {
            return ChatReply.None;
        }

        if (_rest.Bytes[_rest.Offset] >= 'A' && _rest.Bytes[_rest.Offset] <= 'Z')
        {
            // Phones begin a message with a capital; commands never do.
            _rest.Bytes[_rest.Offset] += 'a' - 'A';
        }

        TakeWord(Command);
        if (Command.Is(Help) && _rest.Count == 0)
        {
            return ChatReply.Help;
        }

        call.Spec = host.Find(Command);
        if (call.Spec == null)
        {
            return ChatReply.Outcome;
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

        return _rest.Count == 0 ? ChatReply.Outcome : ChatReply.TooManyWords;
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

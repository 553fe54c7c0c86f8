using Core.Bytes;

namespace Core.Commands;

/// <summary>How a command ended.</summary>
public enum Outcome
{
    /// <summary>Not run yet.</summary>
    None = 0,

    /// <summary>Done; the result says what came of it.</summary>
    Done = 1,

    /// <summary>There is no such command.</summary>
    Unknown = 2,

    /// <summary>The caller may not do this.</summary>
    Refused = 3,

    /// <summary>An argument is missing, not of its type or out of its range; <see cref="CommandCall.BadArgument"/> says
    /// which.</summary>
    BadArgument = 4,

    /// <summary>It was tried and did not work.</summary>
    Failed = 5,

    /// <summary>No room to run it now; nothing was done, try again.</summary>
    Busy = 6,

    /// <summary>The same command id ran before; it was not run again.</summary>
    Repeated = 7,
}

/// <summary>One command on its way in and its result on the way out. Made once per link and used again.</summary>
/// <remarks>A protocol fills in the caller, the name and the arguments as they stand on the wire, calls
/// <see cref="ICommandHost.Run"/>, and shows <see cref="Outcome"/> and <see cref="Result"/> in its own
/// manner.</remarks>
public sealed class CommandCall
{
    /// <summary>Most arguments that any command takes.</summary>
    public const int MaxArguments = 4;

    private readonly Slice[] _values = new Slice[MaxArguments];
    private int _given;     // behind the last value that was shown, and may have been set

    /// <summary>The caller's address without its resource; decides the role.</summary>
    public readonly Slice Caller = new();

    /// <summary>The command's id where it can come twice (PubSub item, push message); empty where it cannot.</summary>
    public readonly Slice Id = new();

    /// <summary>The id is that of an item which its service shows again and again.</summary>
    public bool IsItem;

    /// <summary>What is to be run; null if the name on the wire is no command's.</summary>
    public CommandSpec Spec;

    /// <summary>How it ended.</summary>
    public Outcome Outcome;

    /// <summary>Index of the argument that was refused; only with <see cref="Outcome.BadArgument"/>.</summary>
    public int BadArgument;

    /// <summary>What it gave: names, values and units.</summary>
    public readonly FieldList Result;

    /// <summary>A call whose result may take <paramref name="resultCapacity"/> bytes.</summary>
    public CommandCall(int resultCapacity)
    {
        Result = new FieldList(resultCapacity);
        for (int i = 0; i < MaxArguments; i++)
        {
            _values[i] = new Slice();
        }
    }

    /// <summary>Starts over for another command.</summary>
    public void Clear()
    {
        IsItem = false;
        Caller.Clear();
        Id.Clear();
        Spec = null;
        Outcome = Outcome.None;
        BadArgument = 0;
        Result.Clear();
        while (_given > 0)
        {
            _values[--_given].Clear();
        }
    }

    /// <summary>The argument's value as it came; its <c>Bytes</c> are null if it did not come.</summary>
    public Slice Value(int argument)
    {
        if (argument >= _given)
        {
            _given = argument + 1;
        }

        return _values[argument];
    }

    /// <summary>Index of the argument of this name, or -1.</summary>
    public int ArgumentIndex(Slice name)
    {
        ArgumentSpec[] arguments = Spec.Arguments;
        for (int i = 0; i < arguments.Length; i++)
        {
            if (name.Is(arguments[i].NameBytes))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>An integer argument, already checked; <paramref name="otherwise"/> if it did not come.</summary>
    public long Integer(int argument, long otherwise) =>
        _values[argument].Bytes != null && _values[argument].TryNumber(out long value) ? value : otherwise;

    /// <summary>True if every argument is there or optional, of its type and in its range.</summary>
    public bool CheckArguments()
    {
        for (int i = 0; i < Spec.Arguments.Length; i++)
        {
            if (!IsAcceptable(_values[i], Spec.Arguments[i]))
            {
                BadArgument = i;
                return false;
            }
        }

        return true;
    }

    private static bool IsAcceptable(Slice value, ArgumentSpec spec)
    {
        if (value.Bytes == null)
        {
            return spec.Optional;
        }

        if (spec.Type == ArgumentType.Text)
        {
            return value.Count >= spec.Minimum && value.Count <= spec.Maximum
                && Utf8.IsXmlText(value.Bytes, value.Offset, value.Count);
        }

        return value.TryNumber(out long number) && number >= spec.Minimum && number <= spec.Maximum;
    }
}

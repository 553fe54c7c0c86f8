using Core.Bytes;

namespace Core.Commands;

/// <summary>What an argument may be.</summary>
public enum ArgumentType
{
    /// <summary>A whole number between two bounds.</summary>
    Integer = 0,

    /// <summary>UTF-8 text up to a number of bytes.</summary>
    Text = 1,
}

/// <summary>One typed argument of a command: every protocol shows and checks it from this one definition.</summary>
public sealed class ArgumentSpec
{
    /// <summary>Name on the wire.</summary>
    public readonly string Name;

    /// <summary>The same name as bytes, to compare with.</summary>
    public readonly byte[] NameBytes;

    /// <summary>What kind of value.</summary>
    public readonly ArgumentType Type;

    /// <summary>Smallest number, or fewest bytes of text.</summary>
    public readonly long Minimum;

    /// <summary>Largest number, or most bytes of text.</summary>
    public readonly long Maximum;

    /// <summary>True if the command runs without it.</summary>
    public readonly bool Optional;

    /// <summary>An argument with its range.</summary>
    public ArgumentSpec(string name, ArgumentType type, long minimum, long maximum, bool optional)
    {
        Name = name;
        NameBytes = Utf8.Bytes(name);
        Type = type;
        Minimum = minimum;
        Maximum = maximum;
        Optional = optional;
    }
}

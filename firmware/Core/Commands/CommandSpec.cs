using Core.Bytes;

namespace Core.Commands;

/// <summary>One command of the device, as every protocol offers it.</summary>
public sealed class CommandSpec
{
    /// <summary>Name on the wire, for example <c>pin.write</c>.</summary>
    public readonly string Name;

    /// <summary>The same name as bytes, to compare with.</summary>
    public readonly byte[] NameBytes;

    /// <summary>What it does, in a few words for people; no apostrophe, less-than sign or ampersand.</summary>
    public readonly string Summary;

    /// <summary>The least role that may run it.</summary>
    public readonly Role Role;

    /// <summary>Its arguments, in the order of the chat form.</summary>
    public readonly ArgumentSpec[] Arguments;

    /// <summary>Names the command with its arguments.</summary>
    public CommandSpec(string name, string summary, Role role, ArgumentSpec[] arguments)
    {
        // Both stand in attributes of XML as they are.
        Check.That(IsPlain(name) && IsPlain(summary));
        Name = name;
        NameBytes = Utf8.Bytes(name);
        Summary = summary;
        Role = role;
        Arguments = arguments;
    }

    private static bool IsPlain(string text) =>
        text.IndexOf('\'') < 0 && text.IndexOf('<') < 0 && text.IndexOf('&') < 0;
}

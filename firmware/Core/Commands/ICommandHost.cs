using Core.Bytes;

namespace Core.Commands;

/// <summary>What a protocol sees of the agent: its commands, and who may use them.</summary>
public interface ICommandHost
{
    /// <summary>Every command, in the order they are listed to people.</summary>
    CommandSpec[] Commands { get; }

    /// <summary>The command of this name, or null.</summary>
    CommandSpec Find(Slice name);

    /// <summary>What the owner of this bare address may do.</summary>
    Role RoleOf(Slice bareAddress);

    /// <summary>Checks caller, id and arguments, runs the command at once, and sets outcome and result.</summary>
    void Run(CommandCall call);
}

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

    /// <summary>The bare address of the peer at <paramref name="index"/> of the allowlist, or null behind its
    /// end.</summary>
    byte[] Peer(int index);

    /// <summary>What that peer may do.</summary>
    Role PeerRole(int index);

    /// <summary>True if ids of earlier commands are remembered; false in a device that has just been set up.</summary>
    bool HasMemory { get; }

    /// <summary>True if the command with this id ran before.</summary>
    bool HasSeen(Slice id);

    /// <summary>Notes an id, perhaps an item's, as if its command had run.</summary>
    void See(Slice id, bool isItem);

    /// <summary>Checks caller, id and arguments, runs the command at once, and sets outcome and result.</summary>
    void Run(CommandCall call);
}

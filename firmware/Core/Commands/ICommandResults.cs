namespace Core.Commands;

/// <summary>Where results go that cannot be given in the same breath as the command.</summary>
public interface ICommandResults
{
    /// <summary>True if the largest result would be kept.</summary>
    bool HasRoom { get; }

    /// <summary>Keeps what came of a command until a link has delivered it.</summary>
    void Keep(CommandCall call);
}

using Core.Commands;

namespace Tests.Unit.Xmpp;

/// <summary>Room for so many results.</summary>
public sealed class FakeResults : ICommandResults
{
    /// <summary>How many more find room.</summary>
    public int Room = int.MaxValue;

    /// <summary>Ids of the commands whose results were kept.</summary>
    public string Kept = "";

    /// <inheritdoc/>
    public bool HasRoom => Room > 0;

    /// <inheritdoc/>
    public void Keep(CommandCall call)
    {
        Room--;
        Kept += call.Id.ToString();
    }
}

namespace Core.Agent;

/// <summary>What one link has to be told once, and how that link is made.</summary>
/// <remarks>The parts list hands these over in <see cref="AgentConfig.Links"/>. The agent knows no protocol, so one
/// that is not deployed costs nothing.</remarks>
public abstract class LinkConfig
{
    /// <summary>The first thing that is missing, by name; null if a connection can be tried.</summary>
    public abstract string Missing { get; }

    /// <summary>The link, told what this says.</summary>
    public abstract Link Make(LinkParts parts);

    /// <summary>Nothing was told.</summary>
    protected static bool IsEmpty(string text) => text == null || text.Length == 0;
}

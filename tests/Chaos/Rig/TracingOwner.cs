using System.Text;
using Core.Agent;
using Core.Commands;

namespace Tests.Chaos.Rig;

/// <summary>The agent above a link, as far as the link sees it: keeps a record of what it was told.</summary>
internal sealed class TracingOwner(StringBuilder trace) : ILinkOwner
{
    /// <inheritdoc/>
    public bool HasRoom => true;

    /// <inheritdoc/>
    public void Keep(CommandCall call) => trace.AppendLine($"keep {call.Id}: {call.Outcome}");

    /// <inheritdoc/>
    public void Delivered() => trace.AppendLine("delivered");

    /// <inheritdoc/>
    public void Undeliverable() => trace.AppendLine("undeliverable");

    /// <inheritdoc/>
    public void Undelivered() => trace.AppendLine("undelivered");
}

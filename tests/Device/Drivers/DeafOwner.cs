using Core.Agent;
using Core.Commands;
using Core.Ports;

namespace Tests.Device.Drivers;

/// <summary>The agent above a link, and its log, when neither is looked at.</summary>
public sealed class DeafOwner : ILinkOwner, ILog
{
    /// <inheritdoc/>
    public bool HasRoom => true;

    /// <inheritdoc/>
    public void Keep(CommandCall call)
    {
    }

    /// <inheritdoc/>
    public void Delivered()
    {
    }

    /// <inheritdoc/>
    public void Undeliverable()
    {
    }

    /// <inheritdoc/>
    public void Undelivered()
    {
    }

    /// <inheritdoc/>
    public void Write(string what, long number)
    {
    }
}

using Core.Ports;

namespace Tests.Unit.Agent;

/// <summary>A log that nobody reads.</summary>
public sealed class SilentLog : ILog
{
    /// <inheritdoc/>
    public void Write(string what, long number)
    {
    }
}

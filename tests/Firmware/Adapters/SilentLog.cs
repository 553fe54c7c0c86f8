using Core.Ports;

namespace Tests.Firmware.Adapters;

/// <summary>A log that nobody reads.</summary>
internal sealed class SilentLog : ILog
{
    /// <inheritdoc/>
    public void Write(string what, long number)
    {
    }
}

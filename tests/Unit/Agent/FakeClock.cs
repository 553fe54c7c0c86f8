using Core.Ports;

namespace Tests.Unit.Agent;

/// <summary>Time that stands until it is moved.</summary>
public sealed class FakeClock : IClock
{
    /// <inheritdoc/>
    public long Now { get; set; }

    /// <inheritdoc/>
    public long UnixTimeMs { get; set; }
}

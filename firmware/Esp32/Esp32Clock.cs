using System;
using Core.Ports;
using nanoFramework.Hardware.Esp32;

namespace Esp32;

/// <summary>Time of the chip: its microsecond counter, and the wall clock once a time server has set it.</summary>
/// <remarks>The wall clock leaps when it is set, so the monotonic time must not come from it.</remarks>
public sealed class Esp32Clock : IClock
{
    // 2025-01-01: a clock that shows less was never set. Older than this firmware it cannot be.
    private const long EarliestMs = 1_735_689_600_000;

    private const long TicksPerMs = 10_000;

    /// <inheritdoc/>
    public long Now => (long)(HighResTimer.GetCurrent() / 1000);

    /// <inheritdoc/>
    public long UnixTimeMs
    {
        get
        {
            long ms = (DateTime.UtcNow.Ticks - DateTime.UnixEpoch.Ticks) / TicksPerMs;
            return ms < EarliestMs ? 0 : ms;
        }
    }
}

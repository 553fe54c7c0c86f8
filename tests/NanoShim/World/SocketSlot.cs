using System.Diagnostics.CodeAnalysis;

namespace Tests.NanoShim.World;

/// <summary>One of the few sockets that the chip's network stack has.</summary>
public sealed class SocketSlot : IDisposable
{
    // LWIP_MAX_SOCKETS of the ESP32 firmware.
    private const int Most = 16;

    private readonly Boot _boot;
    private int _isClosed;

    private SocketSlot(Boot boot) => _boot = boot;

    /// <summary>Given back.</summary>
    public bool IsClosed => Volatile.Read(ref _isClosed) != 0;

    /// <summary>Takes one; false if all are in use.</summary>
    public static bool TryTake(Boot boot, [NotNullWhen(true)] out SocketSlot? slot)
    {
        ArgumentNullException.ThrowIfNull(boot);
        slot = boot.Sockets < Most ? new SocketSlot(boot) : null;
        if (slot is not null)
        {
            boot.Own(slot);
        }

        return slot is not null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            _boot.Disown(this);
        }
    }
}

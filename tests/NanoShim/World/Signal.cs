namespace Tests.NanoShim.World;

/// <summary>An event to wait for, of the kind that resets itself or of the kind that does not.</summary>
public sealed class Signal(bool isSet, bool resetsItself)
{
    private readonly EventWaitHandle _handle =
        new(isSet, resetsItself ? EventResetMode.AutoReset : EventResetMode.ManualReset);

    /// <summary>Lets waiters go.</summary>
    public bool Set() => _handle.Set();

    /// <summary>Lets nobody go.</summary>
    public bool Reset() => _handle.Reset();

    /// <summary>Waits, at most this long in the device's time; below zero without end.</summary>
    public bool Wait(Boot boot, int deviceMs)
    {
        ArgumentNullException.ThrowIfNull(boot);
        return boot.Wait(_handle, deviceMs);
    }

    /// <summary>Waits for one of several; -1 if none came in time.</summary>
    public static int WaitAny(Boot boot, Signal[] signals, int deviceMs)
    {
        ArgumentNullException.ThrowIfNull(boot);
        return boot.WaitAny([.. signals.Select(it => it._handle)], deviceMs);
    }
}

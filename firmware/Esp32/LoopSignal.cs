using System.Threading;

namespace Esp32;

/// <summary>Wakes the loop, from any thread. Being set many times is being set once.</summary>
public sealed class LoopSignal
{
    private readonly AutoResetEvent _event = new(false);
    private int _isDue;

    /// <summary>A link has something to report.</summary>
    public void Set() => _event.Set();

    /// <summary>The board has changed: the agent should look.</summary>
    public void SetDue()
    {
        Interlocked.Exchange(ref _isDue, 1);
        _event.Set();
    }

    /// <summary>True once after <see cref="SetDue"/>.</summary>
    public bool TakeDue() => Interlocked.Exchange(ref _isDue, 0) != 0;

    /// <summary>Returns when set, or after so many milliseconds.</summary>
    public void Wait(int atMostMs) => _event.WaitOne(atMostMs, false);
}

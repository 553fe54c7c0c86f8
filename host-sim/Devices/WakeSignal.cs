namespace HostSim.Devices;

/// <summary>Wakes one waiter, from any thread; being set many times is being set once, and after disposal
/// nothing: what it was to tell of may end later than the waiter.</summary>
internal sealed class WakeSignal : IDisposable
{
    private readonly SemaphoreSlim _signal = new(0);
    private readonly Lock _gate = new();
    private bool _isSet;
    private bool _isDisposed;

    /// <summary>Wakes the waiter, or lets its next wait end at once.</summary>
    public void Set()
    {
        lock (_gate)
        {
            if (!_isSet && !_isDisposed)
            {
                _isSet = true;
                _signal.Release();
            }
        }
    }

    /// <summary>Wakes the waiter when <paramref name="task"/> has ended, however it did.</summary>
    public void SetAfter(Task task) => task.ConfigureAwait(false).GetAwaiter().OnCompleted(Set);

    /// <summary>Returns when set or when the time is over.</summary>
    public async Task WaitAsync(TimeSpan atMost)
    {
        if (await _signal.WaitAsync(atMost))
        {
            lock (_gate)
            {
                _isSet = false;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _signal.Dispose();
        }
    }
}

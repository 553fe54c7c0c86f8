namespace HostSim.PushGateway.Store;

/// <summary>Wakes everybody who waits for the disk: after each flush, and once when it begins to refuse.</summary>
internal sealed class FlushSignal
{
    private TaskCompletionSource _next = Begin();
    private volatile bool _isRefused;

    /// <summary>The last flush failed, and none has succeeded since.</summary>
    public bool IsRefused => _isRefused;

    /// <summary>Completes at the next news. To be taken before asking how things are, or the news may be
    /// missed.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>A flush succeeded.</summary>
    public void Done()
    {
        _isRefused = false;
        Raise();
    }

    /// <summary>A flush failed. Only the first after one that succeeded is news.</summary>
    public void Refused()
    {
        if (!_isRefused)
        {
            _isRefused = true;
            Raise();
        }
    }

    private void Raise() => Interlocked.Exchange(ref _next, Begin()).SetResult();

    private static TaskCompletionSource Begin() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

namespace HostSim.XmppServer.Net;

/// <summary>A gate in the way of a connection's bytes, normally open.</summary>
internal sealed class Stall
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _closed;

    public void Begin()
    {
        lock (_lock)
        {
            _closed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void End()
    {
        lock (_lock)
        {
            _closed?.SetResult();
            _closed = null;
        }
    }

    /// <summary>Completes at once, or when the stall ends.</summary>
    public Task WaitAsync(CancellationToken cancel)
    {
        lock (_lock)
        {
            return _closed is null ? Task.CompletedTask : _closed.Task.WaitAsync(cancel);
        }
    }
}

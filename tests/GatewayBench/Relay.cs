namespace Tests.GatewayBench;

/// <summary>How far a run has come: how many messages may be on their way, were accepted, and arrived.</summary>
internal sealed class Relay
{
    private SemaphoreSlim _room = new(0);
    private TaskCompletionSource _done = new();
    private int _total;
    private int _accepted;
    private int _arrived;

    /// <summary>Completes when every message was accepted and has arrived.</summary>
    public Task Done => _done.Task;

    /// <summary>Begins a run; nothing of the last one may be on its way any more.</summary>
    public void Begin(int total, int window)
    {
        _total = total;
        _accepted = 0;
        _arrived = 0;
        _done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _room = new SemaphoreSlim(window);
    }

    /// <summary>Waits until one more message may be sent.</summary>
    public Task RoomAsync() => _room.WaitAsync();

    /// <summary>True if one more may be sent at once.</summary>
    public bool TryRoom() => _room.Wait(0);

    /// <summary>A message was confirmed to who sent it.</summary>
    public void Accepted()
    {
        Interlocked.Increment(ref _accepted);
        _room.Release();
        Look();
    }

    /// <summary>A message arrived.</summary>
    public void Delivered()
    {
        Interlocked.Increment(ref _arrived);
        Look();
    }

    private void Look()
    {
        if (Volatile.Read(ref _accepted) >= _total && Volatile.Read(ref _arrived) >= _total)
        {
            _done.TrySetResult();
        }
    }
}

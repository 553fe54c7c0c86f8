using System.Collections.Concurrent;

namespace Tests.NanoShim.World;

/// <summary>The class library's own thread, on which it raises the events of pins and of the network.</summary>
/// <remarks>The queue is never disposed of: whoever ends the run may do so while it is being emptied.</remarks>
public sealed class EventLoop : IDisposable
{
    private readonly BlockingCollection<Action> _waiting = [];
    private readonly Boot _boot;
    private readonly Thread _thread;

    internal EventLoop(Boot boot)
    {
        _boot = boot;
        _thread = new Thread(Live) { IsBackground = true, Name = "events" };
        _thread.Start();
    }

    /// <summary>Raises an event soon, after those before it. After the end of the run nothing is raised.</summary>
    public void Post(Action raise)
    {
        try
        {
            _waiting.Add(raise);
        }
        catch (InvalidOperationException) when (_waiting.IsAddingCompleted)
        {
            return;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _waiting.CompleteAdding();

    private void Live()
    {
        using IDisposable device = _boot.Enter();
        foreach (Action raise in _waiting.GetConsumingEnumerable())
        {
            Raise(raise);
        }
    }

    private void Raise(Action raise)
    {
        try
        {
            _boot.Pass();
            raise();
        }
        catch (PowerLostException) when (_boot.Ending != Ending.None)
        {
            _waiting.CompleteAdding();
        }
#pragma warning disable CA1031 // It stands for the class library, which lets no exception out of an event.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _boot.World.Escaped("event", e);
        }
    }
}

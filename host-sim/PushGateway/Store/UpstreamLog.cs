using System.Runtime.CompilerServices;

namespace HostSim.PushGateway.Store;

/// <summary>The last events from devices, and whoever reads them. An event is shown when the journal's position behind
/// it is durable.</summary>
public sealed class UpstreamLog(TimeProvider clock)
{
    // Sequences carry the milliseconds of the start, so that those of events without a record never come again.
    private const long PerMs = 1000;

    private readonly Lock _gate = new();
    private readonly KeptEvents _events = new();
    private TaskCompletionSource _changed = NewSignal();
    private long _last;
    private long _shown;
    private long _durable;

    /// <summary>The sequence of the newest event that is shown.</summary>
    public long Newest
    {
        get
        {
            lock (_gate)
            {
                return _shown;
            }
        }
    }

    /// <summary>Puts back an event that the journal kept.</summary>
    public void Restore(UpstreamEvent kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        lock (_gate)
        {
            if (kept.Sequence > _last)
            {
                Keep(kept, 0);
            }
        }
    }

    /// <summary>Counts on from here at least, and at least from the time of day.</summary>
    public void Start(long last)
    {
        lock (_gate)
        {
            bool hasPast = Math.Max(_last, last) > 0;
            _last = Math.Max(Math.Max(_last, last), clock.GetUtcNow().ToUnixTimeMilliseconds() * PerMs);
            if (hasPast)
            {
                // Whoever was online before the start is not: a reader from before has to look anew.
                Keep(new UpstreamEvent { Sequence = ++_last, Kind = UpstreamKind.Gap, At = clock.GetUtcNow() }, 0);
            }

            _shown = _last;
        }
    }

    /// <summary>The sequence for the next event; give it to <see cref="Add"/> before asking again.</summary>
    public long Next()
    {
        lock (_gate)
        {
            return ++_last;
        }
    }

    /// <summary>The last sequence given.</summary>
    public long Last
    {
        get
        {
            lock (_gate)
            {
                return _last;
            }
        }
    }

    /// <summary>Adds an event, to be shown once this position is durable.</summary>
    public void Add(UpstreamEvent happened, long position)
    {
        ArgumentNullException.ThrowIfNull(happened);
        lock (_gate)
        {
            Keep(happened, position);
            Show();
        }
    }

    /// <summary>The journal is durable up to here.</summary>
    public void Durable(long position)
    {
        lock (_gate)
        {
            _durable = position;
            Show();
        }
    }

    /// <summary>Everything kept, for a snapshot of the journal.</summary>
    public IReadOnlyList<UpstreamEvent> Kept()
    {
        lock (_gate)
        {
            return [.. _events.Messages];
        }
    }

    /// <summary>See <see cref="IUpstream.ReadAsync"/>.</summary>
    public async IAsyncEnumerable<UpstreamEvent> ReadAsync(
        long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        const int Batch = 64;
        List<UpstreamEvent> batch = new(Batch);
        while (true)
        {
            Task changed = Take(ref after, batch, Batch);
            foreach (UpstreamEvent next in batch)
            {
                yield return next;
            }

            if (batch.Count == 0)
            {
                await changed.WaitAsync(cancellation);
            }
            else
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    private Task Take(ref long after, List<UpstreamEvent> batch, int count)
    {
        batch.Clear();
        lock (_gate)
        {
            // From the newest backwards: most readers are close to it.
            LinkedListNode<KeptEvents.Kept>? node = _events.Newest;
            while (node?.Previous is not null && node.Previous.Value.Event.Sequence > after)
            {
                node = node.Previous;
            }

            for (; node is not null && batch.Count < count && node.Value.Event.Sequence <= _shown; node = node.Next)
            {
                if (node.Value.Event.Sequence > after)
                {
                    batch.Add(node.Value.Event);
                    after = node.Value.Event.Sequence;
                }
            }

            return _changed.Task;
        }
    }

    private void Keep(UpstreamEvent happened, long position)
    {
        _last = Math.Max(_last, happened.Sequence);
        _events.Add(happened, position);
    }

    private void Show()
    {
        long before = _shown;
        for (LinkedListNode<KeptEvents.Kept>? node = _events.Newest;
            node is not null && node.Value.Event.Sequence > before; node = node.Previous)
        {
            // Positions rise, so the newest durable one decides for all before it.
            if (node.Value.Position <= _durable)
            {
                _shown = node.Value.Event.Sequence;
                break;
            }
        }

        if (_shown > before)
        {
            TaskCompletionSource changed = _changed;
            _changed = NewSignal();
            changed.SetResult();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

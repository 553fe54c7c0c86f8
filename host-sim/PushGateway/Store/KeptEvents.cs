namespace HostSim.PushGateway.Store;

/// <summary>The last events from devices in their order, with a Gap wherever some are no longer kept. Not safe for
/// threads.</summary>
/// <remarks>Messages and presence have a bound each, so that devices that come and go push no message out; and where
/// there is no room for a message, a device that has more than its share makes room itself.</remarks>
internal sealed class KeptEvents
{
    // Enough for a consumer that restarts; beyond it a Gap tells the consumer that it missed something.
    private const int MaxMessages = 4096;
    private const int MaxPresence = 4096;
    private const long MaxBytes = 8 * 1024 * 1024;

    private readonly LinkedList<Kept> _all = [];
    private readonly Queue<LinkedListNode<Kept>> _presence = new();
    private readonly Dictionary<string, Share> _shares = new(StringComparer.Ordinal);
    private int _messages;
    private long _bytes;

    /// <summary>The newest one; null if there is none.</summary>
    public LinkedListNode<Kept>? Newest => _all.Last;

    /// <summary>Every message, the oldest first.</summary>
    public IEnumerable<UpstreamEvent> Messages =>
        _all.Select(kept => kept.Event).Where(kept => kept.Kind == UpstreamKind.Message);

    /// <summary>Adds the newest; something older may have to go.</summary>
    public void Add(UpstreamEvent happened, long position)
    {
        LinkedListNode<Kept> node = _all.AddLast(new Kept(happened, position));
        if (happened.Kind == UpstreamKind.Message)
        {
            AddMessage(node);
        }
        else if (happened.Kind != UpstreamKind.Gap)
        {
            _presence.Enqueue(node);
            if (_presence.Count > MaxPresence)
            {
                Forget(_presence.Peek());
            }
        }
    }

    private void AddMessage(LinkedListNode<Kept> node)
    {
        UpstreamEvent message = node.Value.Event;
        if (!_shares.TryGetValue(message.Device, out Share? share))
        {
            _shares[message.Device] = share = new Share();
        }

        share.Messages.Enqueue(node);
        share.Bytes += message.Payload.Length;
        _bytes += message.Payload.Length;
        _messages++;
        while (_messages > MaxMessages || _bytes > MaxBytes)
        {
            bool hasMore = _messages > MaxMessages
                ? share.Messages.Count > MaxMessages / _shares.Count
                : share.Bytes > MaxBytes / _shares.Count;
            if (hasMore && share.Messages.Count > 1)
            {
                Forget(share.Messages.Peek());
            }
            else
            {
                ForgetOldestMessage();
            }
        }
    }

    // What is older goes with it: nobody reads on from there.
    private void ForgetOldestMessage()
    {
        int before = _messages;
        LinkedListNode<Kept>? node = _all.First;
        while (_messages == before)
        {
            LinkedListNode<Kept>? next = node!.Next;
            if (node.Value.Event.Kind != UpstreamKind.Gap)
            {
                Forget(node);
            }

            node = next;
        }
    }

    // The oldest of its kind, or the oldest message of its device. Gaps side by side become one.
    private void Forget(LinkedListNode<Kept> node)
    {
        UpstreamEvent gone = node.Value.Event;
        if (gone.Kind == UpstreamKind.Message)
        {
            Share share = _shares[gone.Device];
            share.Messages.Dequeue();
            share.Bytes -= gone.Payload.Length;
            _bytes -= gone.Payload.Length;
            _messages--;
            if (share.Messages.Count == 0)
            {
                _shares.Remove(gone.Device);
            }
        }
        else
        {
            _presence.Dequeue();
        }

        if (IsGap(node.Previous))
        {
            _all.Remove(node.Previous!);
        }

        if (IsGap(node.Next))
        {
            _all.Remove(node);
        }
        else
        {
            UpstreamEvent gap = new() { Sequence = gone.Sequence, Kind = UpstreamKind.Gap, At = gone.At };
            node.Value = node.Value with { Event = gap };
        }
    }

    private static bool IsGap(LinkedListNode<Kept>? node) => node?.Value.Event.Kind == UpstreamKind.Gap;

    /// <summary>An event, and the journal's position behind it.</summary>
    internal sealed record Kept(UpstreamEvent Event, long Position);

    private sealed class Share
    {
        public Queue<LinkedListNode<Kept>> Messages { get; } = new();

        public long Bytes { get; set; }
    }
}

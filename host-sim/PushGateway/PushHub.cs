using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using HostSim.PushGateway.Store;

namespace HostSim.PushGateway;

/// <summary>The heart of the gateway: takes pushes over, keeps them and hands them to whoever delivers; tells operators
/// what devices say. Everything that changes happens under one gate, and nothing is awaited there.</summary>
public sealed class PushHub : IPushDirectory, IUpstream, IDisposable
{
    private readonly Random? _seeded;
    private readonly Intake _intake;
    private readonly ILogger _logger;
    private readonly UpstreamLog _upstream;
    private readonly TopicNames _topics = new();
    private readonly HashSet<TopicHash> _queued;
    private readonly bool _queuesAll;
    private Task _compaction = Task.CompletedTask;

    /// <summary>Opens what the data folder keeps.</summary>
    /// <exception cref="InvalidDataException">The journal is damaged elsewhere than at its end.</exception>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    public PushHub(GatewayOptions options, GatewayMetrics metrics, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        Metrics = metrics;
        _logger = logger;
        _seeded = options.Seed is int seed ? new Random(seed) : null;
        _queued = [.. options.QueuedTopics.Select(TopicHash.Of)];
        _queuesAll = options.QueuedTopics.Contains("*");
        _upstream = new UpstreamLog(options.Clock);
        Book = new Book(metrics);
        JournalFolder folder = new(Path.Combine(options.DataFolder, "journal"), options.OpenLog);
        Ledger = new Ledger(folder, Book, _upstream, _topics, options.Clock, metrics, logger);
        _intake = new Intake(this, _topics);
        foreach (Mailbox box in Book.Mailboxes)
        {
            DropReplaced(box);
        }
    }

    /// <summary>Guards everything below; whoever calls the devices' side holds it.</summary>
    public Lock Gate { get; } = new();

    /// <inheritdoc/>
    public long Newest => _upstream.Newest;

    internal bool IsClosing { get; private set; }

    internal GatewayOptions Options { get; }

    internal GatewayMetrics Metrics { get; }

    internal Book Book { get; }

    /// <summary>The memory on disk.</summary>
    public Ledger Ledger { get; }

    internal ILogger Logger => _logger;

    /// <summary>The time of day in Unix milliseconds.</summary>
    internal long NowMs => Options.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <inheritdoc/>
    public async ValueTask<PushVerdict> AcceptAsync(PushRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        PushVerdict verdict;
        long position;
        lock (Gate)
        {
            verdict = _intake.Accept(request, out position);
        }

        // To the end even if the provider left: it is written by now, and to be woken early costs more than to wait.
        // Where the disk refuses, the push stays taken and may be delivered, but only its provider can see to it then.
        return await Ledger.Journal.TryDurableAsync(position) ? verdict : new PushVerdict(PushOutcome.Unavailable);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<UpstreamEvent> ReadAsync(
        long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (UpstreamEvent happened in _upstream.ReadAsync(after, cancellation))
        {
            // A name that was not known when the message came may be known by now.
            bool isUnnamed = happened is { Kind: UpstreamKind.Message, Topic: null };
            yield return isUnnamed && TopicHash.TryRead(happened.TopicHash.Span, out TopicHash hash)
                ? happened with { Topic = _topics.Name(hash) }
                : happened;
        }
    }

    /// <inheritdoc/>
    public (long Sequence, IReadOnlyList<UpstreamEvent> Online) Snapshot()
    {
        lock (Gate)
        {
            return (_upstream.Last, [.. Book.Mailboxes.Where(box => box.Delivery is not null)
                .Select(box => Presence(UpstreamKind.Online, box, _upstream.Last))]);
        }
    }

    /// <inheritdoc/>
    public void LearnTopic(string topic)
    {
        lock (Gate)
        {
            if (_topics.Learn(topic, out TopicHash _))
            {
                Ledger.Topic(topic);
            }
        }
    }

    /// <summary>Drops what nobody wants any more, and shortens the journal when that pays. To be called every few
    /// seconds, outside the gate.</summary>
    public void Tidy()
    {
        long now = NowMs;
        lock (Gate)
        {
            foreach (Mailbox box in Book.Mailboxes.Where(box => box.Waiting.Any(push => push.ExpiresMs <= now)))
            {
                DropExpired(box, now);
            }

            if (Ledger.IsLong && _compaction.IsCompleted)
            {
                _compaction = CompactAsync();
            }
        }
    }

    /// <summary>Takes nothing more; what was taken stays.</summary>
    public void Close()
    {
        lock (Gate)
        {
            IsClosing = true;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        Ledger.Journal.Stop();
        _compaction.Wait();
        Ledger.Dispose();
    }

    /// <summary>32 random bytes, or seeded ones.</summary>
    internal TokenKey NewToken()
    {
        Span<byte> bytes = stackalloc byte[TokenKey.Size];
        if (_seeded is null)
        {
            RandomNumberGenerator.Fill(bytes);
        }
        else
        {
            _seeded.NextBytes(bytes);
        }

        return TokenKey.Read(bytes);
    }

    /// <summary>Tells operators that a token came or went.</summary>
    internal void TellPresence(UpstreamKind kind, Mailbox box) =>
        _upstream.Add(Presence(kind, box, _upstream.Next()), Ledger.Journal.End);

    /// <summary>Tells operators what a device sent, once that is durable.</summary>
    internal void TellMessage(Mailbox box, TokenKey token, TopicHash topic, uint id, ReadOnlySpan<byte> payload)
    {
        UpstreamEvent message = new()
        {
            Sequence = _upstream.Next(),
            Kind = UpstreamKind.Message,
            At = Options.Clock.GetUtcNow(),
            Device = box.Device,
            Token = token.ToArray(),
            Topic = _topics.Name(topic),
            TopicHash = topic.ToArray(),
            MessageId = id,
            Payload = payload.ToArray(),
        };
        _upstream.Add(message, Ledger.Upstream(message));
        Metrics.UpstreamMessages.Add();
    }

    /// <summary>Ends a base token; its device, if connected, is cut off.</summary>
    internal long Retire(Mailbox box, bool replaced, string reason)
    {
        box.Delivery?.End(reason);
        IReadOnlyList<StoredPush> lost = Book.Retire(box, NowMs, replaced);
        Metrics.PushesDropped.Add(lost.Count);
        return Ledger.Retired(box, NowMs, replaced);
    }

    /// <summary>Takes a waiting push out for good.</summary>
    internal void Drop(Mailbox box, StoredPush push, Metric why)
    {
        if (Book.Remove(box, push.Id) is not null)
        {
            why.Add();
            Settle(push);
        }
    }

    /// <summary>Writes down that a push is done with.</summary>
    internal void Settle(StoredPush push)
    {
        if (push.IsKept)
        {
            Ledger.Removed(push);
        }
    }

    /// <summary>True if a device that has the newer push needs the older one no more.</summary>
    internal bool Replaces(StoredPush newer, StoredPush older) =>
        newer.IsKept && older.Topic == newer.Topic && unchecked((int)(newer.Id - older.Id)) > 0
        && ((newer.CollapseId.Length > 0 && older.CollapseId == newer.CollapseId)
            || !(_queuesAll || _queued.Contains(newer.Topic)));

    /// <summary>Drops what came back from flight beside something that replaces it.</summary>
    internal void DropReplaced(Mailbox box)
    {
        StoredPush[] old = [.. box.Waiting.Where(older => box.Waiting.Any(newer => Replaces(newer, older)))];
        Array.ForEach(old, push => Drop(box, push, Metrics.PushesReplaced));
    }

    internal void DropExpired(Mailbox box, long now)
    {
        foreach (StoredPush push in box.Waiting.Where(push => push.ExpiresMs <= now).ToArray())
        {
            Drop(box, push, Metrics.PushesExpired);
        }
    }

    private UpstreamEvent Presence(UpstreamKind kind, Mailbox box, long sequence) => new()
    {
        Sequence = sequence,
        Kind = kind,
        At = Options.Clock.GetUtcNow(),
        Device = box.Device,
        Token = box.Token.ToArray(),
    };

    private async Task CompactAsync()
    {
        try
        {
            await Ledger.CompactAsync(Gate);
            _logger.LogInformation("the journal was compacted");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _logger.LogError("the journal could not be compacted, it only grows for now: {Fault}", e.Message);
        }
    }
}

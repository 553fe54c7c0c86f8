namespace HostSim.PushGateway.Store;

/// <summary>The gateway's memory on disk: writes down every change of the book, and makes the book anew from that at
/// start. Not safe for threads; whoever changes the book writes here in the same breath.</summary>
public sealed class Ledger : IDisposable
{
    // A snapshot pays when the log is a few times the state it says; below this size replay takes no time.
    private const long MinLog = 16 * 1024 * 1024;
    private const int LogToSnapshot = 3;

    // Ids of pushes that were never written are skipped after a crash: fewer than this can have been given meanwhile.
    private const uint IdReserve = 1 << 20;

    // How long a provider hears since when a token is gone; longer than any push is kept.
    private static readonly TimeSpan RetiredKept = TimeSpan.FromDays(60);

    private readonly Book _book;
    private readonly UpstreamLog _upstream;
    private readonly TopicNames _topics;
    private readonly TimeProvider _clock;
    private readonly RecordWriter _record = new();
    private readonly Journal _journal;
    private long _snapshotBytes;
    private long _lastSequence;

    /// <summary>Opens the journal in a folder and replays it into the others.</summary>
    /// <exception cref="InvalidDataException">It is damaged elsewhere than at its end.</exception>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    internal Ledger(JournalFolder folder, Book book, UpstreamLog upstream, TopicNames topics, TimeProvider clock,
        GatewayMetrics metrics, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(upstream);
        _book = book;
        _upstream = upstream;
        _topics = topics;
        _clock = clock;
        _journal = Journal.Open(folder, Replay, logger, metrics);
        _journal.Flushed += upstream.Durable;
        if (book.LastId > 0)
        {
            book.LastId += IdReserve;
        }

        upstream.Start(_lastSequence);
    }

    /// <summary>The journal under it.</summary>
    public Journal Journal => _journal;

    /// <summary>True if a snapshot would make the journal much shorter.</summary>
    public bool IsLong => _journal.LogBytes > Math.Max(MinLog, LogToSnapshot * Volatile.Read(ref _snapshotBytes));

    /// <summary>A device got a base token.</summary>
    public long Token(Mailbox box)
    {
        ArgumentNullException.ThrowIfNull(box);
        return Append(_record.Begin(RecordKind.Token).Token(box.Token).Text(box.Device));
    }

    /// <summary>A mailbox got a token for one topic.</summary>
    public long Scoped(Mailbox box, TokenKey scoped, TopicHash topic)
    {
        ArgumentNullException.ThrowIfNull(box);
        return Append(_record.Begin(RecordKind.Scoped).Token(box.Token).Token(scoped).Topic(topic));
    }

    /// <summary>A base token ended.</summary>
    public long Retired(Mailbox box, long sinceMs, bool replaced)
    {
        ArgumentNullException.ThrowIfNull(box);
        return Append(_record.Begin(RecordKind.Retired).Token(box.Token).I64(sinceMs).U8(replaced ? (byte)1 : (byte)0));
    }

    /// <summary>A mailbox has another filter.</summary>
    public long Filter(Mailbox box)
    {
        ArgumentNullException.ThrowIfNull(box);
        return Append(Records.Filter(_record, box.Token, box.Filter));
    }

    /// <summary>A push was accepted.</summary>
    public long Push(StoredPush push) => Append(Records.Push(_record, push));

    /// <summary>A push is done with.</summary>
    public long Removed(StoredPush push)
    {
        ArgumentNullException.ThrowIfNull(push);
        return Append(_record.Begin(RecordKind.Removed).Token(push.Mailbox).U32(push.Id));
    }

    /// <summary>A device sent a message.</summary>
    public long Upstream(UpstreamEvent message) => Append(Records.Upstream(_record, message));

    /// <summary>A topic's name was heard.</summary>
    public long Topic(string name) => Append(_record.Begin(RecordKind.Topic).Text(name));

    /// <summary>Makes a snapshot and drops what it replaces; <paramref name="gate"/> is the lock that guards the
    /// book.</summary>
    public Task CompactAsync(Lock gate) => _journal.CompactAsync(Capture, gate);

    /// <inheritdoc/>
    public void Dispose() => _journal.Dispose();

    private long Append(RecordWriter record) => _journal.Append(record.Written);

    // Takes references under the lock; the bytes are made afterwards, from things that never change.
    private IEnumerable<byte[]> Capture()
    {
        long oldest = (_clock.GetUtcNow() - RetiredKept).ToUnixTimeMilliseconds();
        _book.ForgetRetired(oldest);
        (TokenKey Key, TokenEntry Value)[] old =
            [.. _book.Tokens.Where(it => it.Value.RetiredMs is not null).Select(it => (it.Key, it.Value))];
        MailboxCopy[] boxes = [.. _book.Mailboxes.Select(box => new MailboxCopy(box))];
        IReadOnlyList<UpstreamEvent> events = _upstream.Kept();
        IReadOnlyList<string> topics = _topics.All;
        uint lastId = _book.LastId;
        long lastSequence = _upstream.Last;
        return Write();

        IEnumerable<byte[]> Write()
        {
            RecordWriter record = new();
            long bytes = 0;
            IEnumerable<RecordWriter> records = topics.Select(name => record.Begin(RecordKind.Topic).Text(name))
                .Concat(old.OrderBy(it => it.Value.RetiredMs).Select(it => Records.Old(record, it.Key, it.Value)))
                .Concat(boxes.SelectMany(box => box.Records(record)))
                .Concat(events.Select(message => Records.Upstream(record, message)))
                .Concat(Enumerable.Repeat(0, 1)
                    .Select(_ => record.Begin(RecordKind.Counters).U32(lastId).I64(lastSequence)));
            foreach (RecordWriter made in records)
            {
                bytes += Segment.HeaderSize + made.Written.Length;
                yield return made.Written.ToArray();
            }

            Volatile.Write(ref _snapshotBytes, bytes);
        }
    }

    private void Replay(ReadOnlySpan<byte> body)
    {
        RecordReader reader = new(body);
        RecordKind kind = (RecordKind)reader.U8();
        switch (kind)
        {
            case RecordKind.Upstream:
                UpstreamEvent message = Records.Upstream(ref reader, _topics);
                _lastSequence = Math.Max(_lastSequence, message.Sequence);
                _upstream.Restore(message);
                break;
            case RecordKind.Counters:
                _book.LastId = reader.U32();
                _lastSequence = Math.Max(_lastSequence, reader.I64());
                break;
            case RecordKind.Topic:
                _topics.Learn(reader.Text(), out TopicHash _);
                break;
            default:
                Records.Apply(kind, ref reader, _book);
                break;
        }
    }
}

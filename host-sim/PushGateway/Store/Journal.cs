using System.Buffers;

namespace HostSim.PushGateway.Store;

/// <summary>An append-only journal with group commit: whoever needs to know waits for the flush that covers a position,
/// and everything that gathers during one flush shares the next.</summary>
/// <remarks>One thread writes. If the disk refuses, it tries again at the same place until it succeeds; who can be told
/// so hears it at once, and the others go on waiting: nothing is acknowledged that is not durable.</remarks>
public sealed class Journal : IDisposable
{
    // Records that nobody waits for may share a flush for this long: after a crash their devices get a push once more.
    private static readonly TimeSpan Laziness = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    // What may gather in memory while a disk stalls; beyond it pushes are refused.
    private const int MaxPending = 64 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly Lock _file = new();
    private readonly JournalFolder _folder;
    private readonly ILogger _logger;
    private readonly GatewayMetrics _metrics;
    private readonly Thread _writer;
    private readonly SemaphoreSlim _work = new(0);
    private readonly FlushSignal _signal = new();
    private ArrayBufferWriter<byte> _pending = new(64 * 1024);
    private ArrayBufferWriter<byte> _writing = new(64 * 1024);
    private FileStream _log;
    private long _appended;
    private long _durable;
    private long _logBytes;
    private bool _isAwaited;
    private volatile bool _ends;
    private volatile bool _isFull;

    private Journal(JournalFolder folder, ILogger logger, GatewayMetrics metrics)
    {
        _folder = folder;
        _logger = logger;
        _metrics = metrics;
        _log = OpenLog(folder.Current);
        _writer = new Thread(WriteAll) { Name = "journal", IsBackground = true };
    }

    /// <summary>Bytes in the log that is written now.</summary>
    public long LogBytes => Volatile.Read(ref _logBytes);

    /// <summary>Everything up to here survives a crash.</summary>
    public long Durable => Volatile.Read(ref _durable);

    /// <summary>The position behind the last record.</summary>
    public long End => Volatile.Read(ref _appended);

    /// <summary>False while the disk refuses, or so much waits for it, that no more should be accepted.</summary>
    public bool HasRoom => !_isFull && !_signal.IsRefused;

    /// <summary>Raised on the writer's thread after each flush, with the new durable position.</summary>
    public event Action<long>? Flushed;

    /// <summary>Opens the journal of a folder and replays it.</summary>
    /// <exception cref="InvalidDataException">It is damaged elsewhere than at its end.</exception>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    public static Journal Open(string path, RecordTaker replay, ILogger logger, GatewayMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        return Open(new JournalFolder(path), replay, logger, metrics);
    }

    /// <summary>As the other one; the folder may open its files in a way of its own.</summary>
    internal static Journal Open(JournalFolder folder, RecordTaker replay, ILogger logger, GatewayMetrics metrics)
    {
        long torn = folder.Replay(replay);
        if (torn > 0)
        {
            metrics.JournalTorn.Add();
            logger.LogWarning(
                "the journal's last record was torn: {Bytes} bytes dropped, nobody was told of them", torn);
        }

        Journal journal = new(folder, logger, metrics);
        metrics.JournalBytes.Set(folder.Bytes());
        journal._writer.Start();
        return journal;
    }

    /// <summary>Appends a record and returns the position behind it. Does not block.</summary>
    public long Append(ReadOnlySpan<byte> body)
    {
        lock (_gate)
        {
            int size = Segment.HeaderSize + body.Length;
            Span<byte> target = _pending.GetSpan(size);
            Segment.WriteHeader(target, body);
            body.CopyTo(target[Segment.HeaderSize..]);
            _pending.Advance(size);
            _isFull = _pending.WrittenCount >= MaxPending;
            return _appended += size;
        }
    }

    /// <summary>Completes when everything up to this position survives a crash.</summary>
    public ValueTask DurableAsync(long position, CancellationToken cancellation = default) =>
        position <= Durable ? ValueTask.CompletedTask : new ValueTask(WaitAsync(position, false, cancellation));

    /// <summary>True when everything up to this position survives a crash; false as soon as the disk refuses, and then
    /// nobody knows yet.</summary>
    public ValueTask<bool> TryDurableAsync(long position) =>
        position <= Durable
            ? ValueTask.FromResult(true)
            : new ValueTask<bool>(WaitAsync(position, true, CancellationToken.None));

    /// <summary>Starts a new log and calls <paramref name="capture"/> at that point, when nothing can be appended; then
    /// writes what it returned as the snapshot of everything before, and deletes what that makes superfluous. Never
    /// blocks its caller; <paramref name="owner"/> guards what is captured, and is held for no longer than
    /// that.</summary>
    public Task CompactAsync(Func<IEnumerable<byte[]>> capture, Lock? owner = null)
    {
        ArgumentNullException.ThrowIfNull(capture);
        return Task.Run(() =>
        {
            if (SwitchLogs(capture, owner ?? _gate) is IEnumerable<byte[]> state)
            {
                _folder.WriteSnapshot(_folder.Current, state);
                _metrics.JournalBytes.Set(_folder.Bytes());
            }
        });
    }

    /// <summary>Writes what is left and takes no more; a disk that refuses is not waited for any longer.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _ends = true;
        }

        _work.Release();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        _writer.Join();
        _log.Dispose();
        _work.Dispose();
    }

    private async Task<bool> WaitAsync(long position, bool givesUp, CancellationToken cancellation)
    {
        while (position > Durable)
        {
            Task flush = _signal.Next;
            lock (_gate)
            {
                if (!_isAwaited)
                {
                    _isAwaited = true;
                    _work.Release();
                }
            }

            if (givesUp && _signal.IsRefused)
            {
                return position <= Durable;
            }

            if (position > Durable)
            {
                await flush.WaitAsync(cancellation);
            }
        }

        return true;
    }

    private void WriteAll()
    {
        bool goesOn = true;
        while (goesOn)
        {
            _work.Wait(Laziness);
            lock (_file)
            {
                lock (_gate)
                {
                    goesOn = !_ends;
                    _isAwaited = false;
                    (_pending, _writing) = (_writing, _pending);
                    _isFull = false;
                }

                Flush();
            }
        }
    }

    // Nobody but the writer waits for the disk here. Null if the end came first.
    private IEnumerable<byte[]>? SwitchLogs(Func<IEnumerable<byte[]>> capture, Lock owner)
    {
        lock (_file)
        {
            if (_ends)
            {
                return null;
            }

            IEnumerable<byte[]> state;
            lock (owner)
            {
                lock (_gate)
                {
                    state = capture();
                    (_pending, _writing) = (_writing, _pending);
                }
            }

            // The old log is whole before there is a new one: only the last one may be torn.
            if (!Flush())
            {
                return null;
            }

            FileStream next = OpenLog(_folder.Current + 1);
            _log.Dispose();
            _log = next;
            _folder.Current++;
            return state;
        }
    }

    // Under the file's lock. Written again at the same place after a failure: a failed flush may have lost any of it.
    // False if the end came before the disk took it.
    private bool Flush()
    {
        int count = _writing.WrittenCount;
        if (count == 0)
        {
            return true;
        }

        long at = _log.Position;
        while (!TryWrite(at))
        {
            _signal.Refused();
            if (_ends)
            {
                _logger.LogCritical("{Bytes} bytes are lost; nobody was told that they are kept", count);
                return false;
            }

            Thread.Sleep(Retry);
        }

        _writing.ResetWrittenCount();
        _metrics.JournalFlushes.Add();
        _metrics.JournalBytes.Add(count);
        lock (_gate)
        {
            Volatile.Write(ref _durable, _durable + count);
            Volatile.Write(ref _logBytes, _log.Position);
        }

        _signal.Done();
        Flushed?.Invoke(_durable);
        return true;
    }

    private bool TryWrite(long at)
    {
        try
        {
            _log.Position = at;
            _log.Write(_writing.WrittenSpan);
            _log.Flush(flushToDisk: true);
            return true;
        }
        catch (IOException e)
        {
            _logger.LogCritical("the journal cannot be written, trying again: {Fault}", e.Message);
            return false;
        }
    }

    private FileStream OpenLog(int number)
    {
        FileStream log = _folder.OpenLog(number);
        Volatile.Write(ref _logBytes, log.Length);
        return log;
    }
}

using System.Buffers;
using System.IO.Pipelines;

namespace HostSim.Network;

/// <summary>One end of a connection in memory. What one end writes, the other reads; closing one end gives the other
/// the end of the stream.</summary>
public sealed class MemoryPipe : Stream, IDuplexPipe
{
    /// <summary>Bytes that a writer may be ahead of the reader: a TCP window's worth, so that back-pressure is
    /// real.</summary>
    public const int WindowBytes = 64 * 1024;

    private readonly PipeReader _reader;
    private readonly PipeWriter _writer;
    private volatile bool _isClosed;
    private volatile bool _isHungUp;

    private MemoryPipe(PipeReader reader, PipeWriter writer)
    {
        _reader = reader;
        _writer = writer;
    }

    /// <summary>Both ends of a new connection.</summary>
    public static (MemoryPipe Client, MemoryPipe Server) Connect()
    {
        Pipe up = new(Window());
        Pipe down = new(Window());
        return (new MemoryPipe(down.Reader, up.Writer), new MemoryPipe(up.Reader, down.Writer));
    }

    /// <summary>Says nothing more: the other end reads the end of the stream. This end can still read.</summary>
    public void HangUp()
    {
        _isHungUp = true;
        _writer.Complete();
    }

    /// <inheritdoc/>
    PipeReader IDuplexPipe.Input => _reader;

    /// <inheritdoc/>
    PipeWriter IDuplexPipe.Output => _writer;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Ends when there is something to read or the stream has ended; takes nothing, and needs no buffer
    /// meanwhile.</summary>
    public async ValueTask WaitToReadAsync(CancellationToken cancellation = default)
    {
        ReadResult result = await _reader.ReadAsync(cancellation);
        _reader.AdvanceTo(result.Buffer.Start);
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        try
        {
            ReadResult result = await _reader.ReadAsync(cancellationToken);
            int count = (int)Math.Min(result.Buffer.Length, buffer.Length);
            ReadOnlySequence<byte> taken = result.Buffer.Slice(0, count);
            taken.CopyTo(buffer.Span);
            _reader.AdvanceTo(taken.End);
            return count;
        }
        catch (InvalidOperationException e) when (_isClosed)
        {
            throw new ObjectDisposedException("This end of the memory pipe was closed meanwhile.", e);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        try
        {
            FlushResult result = await _writer.WriteAsync(buffer, cancellationToken);
            if (result.IsCompleted)
            {
                throw new IOException("the other end of the memory pipe is closed");
            }
        }
        catch (InvalidOperationException e) when (_isClosed || _isHungUp)
        {
            throw new ObjectDisposedException("This end of the memory pipe was closed meanwhile.", e);
        }
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) =>
        WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    /// <summary>Nothing to do: a write is on its way when it returns.</summary>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // A read that waits would wait for ever: completing a reader does not end it.
            _isClosed = true;
            _reader.CancelPendingRead();
            _writer.Complete();
            _reader.Complete();
        }

        base.Dispose(disposing);
    }

    private static PipeOptions Window() => new(
        pauseWriterThreshold: WindowBytes, resumeWriterThreshold: WindowBytes / 2, useSynchronizationContext: false);
}

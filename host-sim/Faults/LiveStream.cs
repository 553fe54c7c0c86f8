using HostSim.Network;

namespace HostSim.Faults;

/// <summary>A connection on which things go wrong while their switches are on.</summary>
/// <remarks>
/// <code>
/// wifi    everything fails at once; the peer hears nothing, as when a radio falls silent
/// delay   each read and write takes so much longer
/// split   reads and writes are cut into pieces of so many bytes
/// stall   nothing passes
/// flip    one bit of the next byte from the server is turned over, once
/// </code>
/// </remarks>
internal sealed class LiveStream : StreamLayer
{
    private readonly DeviceFaults _faults;
    private readonly CancellationTokenSource _gone = new();

    public LiveStream(Stream below, DeviceFaults faults)
        : base(below)
    {
        _faults = faults;
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return await Below.ReadAsync(buffer, cancellationToken);
        }

        using CancellationTokenSource either = Either(cancellationToken);
        try
        {
            int count = await Below.ReadAsync(buffer[.._faults.Room(buffer.Length)], either.Token);
            await _faults.PassAsync(either.Token);
            if (count > 0 && _faults.TakeFlip())
            {
                buffer.Span[0] ^= 0x10;
            }

            return count;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            throw new IOException("the network is gone");
        }
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource either = Either(cancellationToken);
        try
        {
            while (!buffer.IsEmpty)
            {
                await _faults.PassAsync(either.Token);
                int count = _faults.Room(buffer.Length);
                await Below.WriteAsync(buffer[..count], either.Token);
                buffer = buffer[count..];
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            throw new IOException("the network is gone");
        }
    }

    /// <summary>The device's side fails from now on; the peer hears nothing of it.</summary>
    public void Silence() => _gone.Cancel();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _faults.Forget(this);
            if (_gone.IsCancellationRequested)
            {
                // The socket stays open until the radio is back: a goodbye could not be heard.
                _faults.KeepUntilHeard(Below);
                return;
            }
        }

        base.Dispose(disposing);
    }

    private CancellationTokenSource Either(CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_gone.IsCancellationRequested, this);
        return CancellationTokenSource.CreateLinkedTokenSource(cancellation, _gone.Token);
    }
}

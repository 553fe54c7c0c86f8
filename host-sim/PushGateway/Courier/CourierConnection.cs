using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace HostSim.PushGateway.Courier;

/// <summary>The socket of a session: reads into it, and writes what it wants to say once that is durable. An idle one
/// holds one pending read and nothing else.</summary>
internal sealed class CourierConnection(ConnectionContext context, PushHub hub, CourierSession session)
    : IThreadPoolWorkItem
{
    // How long the last words may take to reach a peer.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);

    private readonly TimeProvider _clock = hub.Options.Clock;
    private TaskCompletionSource? _silence;
    private long _writingSinceMs;
    private int _wakes;
    private int _isBroken;

    public CourierSession Session => session;

    /// <summary>Runs until the connection is over; throws nothing that a peer can cause.</summary>
    public async Task RunAsync()
    {
        session.Woken += Wake;
        try
        {
            await ReadAsync();
            await SayFarewellAsync();
        }
        catch (Exception e) when (IsLoss(e))
        {
            hub.Logger.LogDebug("{Connection}: {Fault}", context.ConnectionId, e.Message);
        }
        finally
        {
            lock (hub.Gate)
            {
                session.Closed();
            }
        }
    }

    /// <summary>Cuts the connection if the peer has not taken what was written for too long.</summary>
    public void CutIfStuck(long nowMs)
    {
        long since = Volatile.Read(ref _writingSinceMs);
        if (since != 0 && nowMs - since >= session.Limits.WriteMs)
        {
            session.Fail("does not read");
            context.Abort();
        }
    }

    /// <inheritdoc/>
    public void Execute() => _ = DrainAsync();

    private async Task ReadAsync()
    {
        PipeReader input = context.Transport.Input;
        bool goesOn = true;
        while (goesOn)
        {
            ReadResult read = await input.ReadAsync();
            if (session.WantsProof)
            {
                session.Prove(read.Buffer.IsSingleSegment ? read.Buffer.FirstSpan : read.Buffer.ToArray());
            }

            long used;
            long mark;
            lock (hub.Gate)
            {
                used = Feed(read.Buffer);
                mark = session.Mark;
                goesOn = session.Ending is null && !read.IsCompleted && !read.IsCanceled;
            }

            input.AdvanceTo(read.Buffer.GetPosition(used), read.Buffer.End);

            // What a device sends has to be on the disk before it may send more: that is its back-pressure.
            await hub.Ledger.Journal.DurableAsync(mark);
        }
    }

    private long Feed(in ReadOnlySequence<byte> bytes)
    {
        long now = MonotonicClock.Ms(_clock);
        if (bytes.IsEmpty)
        {
            return 0;
        }

        if (bytes.IsSingleSegment)
        {
            return session.Receive(bytes.FirstSpan, now);
        }

        int count = (int)Math.Min(bytes.Length, int.MaxValue);
        byte[] joined = ArrayPool<byte>.Shared.Rent(count);
        try
        {
            bytes.Slice(0, count).CopyTo(joined);
            return session.Receive(joined.AsSpan(0, count), now);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(joined);
        }
    }

    // Under the gate, where nothing may run that could come back to the hub: so the writing is only scheduled.
    private void Wake()
    {
        if (Interlocked.Increment(ref _wakes) == 1)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    // One of these runs at a time: whoever wakes it while it runs makes it go round once more.
    private async Task DrainAsync()
    {
        try
        {
            int seen;
            do
            {
                seen = Volatile.Read(ref _wakes);
                await WriteAsync();
            }
            while (Interlocked.CompareExchange(ref _wakes, 0, seen) != seen);
        }
        catch (Exception e) when (IsLoss(e))
        {
            // Nobody writes any more: whoever waits for the last words need not.
            Interlocked.Exchange(ref _isBroken, 1);
            hub.Logger.LogDebug("{Connection}: {Fault}", context.ConnectionId, e.Message);
            context.Abort();
        }

        Volatile.Read(ref _silence)?.TrySetResult();
    }

    private async Task WriteAsync()
    {
        long mark;
        bool hasOutput;
        PipeWriter output = context.Transport.Output;
        lock (hub.Gate)
        {
            hasOutput = session.Waiting > 0;
            session.TakeOutput(output);
            mark = session.Mark;
        }

        if (hasOutput)
        {
            await hub.Ledger.Journal.DurableAsync(mark);
            Volatile.Write(ref _writingSinceMs, MonotonicClock.Ms(_clock));
            await output.FlushAsync();
            Volatile.Write(ref _writingSinceMs, 0);
        }

        lock (hub.Gate)
        {
            session.Drained();
            if (session.Ending is not null)
            {
                context.Transport.Input.CancelPendingRead();
            }
        }
    }

    private async Task SayFarewellAsync()
    {
        lock (hub.Gate)
        {
            session.End("closed by the peer");
        }

        TaskCompletionSource silence = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref _silence, silence);
        if (Volatile.Read(ref _isBroken) == 1)
        {
            return;
        }

        Wake();
        try
        {
            await silence.Task.WaitAsync(Farewell);
        }
        catch (TimeoutException)
        {
            hub.Logger.LogDebug("{Connection}: did not take the last words", context.ConnectionId);
            context.Abort();
        }
    }

    private static bool IsLoss(Exception e) =>
        e is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException;
}

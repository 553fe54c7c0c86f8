namespace HostSim.Network;

/// <summary>A connection on which things go wrong as its <see cref="FaultPlan"/> says.</summary>
public sealed class FaultyStream : StreamLayer
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _stallTime;
    private readonly Direction _down;
    private readonly Direction _up;
    private volatile bool _cut;

    /// <summary>Puts faults between the caller and <paramref name="below"/>.</summary>
    public FaultyStream(Stream below, FaultPlan plan, TimeProvider? time = null)
        : base(below)
    {
        _time = time ?? TimeProvider.System;
        _stallTime = plan.StallTime;
        _down = new Direction(new FaultSchedule(plan, "down"));
        _up = new Direction(new FaultSchedule(plan, "up"));
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return await Below.ReadAsync(buffer, cancellationToken);
        }

        bool flip = await PassFaultsAsync(_down, cancellationToken);
        int count = await Below.ReadAsync(buffer[.._down.Room(buffer.Length)], cancellationToken);
        if (flip && count > 0)
        {
            buffer.Span[0] ^= 0x10;
        }

        _down.At += count;
        return count;
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            bool flip = await PassFaultsAsync(_up, cancellationToken);
            int count = _up.Room(buffer.Length);
            byte[] part = buffer[..count].ToArray();
            if (flip)
            {
                part[0] ^= 0x10;
            }

            await Below.WriteAsync(part, cancellationToken);
            _up.At += count;
            buffer = buffer[count..];
        }
    }

    // True if the byte that comes next is to be flipped. The faults before it have happened when this returns.
    private async ValueTask<bool> PassFaultsAsync(Direction direction, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_cut, this);
        bool flip = false;
        while (direction.Schedule.NextAt <= direction.At)
        {
            switch (direction.Schedule.Take())
            {
                case FaultKind.Cut:
                    Cut();
                    break;
                case FaultKind.Stall:
                    await Task.Delay(_stallTime, _time, cancellationToken);
                    break;
                case FaultKind.Flip:
                    flip = true;
                    break;
                case FaultKind.Split:
                default:
                    break;
            }
        }

        return flip;
    }

    private void Cut()
    {
        _cut = true;
        Below.Dispose();
        throw new IOException("the fault plan cut the connection");
    }

    private sealed class Direction(FaultSchedule schedule)
    {
        public FaultSchedule Schedule { get; } = schedule;

        public long At { get; set; }

        public int Room(int wanted) => (int)Math.Min(wanted, Schedule.NextAt - At);
    }
}

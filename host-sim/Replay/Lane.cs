using HostSim.Network;

namespace HostSim.Replay;

/// <summary>One direction of a connection: bytes pass in order, as far and as late as a fault plan lets them.</summary>
internal sealed class Lane(FaultPlan plan, string direction)
{
    private readonly FaultSchedule _schedule = new(plan, direction);
    private byte[] _bytes = [];
    private long _at;
    private long _stalledUntil;

    /// <summary>Bytes on their way.</summary>
    public int Count => _bytes.Length;

    /// <summary>The plan says that the connection is lost here.</summary>
    public bool IsCut { get; private set; }

    /// <summary>When something may pass again.</summary>
    public long ReadyAt => Count > 0 ? _stalledUntil : long.MaxValue;

    /// <summary>Nothing passes from now on, and what is on its way is lost.</summary>
    public void Cut()
    {
        IsCut = true;
        _bytes = [];
    }

    /// <summary>Puts bytes on their way.</summary>
    public void Put(ReadOnlySpan<byte> bytes) => _bytes = [.. _bytes, .. bytes];

    /// <summary>Shows what arrives now, at most as many bytes as there is room for; how many that are.</summary>
    public int Peek(byte[] target, long now)
    {
        while (_schedule.NextAt <= _at && !IsCut)
        {
            FaultKind kind = _schedule.Take();
            IsCut = kind == FaultKind.Cut;
            _stalledUntil = kind == FaultKind.Stall ? now + (long)plan.StallTime.TotalMilliseconds : _stalledUntil;
        }

        if (IsCut || now < _stalledUntil)
        {
            return 0;
        }

        int count = (int)Math.Min(Math.Min(Count, target.Length), _schedule.NextAt - _at);
        _bytes.AsSpan(0, count).CopyTo(target);
        return count;
    }

    /// <summary>The first bytes have been taken.</summary>
    public void Take(int count)
    {
        _at += count;
        _bytes = _bytes[count..];
    }
}

using Core;
using Core.Agent;
using HostSim.Network;

namespace HostSim.Devices;

/// <summary>The reading side of a link: one read at a time into one buffer, which is offered to the agent until it is
/// empty. The firmware's reader does the same with a thread.</summary>
internal sealed class LinkReader(WakeSignal wake)
{
    // What the firmware's reader has.
    private const int BufferBytes = 1024;

    private byte[] _buffer = [];
    private Task<int>? _reading;
    private int _at;
    private int _end;

    /// <summary>Bytes came that the agent has not taken yet.</summary>
    public bool HasUnread => _at < _end;

    /// <summary>Forgets what an earlier connection left.</summary>
    public void Reset() => (_at, _end) = (0, 0);

    /// <summary>Starts a read if none is under way and the buffer is empty.</summary>
    public void Start(Stream stream, CancellationToken cancellation)
    {
        if (_reading is null && !HasUnread)
        {
            _buffer = _buffer.Length == 0 ? new byte[BufferBytes] : _buffer;
            _reading = stream.ReadAsync(_buffer, cancellation).AsTask();
            wake.SetAfter(_reading);
        }
    }

    /// <summary>Takes in a read that has ended; false if none has. The fault says how the connection ended, if it
    /// did.</summary>
    public bool Collect(out Fault fault)
    {
        fault = Fault.None;
        if (_reading is not { IsCompleted: true } read)
        {
            return false;
        }

        _reading = null;
        if (!read.IsCompletedSuccessfully)
        {
            fault = Fault.ConnectionLost;
        }
        else if (read.Result == 0)
        {
            fault = Fault.ClosedByPeer;
        }
        else
        {
            (_at, _end) = (0, read.Result);
        }

        return true;
    }

    /// <summary>Offers the agent what it has not taken yet. True if it took something.</summary>
    public bool Offer(AgentCore core, int link, ConnectionTap tap, long now)
    {
        if (!HasUnread)
        {
            return false;
        }

        int taken = core.Receive(link, _buffer, _at, _end - _at, now);
        tap.Down(_buffer.AsSpan(_at, taken));
        _at += taken;
        return taken > 0;
    }

    /// <summary>Waits until no read is under way, so that the buffer can be used again.</summary>
    public async Task SettleAsync()
    {
        await PumpLink.SettleAsync(_reading);
        _reading = null;
    }
}

namespace Tests.NanoShim.World;

/// <summary>The bytes of a connection on their way through the air, which can fall silent.</summary>
internal sealed class WireStream(Boot boot, Stream outside) : Stream
{
    // What lwIP takes of a socket that hears no acknowledgement, four segments.
    private const int SendBuffer = 5_744;

    private readonly ManualResetEvent _gone = new(false);
    private readonly Lock _sending = new();
    private readonly MemoryStream _held = new();
    private int _isAbandoned;

    /// <summary>Longest wait for bytes in the device's ms; zero or less for without end.</summary>
    public int TimeoutMs { get; set; }

    /// <summary>Longest wait for room in the device's ms; zero or less for without end.</summary>
    public int WriteTimeoutMs { get; set; }

    /// <summary>What carries the bytes.</summary>
    public Stream Outside => outside;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        WaitUntilAudible(TimeoutMs);
        int taken = ReadOutside(buffer, offset, count);
        WaitUntilAudible(TimeoutMs);
        return taken;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (boot.World.Wires.IsAudible)
        {
            SendHeld();
            outside.Write(buffer, offset, count);
            return;
        }

        if (Hold(buffer, offset, count))
        {
            return;
        }

        WaitUntilAudible(WriteTimeoutMs);
        SendHeld();
        outside.Write(buffer, offset, count);
    }

    public override void Flush() => outside.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Ends it; the other side learns of that now or never.</summary>
    public void Abandon(bool isHeard)
    {
        if (Interlocked.Exchange(ref _isAbandoned, 1) != 0)
        {
            return;
        }

        _gone.Set();
        if (isHeard)
        {
            outside.Dispose();
        }
        else
        {
            boot.World.Wires.Lose(outside);
            Unblock();
        }
    }

    protected override void Dispose(bool disposing)
    {
        Abandon(isHeard: true);
        base.Dispose(disposing);
    }

    // The far side must hear nothing, so the stream stays open; a read with a deadline in the past ends the wait.
    private void Unblock()
    {
        if (outside is System.Net.Sockets.NetworkStream { Socket: var socket })
        {
            socket.Shutdown(System.Net.Sockets.SocketShutdown.Receive);
        }
        else
        {
            outside.Dispose();
        }
    }

    private int ReadOutside(byte[] buffer, int offset, int count)
    {
        if (outside.CanTimeout)
        {
            outside.ReadTimeout = TimeoutMs <= 0
                ? Timeout.Infinite : (int)boot.World.Pace.Real(TimeoutMs).TotalMilliseconds;
        }

        try
        {
            int taken = outside.Read(buffer, offset, count);
            return _gone.WaitOne(0) ? throw Failure(WireFault.Closed) : taken;
        }
        catch (IOException e) when (e.InnerException is System.Net.Sockets.SocketException
        {
            SocketErrorCode: System.Net.Sockets.SocketError.TimedOut or System.Net.Sockets.SocketError.WouldBlock,
        })
        {
            throw Failure(WireFault.TimedOut);
        }
    }

    private void WaitUntilAudible(int timeoutMs)
    {
        if (boot.World.Wires.IsAudible)
        {
            return;
        }

        TimeSpan real = boot.World.Pace.Real(timeoutMs <= 0 ? -1 : timeoutMs);
        switch (WaitHandle.WaitAny([_gone, boot.World.Wires.Audible], real))
        {
            case 0:
                throw Failure(WireFault.Closed);
            case WaitHandle.WaitTimeout:
                throw Failure(WireFault.TimedOut);
            default:
                return;
        }
    }

    private bool Hold(byte[] buffer, int offset, int count)
    {
        lock (_sending)
        {
            if (_held.Length + count > SendBuffer)
            {
                return false;
            }

            _held.Write(buffer, offset, count);
            return true;
        }
    }

    private void SendHeld()
    {
        lock (_sending)
        {
            if (_held.Length > 0)
            {
                outside.Write(_held.GetBuffer(), 0, (int)_held.Length);
                _held.SetLength(0);
            }
        }
    }

    private static IOException Failure(WireFault fault) => new(fault.ToString(), new WireException(fault));
}

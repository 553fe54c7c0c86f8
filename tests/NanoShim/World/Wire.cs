namespace Tests.NanoShim.World;

/// <summary>One connection of the device, in the clear or inside TLS.</summary>
public sealed class Wire : IDisposable
{
    private readonly Boot _boot;
    private readonly WireStream _raw;
    private Stream? _tls;
    private int _isClosed;
    private volatile bool _isBroken;

    internal Wire(Boot boot, Stream stream)
    {
        _boot = boot;
        _raw = new WireStream(boot, stream);
    }

    /// <summary>Closed on this side.</summary>
    public bool IsClosed => Volatile.Read(ref _isClosed) != 0;

    /// <summary>Longest wait for bytes in the device's ms; zero or less for without end.</summary>
    public int ReadTimeoutMs { get; set; }

    /// <summary>Longest wait for room in the device's ms; zero or less for without end.</summary>
    public int WriteTimeoutMs { get; set; }

    private Stream Stream => _tls ?? _raw;

    /// <summary>Puts the connection inside TLS while all else stands still.</summary>
    /// <exception cref="WireException">The handshake failed.</exception>
    public void Secure(HandshakeWish wish)
    {
        ArgumentNullException.ThrowIfNull(wish);
        _raw.TimeoutMs = 0;
        _boot.StandStill(() => _tls = _boot.World.Handshakes.Shake(_boot, _raw, wish));
    }

    /// <summary>Waits for bytes; zero if the other side closed.</summary>
    /// <exception cref="WireException">The connection failed or nothing came in time.</exception>
    public int Read(byte[] target, int offset, int count)
    {
        _raw.TimeoutMs = ReadTimeoutMs;
        return Guarded(() => Stream.Read(target, offset, count));
    }

    /// <summary>Sends bytes.</summary>
    /// <exception cref="WireException">The connection failed or nothing was taken in time.</exception>
    public void Write(byte[] source, int offset, int count)
    {
        _raw.WriteTimeoutMs = WriteTimeoutMs;
        _boot.World.Wires.Wrote(count);
        Guarded(() =>
        {
            Stream.Write(source, offset, count);
            return count;
        });
    }

    /// <summary>Closes this side; who waits in a read gets an exception. After a power cut, or while the air is silent,
    /// the other side hears nothing of it.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) != 0)
        {
            return;
        }

        _boot.Disown(this);
        _boot.World.Wires.Closed(this);
        _raw.Abandon(isHeard: _boot.Ending == Ending.None && _boot.World.Wires.IsAudible);
    }

    /// <summary>Resets the connection from outside.</summary>
    internal void Break()
    {
        _isBroken = true;
        _raw.Abandon(isHeard: true);
    }

    private int Guarded(Func<int> action)
    {
        if (IsClosed)
        {
            throw new WireException(WireFault.Closed);
        }

        try
        {
            return action();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            throw e is { InnerException: WireException inner } ? inner : new WireException(Why(), e);
        }
    }

    private WireFault Why() => IsClosed && !_isBroken ? WireFault.Closed : WireFault.Reset;
}

using Tests.NanoShim.World;

namespace System.Threading;

/// <summary>Cancelled by hand, or when a stretch of the device's time is over.</summary>
public class CancellationTokenSource : IDisposable
{
    private readonly Boot _boot = Boot.Current;
    private long _dueMicros = long.MaxValue;
    private bool _isCancelled;

    public CancellationTokenSource()
    {
    }

    public CancellationTokenSource(int millisecondsDelay) => CancelAfter(millisecondsDelay);

    public CancellationTokenSource(TimeSpan delay) => CancelAfter(delay);

    public bool IsCancellationRequested => _isCancelled || _boot.Micros >= _dueMicros;

    public CancellationToken Token => new(this);

    public void Cancel() => _isCancelled = true;

    public void CancelAfter(int millisecondsDelay) =>
        _dueMicros = millisecondsDelay < 0 ? long.MaxValue : _boot.Micros + millisecondsDelay * 1000L;

    public void CancelAfter(TimeSpan delay) => CancelAfter((int)delay.TotalMilliseconds);

    public void Dispose() => Dispose(true);

    protected virtual void Dispose(bool disposing) => _dueMicros = long.MaxValue;
}

public struct CancellationToken
{
    private readonly CancellationTokenSource _source;
    private readonly bool _isCancelled;

    internal CancellationToken(CancellationTokenSource source)
    {
        _source = source;
        _isCancelled = false;
    }

    public CancellationToken(bool canceled)
    {
        _source = null;
        _isCancelled = canceled;
    }

    public static CancellationToken None => default;

    public bool CanBeCanceled => _source != null || _isCancelled;

    public bool IsCancellationRequested => _isCancelled || (_source != null && _source.IsCancellationRequested);
}

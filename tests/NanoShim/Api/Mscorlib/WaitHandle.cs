using Tests.NanoShim.World;

namespace System.Threading;

/// <summary>Waits in the device's time.</summary>
public abstract class WaitHandle : MarshalByRefObject
{
    public const int WaitTimeout = 258;

    private readonly Signal _signal;

    internal WaitHandle(bool initialState, bool resetsItself) => _signal = new Signal(initialState, resetsItself);

    protected WaitHandle()
        : this(false, false)
    {
    }

    public virtual bool WaitOne() => _signal.Wait(Boot.Current, -1);

    public virtual bool WaitOne(int millisecondsTimeout, bool exitContext) =>
        _signal.Wait(Boot.Current, millisecondsTimeout);

    public static int WaitAny(WaitHandle[] waitHandles) => WaitAny(waitHandles, -1, false);

    public static int WaitAny(WaitHandle[] waitHandles, int millisecondsTimeout, bool exitContext)
    {
        Signal[] signals = new Signal[waitHandles.Length];
        for (int i = 0; i < signals.Length; i++)
        {
            signals[i] = waitHandles[i]._signal;
        }

        int which = Signal.WaitAny(Boot.Current, signals, millisecondsTimeout);
        return which < 0 ? WaitTimeout : which;
    }

    internal bool Signalled()
    {
        Boot.Current.Pass();
        return _signal.Set();
    }

    internal bool Cleared()
    {
        Boot.Current.Pass();
        return _signal.Reset();
    }
}

public sealed class AutoResetEvent : WaitHandle
{
    public AutoResetEvent(bool initialState)
        : base(initialState, resetsItself: true)
    {
    }

    public bool Set() => Signalled();

    public bool Reset() => Cleared();
}

public sealed class ManualResetEvent : WaitHandle
{
    public ManualResetEvent(bool initialState)
        : base(initialState, resetsItself: false)
    {
    }

    public bool Set() => Signalled();

    public bool Reset() => Cleared();
}

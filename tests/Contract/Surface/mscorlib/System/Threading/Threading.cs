namespace System.Threading;

public sealed class AutoResetEvent : WaitHandle
{
    public AutoResetEvent(bool initialState) { }
    public bool Set() => throw null;
}

public static class Interlocked
{
    public static int Exchange(ref int location1, int value) => throw null;
}

public static class Monitor
{
    public static void Enter(object obj) => throw null;
    public static void Exit(object obj) => throw null;
}

public sealed class Thread
{
    public Thread(ThreadStart start) { }
    public bool Join(int millisecondsTimeout) => throw null;
    public static void Sleep(int millisecondsTimeout) => throw null;
    public void Start() => throw null;
}

public delegate void ThreadStart();

public abstract class WaitHandle : MarshalByRefObject
{
    protected WaitHandle() { }
    public virtual bool WaitOne() => throw null;
    public virtual bool WaitOne(int millisecondsTimeout, bool exitContext) => throw null;
}

using Tests.NanoShim.World;

namespace System.Threading;

/// <summary>A start can fail for want of memory; an exception at its root ends a thread in silence.</summary>
public sealed class Thread
{
    private readonly DeviceThread _thread;

    public Thread(ThreadStart start)
    {
        if (start == null)
        {
            throw new ArgumentNullException(nameof(start));
        }

        _thread = new DeviceThread(Boot.Current, "thread", () => start());
    }

    public bool IsAlive => _thread.IsAlive;

    public int ManagedThreadId => _thread.Id;

    public ThreadPriority Priority { get; set; } = ThreadPriority.Normal;

    public void Start()
    {
        if (Boot.Current.Call("Thread.Start"))
        {
            throw new OutOfMemoryException();
        }

        _thread.Start();
    }

    public void Join() => _thread.Join(-1);

    public bool Join(int millisecondsTimeout) => _thread.Join(millisecondsTimeout);

    public bool Join(TimeSpan timeout) => _thread.Join((int)timeout.TotalMilliseconds);

    public static void Sleep(int millisecondsTimeout) => Boot.Current.Sleep(millisecondsTimeout);

    public static void Sleep(TimeSpan timeout) => Boot.Current.Sleep((long)timeout.TotalMilliseconds);
}

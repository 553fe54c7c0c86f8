using System.Collections.Concurrent;

namespace Tests.NanoShim.World;

/// <summary>One run of the chip, from power on to its end: its threads, its open connections, its clock.</summary>
/// <remarks>
/// Every thread of the firmware is bound to its run, so a call of the simulated class library finds its world without a
/// word from the firmware, and a thread left over from an earlier run cannot touch the next one.
/// </remarks>
public sealed class Boot
{
    // More refusals than any honest ending needs: a thread that catches the end of power and goes on is stopped.
    private const int MostRefusals = 500;

    [ThreadStatic]
    private static Boot? t_current;

    [ThreadStatic]
    private static int t_refusals;

    private readonly ManualResetEvent _ended = new(false);
    private readonly ManualResetEvent _running = new(true);
    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentDictionary<DeviceThread, byte> _threads = [];
    private readonly ConcurrentDictionary<IDisposable, byte> _belongings = [];
    private readonly long _startMicros;
    private readonly Lock _standstill = new();
    private int _ending;
    private int _awake;
    private int _mostThreads;
    private int _waiting;
    private long _clockOffsetTicks;

    /// <summary>A run that begins now.</summary>
    internal Boot(NanoWorld world, string reason)
    {
        World = world;
        Reason = reason;
        _startMicros = world.Pace.Micros;
        Events = new EventLoop(this);
    }

    /// <summary>The run that the current thread belongs to.</summary>
    /// <exception cref="InvalidOperationException">It belongs to none.</exception>
    public static Boot Current =>
        t_current ?? throw new InvalidOperationException("this thread belongs to no device; use Boot.Enter");

    /// <summary>What surrounds the chip.</summary>
    public NanoWorld World { get; }

    /// <summary>Why it started: power, restart or sleep.</summary>
    public string Reason { get; }

    /// <summary>How it ended; <see cref="Ending.None"/> while it goes on.</summary>
    public Ending Ending => (Ending)Volatile.Read(ref _ending);

    /// <summary>Where the class library raises its events.</summary>
    public EventLoop Events { get; }

    /// <summary>Microseconds since it began.</summary>
    public long Micros => World.Pace.Micros - _startMicros;

    /// <summary>What its own clock shows: 1970 and its age, until somebody sets it.</summary>
    public DateTime Utc =>
        DateTime.UnixEpoch.AddTicks(Interlocked.Read(ref _clockOffsetTicks)).AddMicroseconds(Micros);

    /// <summary>Threads of the firmware that are alive now; the class library's own are not counted.</summary>
    public int Threads => _threads.Count;

    /// <summary>The most that ever were.</summary>
    public int MostThreads => _mostThreads;

    /// <summary>Sockets and the like that are open now.</summary>
    public int Belongings => _belongings.Count;

    /// <summary>Every thread of the firmware waits for time to pass, or for another of them.</summary>
    public bool IsIdle => Threads > 0 && Volatile.Read(ref _waiting) >= Threads;

    /// <summary>Sockets that are taken now.</summary>
    public int Sockets => _belongings.Keys.Count(it => it is SocketSlot);

    /// <summary>Sets its clock to this many ticks of 100 ns since the year 1.</summary>
    public void SetUtc(long ticks) => Interlocked.Exchange(
        ref _clockOffsetTicks, ticks - DateTime.UnixEpoch.AddMicroseconds(Micros).Ticks);

    /// <summary>Runs <paramref name="main"/> as the main thread of the firmware.</summary>
    public DeviceThread Run(Action main)
    {
        DeviceThread thread = new(this, "main", main);
        thread.Start();
        return thread;
    }

    /// <summary>Makes the current thread one of the firmware's until the result is disposed of.</summary>
    public IDisposable Enter()
    {
        Boot? before = t_current;
        t_current = this;
        return new Leaving(before);
    }

    /// <summary>Begins a call of the class library. True if it has to fail.</summary>
    /// <exception cref="PowerLostException">The run is over.</exception>
    public bool Call(string name)
    {
        Pass();
        return World.Faults.Strikes(name);
    }

    /// <summary>Waits while another thread holds everything up.</summary>
    /// <exception cref="PowerLostException">The run is over.</exception>
    public void Pass()
    {
        if (Volatile.Read(ref _awake) != 0 && _awake != Environment.CurrentManagedThreadId)
        {
            WaitHandle.WaitAny([_ended, _running]);
        }

        if (Ending == Ending.None)
        {
            return;
        }

        if (++t_refusals > MostRefusals)
        {
            World.Note("a thread went on after its run was over");
            Thread.Sleep(Timeout.Infinite);
        }

        throw new PowerLostException();
    }

    /// <summary>Runs a native call that stops every other thread of the firmware until it returns.</summary>
    public void StandStill(Action native)
    {
        ArgumentNullException.ThrowIfNull(native);
        lock (_standstill)
        {
            _running.Reset();
            Volatile.Write(ref _awake, Environment.CurrentManagedThreadId);
            try
            {
                native();
            }
            finally
            {
                Volatile.Write(ref _awake, 0);
                _running.Set();
            }
        }
    }

    /// <summary>Waits for a handle, at most this long in the device's time; below zero without end.</summary>
    public bool Wait(WaitHandle handle, int deviceMs) => WaitAny([handle], deviceMs) == 0;

    /// <summary>Waits for one of several handles; -1 if none came in time.</summary>
    public int WaitAny(WaitHandle[] handles, int deviceMs) => Waited([.. handles, _ended], deviceMs);

    /// <summary>Lets this much of the device's time pass.</summary>
    public void Sleep(long deviceMs) => Waited([_ended], deviceMs);

    private int Waited(WaitHandle[] handles, long deviceMs)
    {
        Pass();
        long until = deviceMs < 0 ? long.MaxValue : Micros + deviceMs * 1000;
        Interlocked.Increment(ref _waiting);
        try
        {
            int which;
            do
            {
                CancellationToken leap = World.Pace.Leaping;
                TimeSpan real = World.Pace.Real(deviceMs < 0 ? -1 : Math.Max(0, until - Micros + 999) / 1000);
                which = WaitHandle.WaitAny([.. handles, leap.WaitHandle], real);
            }
            while (which >= handles.Length && Micros < until);
            return which < handles.Length ? which : -1;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
            Pass();
        }
    }

    /// <summary>Ends the run: connections die without a word, threads at their next call.</summary>
    public void End(Ending how)
    {
        if (Interlocked.CompareExchange(ref _ending, (int)how, (int)Ending.None) != (int)Ending.None)
        {
            return;
        }

        _ended.Set();
        _over.Cancel();
        foreach (IDisposable belonging in _belongings.Keys)
        {
            belonging.Dispose();
        }

        Events.Dispose();
    }

    /// <summary>Waits until the run is over, in real time. False if it is not.</summary>
    public bool WaitForEnd(TimeSpan real) => _ended.WaitOne(real);

    /// <summary>Waits until every thread of an ended run is gone, in real time. False if one is not.</summary>
    public bool WaitForThreads(TimeSpan real)
    {
        long end = Environment.TickCount64 + (long)real.TotalMilliseconds;
        foreach (DeviceThread thread in _threads.Keys)
        {
            long left = end - Environment.TickCount64;
            if (!thread.JoinReal(TimeSpan.FromMilliseconds(Math.Max(1, left))))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Lets this much of the device's time pass, for what is no thread of the firmware; shorter if the run
    /// ends.</summary>
    internal async Task PauseAsync(long deviceMs)
    {
        long until = Micros + deviceMs * 1000;
        while (Micros < until && Ending == Ending.None)
        {
            using CancellationTokenSource wake =
                CancellationTokenSource.CreateLinkedTokenSource(_over.Token, World.Pace.Leaping);
            await Task.Delay(World.Pace.Real((until - Micros + 999) / 1000), wake.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Takes something that dies with the run.</summary>
    internal void Own(IDisposable belonging)
    {
        _belongings[belonging] = 0;
        if (Ending != Ending.None)
        {
            belonging.Dispose();
        }
    }

    /// <summary>Something was closed in good order.</summary>
    internal void Disown(IDisposable belonging) => _belongings.TryRemove(belonging, out _);

    internal void Started(DeviceThread thread)
    {
        t_current = this;
        t_refusals = 0;
        _threads[thread] = 0;
        InterlockedMax(_threads.Count);
    }

    internal void Finished(DeviceThread thread) => _threads.TryRemove(thread, out _);

    private void InterlockedMax(int count)
    {
        int seen = _mostThreads;
        while (count > seen && Interlocked.CompareExchange(ref _mostThreads, count, seen) != seen)
        {
            seen = _mostThreads;
        }
    }

    private sealed class Leaving(Boot? before) : IDisposable
    {
        public void Dispose() => t_current = before;
    }
}

namespace Tests.NanoShim.World;

/// <summary>A thread of the firmware. An exception at its root ends it alone and without a word, as on the device; the
/// world notes it.</summary>
public sealed class DeviceThread
{
    private readonly Boot _boot;
    private readonly Action _body;
    private readonly Thread _thread;
    private readonly ManualResetEvent _gone = new(false);

    /// <summary>A thread that is not started yet.</summary>
    public DeviceThread(Boot boot, string name, Action body)
    {
        _boot = boot;
        _body = body;
        _thread = new Thread(Live) { IsBackground = true, Name = name };
    }

    /// <summary>Its number.</summary>
    public int Id => _thread.ManagedThreadId;

    /// <summary>Started and not at its end.</summary>
    public bool IsAlive => IsStarted && !_gone.WaitOne(0);

    /// <summary>Started once.</summary>
    public bool IsStarted { get; private set; }

    /// <summary>Starts it.</summary>
    public void Start()
    {
        IsStarted = true;
        _thread.Start();
    }

    /// <summary>Waits for its end in the device's time; below zero without end.</summary>
    public bool Join(int deviceMs) => _boot.Wait(_gone, deviceMs);

    /// <summary>Waits for its end in real time.</summary>
    public bool JoinReal(TimeSpan time) => _gone.WaitOne(time);

    private void Live()
    {
        _boot.Started(this);
        try
        {
            _body();
        }
        catch (PowerLostException) when (_boot.Ending != Ending.None)
        {
            // The ordinary end of a thread whose power is gone.
            _boot.Finished(this);
        }
#pragma warning disable CA1031 // It stands for the class library, which lets no exception out of a thread.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _boot.World.Escaped(_thread.Name ?? "thread", e);
        }
        finally
        {
            _boot.Finished(this);
            _gone.Set();
        }
    }
}

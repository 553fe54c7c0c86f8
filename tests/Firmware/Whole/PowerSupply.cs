extern alias device;

using Tests.NanoShim.World;

namespace Tests.Firmware.Whole;

/// <summary>Keeps a chip with the whole firmware running: boots Program, and boots it again after every restart, every
/// sleep and every power cut, as the chip and the mains do.</summary>
internal sealed class PowerSupply : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly List<Ending> _endings = [];
    private readonly Thread _thread;
    private volatile bool _isOff;

    /// <summary>Switches on.</summary>
    public PowerSupply(NanoWorld world)
    {
        World = world;
        Start();
        _thread = new Thread(KeepOn) { IsBackground = true, Name = "power supply" };
        _thread.Start();
    }

    /// <summary>What surrounds the chip.</summary>
    public NanoWorld World { get; }

    /// <summary>How each run so far ended.</summary>
    public IReadOnlyList<Ending> Endings
    {
        get
        {
            lock (_endings)
            {
                return [.. _endings];
            }
        }
    }

    /// <summary>Threads of ended runs that did not end, and runs that ended in silence; a test wants none.</summary>
    public int Leftovers { get; private set; }

    /// <summary>Switches off for good.</summary>
    public void Dispose()
    {
        _isOff = true;
        World.CutPower();
        _thread.Join(Limit);
        World.Dispose();
    }

    private void Start(string reason = "power")
    {
        Boot boot = World.PowerOn(reason);
        DeviceThread main = boot.Run(device::App.Program.Main);
        _ = Task.Run(() =>
        {
            main.JoinReal(Timeout.InfiniteTimeSpan);
            if (boot.Ending == Ending.None)
            {
                Leftovers++;
            }
        });
    }

    private void KeepOn()
    {
        while (!_isOff)
        {
            Boot boot = World.Boot;
            boot.WaitForEnd(Timeout.InfiniteTimeSpan);
            Leftovers += boot.WaitForThreads(Limit) ? 0 : 1;
            lock (_endings)
            {
                _endings.Add(boot.Ending);
            }

            if (_isOff)
            {
                return;
            }

            if (boot.Ending == Ending.DeepSleep)
            {
                Thread.Sleep(World.Pace.Real((long)(World.SleepTime ?? Limit).TotalMilliseconds));
            }

            Start(boot.Ending switch { Ending.DeepSleep => "sleep", Ending.Restart => "restart", _ => "power" });
        }
    }
}

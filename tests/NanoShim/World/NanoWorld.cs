using System.Collections.Concurrent;

namespace Tests.NanoShim.World;

/// <summary>Everything around one simulated chip, in the hands of a test: time, power, flash, air, wires, pins and
/// faults.</summary>
public sealed class NanoWorld : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<string> _notes = [];
    private Boot? _boot;

    /// <summary>A world in which the device's time runs <paramref name="pace"/> times as fast as real time.</summary>
    public NanoWorld(int pace = 1, Flash? flash = null)
    {
        Pace = new Pace(pace);
        Flash = flash ?? new Flash();
        Air = new Air(this);
        Wires = new Wires(this);
        Pins = new PinBank(this);
    }

    /// <summary>How fast time runs.</summary>
    public Pace Pace { get; }

    /// <summary>The file system.</summary>
    public Flash Flash { get; }

    /// <summary>The access point.</summary>
    public Air Air { get; }

    /// <summary>Names, addresses and connections.</summary>
    public Wires Wires { get; }

    /// <summary>The pins.</summary>
    public PinBank Pins { get; }

    /// <summary>What hangs on the I2C bus.</summary>
    public I2cBus Bus { get; } = new();

    /// <summary>What people see at the serial port, and what they type.</summary>
    public Serial Serial { get; } = new();

    /// <summary>Which calls fail.</summary>
    public Faults Faults { get; } = new();

    /// <summary>The SNTP client.</summary>
    public TimeClient TimeClient { get; } = new();

    /// <summary>Handshakes.</summary>
    public Handshakes Handshakes { get; } = new();

    /// <summary>Free bytes of the managed heap, as the chip's collector reports them.</summary>
    public uint FreeManaged { get; set; } = 96_000;

    /// <summary>Free bytes of the native heap.</summary>
    public uint FreeNative { get; set; } = 140_000;

    /// <summary>The largest block of the native heap.</summary>
    public uint LargestNative { get; set; } = 90_000;

    /// <summary>How long the last deep sleep was asked to last, in the device's time; null without a timer.</summary>
    public TimeSpan? SleepTime { get; set; }

    /// <summary>What went wrong in a way that the device would have kept to itself: exceptions at the root of a thread
    /// or an event. A test wants none.</summary>
    public IReadOnlyList<string> Notes => [.. _notes];

    /// <summary>The present run.</summary>
    /// <exception cref="InvalidOperationException">The power was never on.</exception>
    public Boot Boot => _boot ?? throw new InvalidOperationException("the power was never on");

    /// <summary>Starts the chip: ends the run before, and begins one with this reason: power, restart, sleep.</summary>
    public Boot PowerOn(string reason = "power")
    {
        _boot?.End(Ending.PowerCut);
        Pins.Reset();
        Air.Reset();
        Serial.Reset();
        TimeClient.Reset();
        Boot boot = new(this, reason);
        Flash.PoweredBy(() => boot.End(Ending.PowerCut));
        return _boot = boot;
    }

    /// <summary>Lets time leap by a second if the device does nothing but wait for it.</summary>
    public void Hurry()
    {
        if (_boot is { IsIdle: true })
        {
            Pace.Leap(Step);
        }
    }

    /// <summary>Cuts the power.</summary>
    public void CutPower() => _boot?.End(Ending.PowerCut);

    /// <inheritdoc/>
    public void Dispose()
    {
        CutPower();
        Wires.Dispose();
    }

    internal void Note(string what) => _notes.Enqueue(what);

    internal void Escaped(string where, Exception what) => Note($"{where}: {what}");
}
